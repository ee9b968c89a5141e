"""Marking: what of a passage stands out, in whichever face: its sentence, and the words that answer."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from assistant.answering import Certainty, CitedPassage, Words
from assistant.rendering.preformatted import as_it_stands, indentation
from index.documents import within
from index.readers.formats import lines, shown
from index.readers.labels import labels


class Mark(StrEnum):
    """What a stretch of a passage is to a reader."""

    NONE = "none"
    SENTENCE = "sentence"
    """Of the sentence that answers."""
    PERHAPS = "perhaps"
    """Of the one that may answer: nothing is sure."""
    WORDS = "words"
    """In the sentence that answers, the words that do."""


class Stretch(NamedTuple):
    """A part of a passage's text, and what it is.

    Lines and indentation of preformatted text say something.
    """

    text: str
    mark: Mark
    is_preformatted: bool = False


_EVEN = 0.5
"""The probability from which on a passage, by reading, rather answers than not."""
_BETWEEN_CELLS = " · "
_SEAM = "\0"
"""Between stretches of a text while it is read as one, since a link may hold several."""

Span = tuple[int, int, Mark]
"""Where in its document a stretch starts and ends, and what it is."""

_OF_SENTENCES = {
    Certainty.SURE: Mark.SENTENCE,
    Certainty.UNSURE: Mark.PERHAPS,
    Certainty.NO: Mark.NONE,
}


def telling_words(passage: CitedPassage, certainty: Certainty) -> Words | None:
    """Return the words of a passage that stand out; None where there are none.

    An answer that is not sure has none. One that is says so of its first passage alone: the words
    of others stand out where reading found that they rather answer than not.
    """
    tells = passage.rank == 1 or (passage.read is not None and passage.read >= _EVEN)
    return passage.highlight.answer if certainty is Certainty.SURE and tells else None


def marks(passage: CitedPassage, certainty: Certainty) -> list[Span]:
    """Return what the highlight of a passage is, from its start to its end."""
    highlight, mark = passage.highlight, _OF_SENTENCES[certainty]
    words = telling_words(passage, certainty)
    if not words:
        return [(highlight.start, highlight.end, mark)]
    spans = (
        (highlight.start, words.start, mark),
        (words.start, words.end, Mark.WORDS),
        (words.end, highlight.end, mark),
    )
    return [(start, end, mark) for start, end, mark in spans if start < end]


def marked_sentence(passage: CitedPassage, certainty: Certainty) -> list[Stretch]:
    """Return the highlight of a passage in stretches; the cells of a row have the names of columns."""
    spans = marks(passage, certainty)
    return _labelled(passage, spans) or _cut(passage, spans)


def marked(
    passage: CitedPassage, certainty: Certainty, *, as_it_stands: bool = False
) -> list[Stretch]:
    """Return the whole text of a passage in stretches.

    The cells of a row that is marked have the names of their columns; where it is wanted ``as_it_stands``,
    only if the passage does not hold their header.
    """
    before, spans, after = _spans(passage, certainty)
    header = passage.highlight.header
    is_named = as_it_stands and header is not None and header.start >= passage.citation.start
    is_told = certainty is not Certainty.NO and not is_named
    labelled = _labelled(passage, spans) if is_told else []
    if not labelled:
        return [*_header(passage), *_cut(passage, [before, *spans, after])]
    above, below = _cut(passage, [before]), _cut(passage, [after])
    above[-1:] = [each._replace(text=f"{each.text.rstrip()}\n\n") for each in above[-1:]]
    below[:1] = [each._replace(text=f"\n\n{each.text.lstrip()}") for each in below[:1]]
    return [*above, *labelled, *below]


def unchanged(passage: CitedPassage, certainty: Certainty) -> list[Stretch]:
    """Return the whole text of a passage in stretches, with nothing added."""
    before, spans, after = _spans(passage, certainty)
    return _cut(passage, [before, *spans, after])


def columns(passage: CitedPassage) -> str:
    """Return the names of the columns of the row that is marked, where the passage does not hold them."""
    header = passage.highlight.header
    is_outside = header is not None and header.start < passage.citation.start
    return header.text if header and is_outside else ""


def _spans(passage: CitedPassage, certainty: Certainty) -> tuple[Span, list[Span], Span]:
    """Return what lies before the highlight of a passage, the highlight, and what lies behind."""
    start, highlight = passage.citation.start, passage.highlight
    return (
        (start, highlight.start, Mark.NONE),
        marks(passage, certainty),
        (highlight.end, start + len(passage.text), Mark.NONE),
    )


def _labelled(passage: CitedPassage, spans: Sequence[Span]) -> list[Stretch]:
    """Return the row that is marked, each cell behind the name of its column; empty where it is none."""
    highlight, document = passage.highlight, passage.citation.document
    first, last = highlight.start, highlight.end
    if not highlight.header or within(passage.preformatted, first, last):
        return []
    found: list[Stretch] = []
    for name, (start, end) in labels(highlight.header.text, highlight.text, document):
        label = _BETWEEN_CELLS * bool(found) + (f"{name}: " if name else "")
        found.append(Stretch(label, spans[0][2]))
        for begin, stop, mark in spans:
            cell = slice(max(begin - first, start), min(stop - first, end))
            found.append(Stretch(highlight.text[cell], mark))
    return [stretch for stretch in found if stretch.text]


def _header(passage: CitedPassage) -> list[Stretch]:
    """Return the header of a row that is marked where the passage does not hold it."""
    header = columns(passage)
    if not header:
        return []
    kept = within(passage.preformatted, passage.highlight.start, passage.highlight.end)
    margin = indentation(passage.citation.prefix) if kept else ""
    return [Stretch(f"{margin}{header}\n", Mark.NONE, is_preformatted=bool(kept))]


def _cut(passage: CitedPassage, spans: Sequence[Span]) -> list[Stretch]:
    """Return stretches, each either preformatted or not, the first line of such with its indentation."""
    first = passage.citation.start
    found: list[Stretch] = []

    def add(start: int, end: int, mark: Mark, *, is_preformatted: bool) -> None:
        text = passage.text[start - first : end - first]
        if is_preformatted and not (found and found[-1].is_preformatted):
            before = passage.citation.prefix + passage.text[: start - first]
            text = indentation(before) + text
        if start < end:
            found.append(Stretch(text, mark, is_preformatted))

    for start, end, mark in spans:
        at = start
        for kept_start, kept_end in within(passage.preformatted, start, end):
            add(at, kept_start, mark, is_preformatted=False)
            add(kept_start, kept_end, mark, is_preformatted=True)
            at = kept_end
        add(at, end, mark, is_preformatted=False)
    return found


def readable(
    stretches: Sequence[Stretch], document: str, safe: Callable[[str], str], between: str = "\n"
) -> list[Stretch]:
    """Return the stretches of a document as people read them: links as their text, lines folded.

    Args:
        stretches: All of one text.
        document: The id of the document that they are of.
        safe: Makes text safe to show.
        between: What to set between paragraphs.
    """
    read: list[Stretch] = []
    for is_preformatted, group in groupby(stretches, attrgetter("is_preformatted")):
        part = list(group)
        read += part if is_preformatted else _with(part, _shown([s.text for s in part], document))
    return folded(read, document, safe, between)


def folded(
    stretches: Sequence[Stretch], document: str, safe: Callable[[str], str], between: str = "\n"
) -> list[Stretch]:
    """Return stretches with line breaks only where readers of the document see them; see ``readable``."""
    laid_out: list[Stretch] = []
    for is_preformatted, group in groupby(stretches, attrgetter("is_preformatted")):
        part = list(group)
        texts = [safe(text) for text, *_ in part]
        if is_preformatted:
            texts = as_it_stands(texts)
        else:
            joined = lines(_SEAM.join(texts), document).replace("\n\n", between)
            texts = joined.split(_SEAM)
        if not any(text.strip() for text in texts):
            continue
        if laid_out:
            laid_out[-1] = laid_out[-1]._replace(text=laid_out[-1].text + between)
        laid_out += _with(part, texts)
    return laid_out


def _shown(texts: Sequence[str], document: str) -> list[str]:
    parts = shown(_SEAM.join(texts), document).split(_SEAM)
    if len(parts) != len(texts):  # a seam in what is not shown, or in the document
        parts = [shown(text, document) for text in texts]
    return parts


def _with(stretches: Sequence[Stretch], texts: Sequence[str]) -> list[Stretch]:
    """Return stretches with other texts."""
    return [each._replace(text=text) for each, text in zip(stretches, texts, strict=True)]


def set_apart(
    stretches: Iterable[Stretch], sentence: Callable[[str], str], words: Callable[[str], str]
) -> list[Stretch]:
    """Return stretches with what sets words and then a whole sentence apart; each sentence is one.

    Words of preformatted text are not set apart, since its lines may be copied.
    """
    apart: list[Stretch] = []
    for (stands_out, kept), group in groupby(stretches, _is_alike):
        part = list(group)
        text = "".join(
            words(text) if mark is Mark.WORDS and not kept else text for text, mark, _ in part
        )
        body = text.strip("\n")
        whole = text.replace(body, sentence(body)) if stands_out and body else text
        apart.append(Stretch(whole, part[0].mark, kept))
    return apart


def _is_alike(stretch: Stretch) -> tuple[bool, bool]:
    return stretch.mark is not Mark.NONE, stretch.is_preformatted
