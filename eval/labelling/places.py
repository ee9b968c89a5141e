"""Places of quotes: where one stands so that its record tells it, and where one that is gone may be."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_NEAR = 70
"""Per cent of likeness from which on a stretch of a document is shown as what was meant."""
_LONG = 12
"""Characters of a quote from which on its likeness to a stretch is no chance."""
_TRIED = 8
"""Words at either end of the most alike stretch at which a better one may begin or end."""
_WORD = re.compile(r"\S+")
_FIRST_PREFIX = 16
"""Characters; doubled until the quote has only one place."""


@dataclass(frozen=True, slots=True)
class Place:
    """``[start, end)`` of a document, and how like a quote it is, in per cent."""

    document: str
    start: int
    end: int
    likeness: float = 100.0


def evidence_at(place: Place, text: str) -> dict[str, Any] | None:
    """Return the evidence of a place, with the prefix that tells it from others with the same words.

    None where it is blank, or nothing before it tells it.
    """
    quote = text[place.start : place.end]
    if not quote.strip():
        return None
    length = 0
    while text.count(text[place.start - length : place.start] + quote) > 1:
        if length == place.start:
            return None
        length = min(max(2 * length, _FIRST_PREFIX), place.start)
    found = {"document": place.document, "quote": quote}
    return found | ({"prefix": text[place.start - length : place.start]} if length else {})


def nearest(quote: str, document: str, text: str) -> Place | None:
    """Return the stretch of a document that is most like a quote, in whole words."""
    from rapidfuzz import fuzz

    if len(quote) < _LONG:
        return None
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=_NEAR)
    if found is None:
        return None
    starts, ends = _edges(text, found.dest_start, found.dest_end)
    places = [
        Place(document, start, end, fuzz.ratio(quote, text[start:end]))
        for start in starts
        for end in ends
        if start < end
    ]
    return max(places, key=lambda place: place.likeness, default=None)


def _edges(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Return where words begin about the one end of a stretch, and where they end about the other."""
    length = end - start
    first, last = max(start - length // 2, 0), min(end + length // 2, len(text))
    words = [
        (first + word.start(), first + word.end()) for word in _WORD.finditer(text[first:last])
    ]
    by_start = sorted((abs(begin - start), begin) for begin, _ in words)
    by_end = sorted((abs(stop - end), stop) for _, stop in words)
    return [begin for _, begin in by_start[:_TRIED]], [stop for _, stop in by_end[:_TRIED]]


def nearest_anywhere(quote: str, document: str, texts: Mapping[str, str]) -> Place | None:
    """Return the stretch that is most like a quote: of its own document, else of any."""
    if document in texts and (found := nearest(quote, document, texts[document])):
        return found
    others: Iterable[Place | None] = (
        nearest(quote, name, text) for name, text in texts.items() if name != document
    )
    return max(filter(None, others), key=lambda place: place.likeness, default=None)
