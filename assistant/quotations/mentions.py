"""Mentions: every place where words stand in the documents, in any of their forms or as they are."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING

from assistant.citations.pointing import point
from index.documents import Span
from index.errors import InputError
from index.irregular import is_irregular
from index.language import ENGLISH, fold, placed_words, stem
from index.search.restriction import EVERYTHING, Restriction

if TYPE_CHECKING:
    from assistant.answering import Citation
    from index.documents import IndexedDocument
    from index.library import Library

LONGEST = 1_000
"""Characters of what is looked for."""
_QUOTED = re.compile(r'\s*["“„«](.+)["”“»]\s*', re.DOTALL)
_LEAST_SHARED = 3
"""First letters that all forms of most English words share; a document without them holds none."""

_Form = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class DocumentMentions:
    """A document, and what it mentions, in order: at least one citation, whose text is the words."""

    document: "IndexedDocument"
    text: str
    citations: tuple["Citation", ...]


def mentions(
    library: "Library", wanted: str, within: Restriction = EVERYTHING
) -> Iterator[DocumentMentions]:
    """Give the documents that mention something, in order, or the newest first.

    Words that stand between quotation marks are looked for as they are; others in any of their
    forms ("fee" finds "fees"). Case, line breaks and shapes of quotes never count.

    Args:
        library: Holds the documents.
        wanted: The words, one after the other.
        within: Where is looked.

    Raises:
        InputError: There is no word to look for, or too many, or nothing is within the restriction.
    """
    looked_for = _wanted(wanted)
    chosen = _chosen(library, within) if within.leaves_out else {}
    marker = 0
    for document in _in_order(library, newest=within.newest):
        if within.leaves_out and document.id not in chosen:
            continue
        text = library.text(document.id)
        spans = list(_spans(text, looked_for(document.language)))
        if within.sections:
            places = chosen[document.id]
            spans = [span for span in spans if any(a <= span[0] < b for a, b in places)]
        if not spans:
            continue
        intact = library.is_intact(document.id)
        cited = [
            point(document, text, span, marker=marker + n, intact=intact)
            for n, span in enumerate(spans, 1)
        ]
        marker += len(cited)
        yield DocumentMentions(document, text, tuple(cited))


def _chosen(library: "Library", within: Restriction) -> dict[str, list[Span]]:
    """Return the stretches that a restriction leaves of documents, by their ids.

    A heading lies in no passage; it belongs to the passage that follows it.
    """
    starts: dict[str, set[int]] = {}
    for passage in library.passages_within(within):
        starts.setdefault(passage.document, set()).add(passage.start)
    chosen: dict[str, list[Span]] = {}
    for document, chosen_starts in starts.items():
        before = 0
        places = chosen[document] = []
        for passage in library.passages(document) if within.sections else ():
            if passage.start in chosen_starts:
                places.append((before, passage.end))
            before = passage.end
    return chosen


def _in_order(library: "Library", *, newest: bool) -> Iterable["IndexedDocument"]:
    """Return the documents in their order, or the newest first."""
    documents = library.documents.values()
    by_date = attrgetter("metadata.date")
    return sorted(documents, key=by_date, reverse=True) if newest else documents


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The forms of the words that are looked for, what makes a form of a word, and letters of each.

    A text without these letters holds no form of the word; there are none where its forms differ.
    """

    forms: Sequence[str]
    form: _Form
    shared: Sequence[str]


def _wanted(wanted: str) -> Callable[[str], _Wanted]:
    """Return what tells of a language what is looked for in a document that is in it."""
    if len(wanted) > LONGEST:
        raise InputError(f"cannot look for {len(wanted):,} characters; at most {LONGEST:,}")
    quoted = _QUOTED.fullmatch(wanted)
    said = [word for word, _ in placed_words(quoted[1] if quoted else wanted)]
    if not said:
        raise InputError(f"{wanted!r} has no word to look for")

    @cache
    def in_language(language: str) -> _Wanted:
        form: _Form = str if quoted else partial(stem, language=language)
        forms = [form(word) for word in said]
        shared = [
            each[:_LEAST_SHARED]
            for each, word in zip(forms, said, strict=True)
            if len(each) > _LEAST_SHARED
            and (quoted or (language == ENGLISH and not is_irregular(word)))
        ]
        return _Wanted(forms, form, shared)

    return in_language


def _spans(text: str, wanted: _Wanted) -> Iterator[Span]:
    """Give where the words stand, one after the other with no other word between."""
    folded = fold(text) if wanted.shared else ""
    if any(letters not in folded for letters in wanted.shared):
        return
    found = list(_forms(text, wanted.form))
    forms = wanted.forms
    at = 0
    while at + len(forms) <= len(found):
        if all(found[at + n][0] == each for n, each in enumerate(forms)):
            yield found[at][1][0], found[at + len(forms) - 1][1][1]
            at += len(forms)
        else:
            at += 1


def _forms(text: str, form: _Form) -> Iterable[tuple[str, Span]]:
    """Give the form of each word of a text, and where it stands."""
    return ((form(word), span) for word, span in placed_words(text))
