"""Approximating: where a text says nearly what was quoted, word for word but for a few."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quotations.comparing import normal
from assistant.quotations.differences import tokens
from index.documents import Span

LEAST = 0.75
"""How alike the letters of a quotation and of a stretch that nearly says it are, from 0 to 1."""
_LEAST_WORDS = 0.6
"""The part of the words that is the same in both."""
_FEWEST = 3
"""Words; what is shorter is nearly said everywhere."""
_MARGIN = 3
"""Words at either side that may belong to a quotation with more words than it should have."""


@dataclass(frozen=True, slots=True)
class Approximate:
    """A stretch that nearly says what was quoted, and how alike both are, from 0 to 1."""

    start: int
    end: int
    likeness: float


def approximate(quoted: str, text: str, window: Span) -> Approximate | None:
    """Return the stretch of a text, within a window, that comes nearest to a quotation.

    None where nothing in it is near: fewer than three quarters of the letters are the same, or
    too few of the words.
    """
    from rapidfuzz.distance import Indel, Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    ours = [word.key for word in tokens(quoted, marks=False)]
    there = tokens(text[slice(*window)], marks=False)
    if len(ours) < _FEWEST or not there:
        return None
    theirs = [word.key for word in there]
    found = partial_ratio_alignment(ours, theirs)
    if found is None:
        return None
    # The shorter one is moved along the other, and may be the text.
    first, last = (
        (found.dest_start, found.dest_end) if len(ours) < len(theirs) else (0, len(theirs))
    )
    first, last = _widened(ours, theirs, first, last)
    start, end = window[0] + there[first].start, window[0] + there[last - 1].end
    likeness = Indel.normalized_similarity(normal(quoted), normal(text[start:end]))
    words_alike = Levenshtein.normalized_similarity(ours, theirs[first:last])
    is_near = likeness >= LEAST and words_alike >= _LEAST_WORDS
    return Approximate(start, end, likeness) if is_near else None


def _widened(ours: Sequence[str], theirs: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Return the words around ``[first, last)`` that are the most alike to those of a quotation.

    Of several that are as much alike they are those of which there are as many.
    """
    from rapidfuzz.distance import Levenshtein

    starts = range(max(first - _MARGIN, 0), min(first + _MARGIN + 1, len(theirs)))
    ends = range(max(last - _MARGIN, 1), min(last + _MARGIN, len(theirs)) + 1)
    spans = [(start, end) for start in starts for end in ends if start < end]
    return max(
        spans,
        key=lambda span: (
            Levenshtein.normalized_similarity(ours, theirs[slice(*span)]),
            -abs(span[1] - span[0] - len(ours)),
        ),
    )
