"""Spans: the most probable words of a passage, from what a reader says of each of its tokens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.documents import Span
from index.vectors import Vectors

_LONGEST = 40
"""Tokens of an answer: longer ones are sentences, which the mark shows anyway."""


@dataclass(frozen=True, slots=True)
class SpanFound:
    """The words that answer best, and how far their logits exceed those of no answer at all."""

    span: Span
    margin: float


_WORD = re.compile(r"\S+")
_SLASHES = re.compile(r"[/\\]")
_AROUND = "()[]{}<>\"'“”‘’»«.,;:!?"  # noqa: RUF001
"""Signs beside a link that are none of it."""


def with_whole_links(text: str, span: Span) -> Span:
    """Return a span of ``text`` that holds the whole of each link and path of which it has a part."""
    start, end = span
    for word in _WORD.finditer(text):
        if word.start() >= span[1] or not _is_link(word[0]):
            continue
        first = word.end() - len(word[0].lstrip(_AROUND))
        last = word.start() + len(word[0].rstrip(_AROUND))
        if first < span[1] and span[0] < last:
            start, end = min(start, first), max(end, last)
    return start, end


def _is_link(word: str) -> bool:
    """Whether a word is an address or a path, which people copy as a whole."""
    return "://" in word or len(_SLASHES.findall(word)) > 1


def best_span(logits: Vectors, offsets: Sequence[Span | None]) -> SpanFound | None:
    """Return the span of the highest start and end logits, in that order, in one passage.

    Args:
        logits: (tokens, 2), of starting and of ending at each token; those of the first token
            stand for no answer.
        offsets: Where each token stands in the passage; None for those outside it.
    """
    inside = np.array([offset is not None for offset in offsets])
    if not inside.any():
        return None
    starts = np.where(inside, logits[:, 0], -np.inf)
    ends = np.where(inside, logits[:, 1], -np.inf)
    sums = np.triu(starts[:, None] + ends[None, :])
    sums[np.tril_indices(len(offsets), -1)] = -np.inf
    sums[np.triu_indices(len(offsets), _LONGEST)] = -np.inf
    first, last = np.unravel_index(int(sums.argmax()), sums.shape)
    begin, end = offsets[int(first)], offsets[int(last)]
    if begin is None or end is None:
        return None
    margin = float(sums[first, last] - logits[0].sum())
    return SpanFound((begin[0], end[1]), margin)
