"""Marking: what of a passage stands out, in whichever face: its sentence, and the words that answer."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import groupby

from assistant.answering import Certainty, CitedPassage, Words
from assistant.rendering.folding import folded_parts
from index.readers.formats import shown


class Mark(StrEnum):
    """What a stretch of a passage is to a reader."""

    NONE = "none"
    SENTENCE = "sentence"
    """Of the sentence that answers."""
    PERHAPS = "perhaps"
    """Of the one that may answer: nothing is sure."""
    WORDS = "words"
    """In the sentence that answers, the words that do."""


_EVEN = 0.5
"""The probability from which on a passage, by reading, rather answers than not."""
_SEAM = "\0"
"""Between stretches of a text while it is read as one, since a link may hold several."""

Stretch = tuple[str, Mark]
"""A part of a passage's text, and what it is."""
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
    """Return the highlight of a passage in stretches."""
    first, text = passage.citation.start, passage.text
    spans = marks(passage, certainty)
    return [(text[start - first : end - first], mark) for start, end, mark in spans]


def marked(passage: CitedPassage, certainty: Certainty) -> list[Stretch]:
    """Return the whole text of a passage in stretches."""
    start = passage.highlight.start - passage.citation.start
    end = passage.highlight.end - passage.citation.start
    before, after = (passage.text[:start], Mark.NONE), (passage.text[end:], Mark.NONE)
    stretches = [before, *marked_sentence(passage, certainty), after]
    return [stretch for stretch in stretches if stretch[0]]


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
    texts = [text for text, _ in stretches]
    parts = shown(_SEAM.join(texts), document).split(_SEAM)
    if len(parts) != len(texts):  # a seam in what is not shown, or in the document
        parts = [shown(text, document) for text in texts]
    folded = folded_parts([safe(part) for part in parts], between)
    return list(zip(folded, (mark for _, mark in stretches), strict=True))


def set_apart(
    stretches: Iterable[Stretch], sentence: Callable[[str], str], words: Callable[[str], str]
) -> str:
    """Return the text of stretches, with what sets words and then a whole sentence apart."""
    whole = ""
    for stands_out, group in groupby(stretches, lambda stretch: stretch[1] is not Mark.NONE):
        text = "".join(words(text) if mark is Mark.WORDS else text for text, mark in group)
        whole += sentence(text) if stands_out else text
    return whole
