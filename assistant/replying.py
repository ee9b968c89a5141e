"""Replying: what is said to a dialogue act, in the faces and in records alike."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath

from assistant.citations.byline import byline
from assistant.console.counting import counted
from assistant.conversation import DialogueAct
from index.documents import IndexedDocument
from index.library import Library
from index.search.restriction import Restriction
from index.search.scored_passage import ScoredPassage

_NAMED = 20
"""Documents that are named where all are asked for, or of which it is told how they begin."""
_GREETED_WITH = 5
"""Documents that a greeting names."""
_TELLS = re.compile(r"readme|about$|index$")
_TELLS_NOTHING = re.compile(
    r"licen[cs]e|copying|(?:notice|authors|changelog|changes|contributing|contributors"
    r"|code_of_conduct|security)$"
)
"""Names of files that tell of a folder, and of those that stand in any."""
_LONGEST_QUESTION = 80
"""Characters of an earlier question that are repeated."""


class Replying:
    """Replies to dialogue acts that continue nothing, as somebody at a desk would."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def openings(self, within: Restriction) -> list[ScoredPassage]:
        """Return the passages that documents begin with, whatever is asked; scores are 0.

        Raises:
            InputError: No passage is within the restriction.
        """
        firsts = islice(_telling_first(self._chosen(within)), _NAMED)
        passages = (self._library.passages(document.id)[place] for document, place in firsts)
        return [ScoredPassage(passage, 0.0, passage.sentences[0], ()) for passage in passages]

    def said(self, act: DialogueAct, within: Restriction, quoted: int) -> str:
        """Return what is said to an act, a line each.

        Args:
            act: What the question does.
            within: What may be asked.
            quoted: How many documents begin in the passages below.

        Raises:
            InputError: No passage is within the restriction.
        """
        chosen = self._chosen(within)
        telling = _telling_first(chosen) if act is DialogueAct.OVERVIEW else chosen
        documents = [document for document, _ in telling]
        these = "these documents" if len(documents) > 1 else "this document"
        match act:
            case DialogueAct.THANKS:
                return "You are welcome. Ask on whenever you like."
            case DialogueAct.GREETING:
                named = _named(documents, _GREETED_WITH)
                return _lines(f"Hello. Questions are answered in the words of {these}:", named)
            case DialogueAct.DOCUMENTS:
                head = f"Questions are answered by quoting {these}:"
                return _lines(head, _named(documents, _NAMED))
            case _:
                return _overview(documents, quoted)

    def _chosen(self, within: Restriction) -> Iterator[tuple[IndexedDocument, int]]:
        """Yield the documents with passages within a restriction, and which is the first of each."""
        selection = self._library.select(within)
        last = 0
        for document in self._library.documents.values():
            rows = range(last, last + document.passages)
            last = rows.stop
            place = next((n for n, row in enumerate(rows) if row in selection), None)
            if place is not None:
                yield document, place


def _telling_first(
    chosen: Iterable[tuple[IndexedDocument, int]],
) -> list[tuple[IndexedDocument, int]]:
    """Return documents in their order, those first that tell of a folder, those last that do nowhere."""

    def place(one: tuple[IndexedDocument, int]) -> int:
        name = PurePosixPath(one[0].own_id or one[0].id).stem.lower().replace("-", "_")
        return bool(_TELLS_NOTHING.match(name)) - bool(_TELLS.match(name))

    return sorted(chosen, key=place)


def _overview(documents: Sequence[IndexedDocument], quoted: int) -> str:
    if len(documents) > 1:
        head = f"There are {counted(len(documents), 'document')}"
        if rest := documents[quoted:]:
            begin = "begin" if quoted > 1 else "begins"
            below = f"{head}; below, {quoted} of them {begin}. The others:"
            return _lines(below, _named(rest, _NAMED))
        return f"{head}, which begin so:"
    [document] = documents
    sections = dict.fromkeys(h.label for h in document.headings if h.label != document.title)
    if not sections:
        return f"“{document.title}” begins so:"
    named = [f"- {label}" for label in [*sections][:_NAMED]]
    return _lines(f"“{document.title}” begins as below. Its sections:", named)


def continued(act: DialogueAct, question: str, first: int, count: int, *, is_around: bool) -> str:
    """Return what is said to an act that asks for more.

    Args:
        act: What the question does.
        question: The earlier one, of whose answer it asks more.
        first: How many of the passages were given before.
        count: How many are given now.
        is_around: Whether they stand around the passage that answered, rather than come next.
    """
    about = f"“{_short(question)}”"
    if act is DialogueAct.REASON:
        return f"The passage that answers {about}, and what stands around it:"
    if is_around:
        around = f"around the passage that answers {about}"
        return f"What stands {around}:" if count else f"Nothing more stands {around}."
    if not count:
        return f"There are no more passages for {about}."
    return f"Passages {first + 1:,} to {first + count:,} for {about}:"


def _named(documents: Sequence[IndexedDocument], most: int) -> list[str]:
    named = [f"- {_name(document)}" for document in documents[:most]]
    rest = len(documents) - len(named)
    return [*named, f"- and {counted(rest, 'other')}"] if rest > 0 else named


def _name(document: IndexedDocument) -> str:
    is_named_after = document.id.startswith(document.title)
    name = document.id if is_named_after else f"{document.title} ({document.id})"
    return ", ".join(filter(None, (name, byline(document.metadata))))


def _short(question: str) -> str:
    line = " ".join(question.split())
    cut = line[: _LONGEST_QUESTION - 1].rstrip()
    return line if len(line) <= _LONGEST_QUESTION else f"{cut}…"


def _lines(*parts: str | Sequence[str]) -> str:
    lines = [[part] if isinstance(part, str) else part for part in parts]
    return "\n".join(line for some in lines for line in some)
