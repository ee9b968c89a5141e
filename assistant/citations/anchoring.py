"""Anchoring: where a citation stands in its document as it is now, and so what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from assistant.answering import Highlight

_ENOUGH = 10_000
"""Places looked at; a quote that stands more often than this has no place of its own."""


class State(Enum):
    """How a citation stands to its document as it is now; only ``INTACT`` holds."""

    INTACT = "intact"
    """The text at the offsets, and at the highlight's, is the quote."""
    MOVED = "moved"
    """The quote stands elsewhere, at one place."""
    CHANGED = "changed"
    """The place is there, and the quote in it differs."""
    GONE = "gone"
    """Neither the quote nor its place is there."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A citation with its quote, and its highlight where it has one, as a record claims them."""

    marker: int
    document: str
    start: int
    end: int
    text: str
    prefix: str
    suffix: str
    highlight: Highlight | None = None


@dataclass(frozen=True, slots=True)
class Anchoring:
    """A state, and the span ``(start, end)`` where the quote or its remains are now."""

    state: State
    span: tuple[int, int] | None = None


def anchor(claim: Claim, documents: Mapping[str, str]) -> Anchoring:
    """Return what has become of a citation, given the texts of all documents by id."""
    text = documents.get(claim.document)
    if text is None:
        return Anchoring(State.GONE)
    here = (claim.start, claim.end)
    if text[claim.start : claim.end] == claim.text:
        return Anchoring(State.INTACT if _highlight_holds(claim) else State.CHANGED, here)
    moved = _only_place(text, claim)
    if moved is not None:
        state = State.MOVED if _highlight_holds(claim) else State.CHANGED
        return Anchoring(state, (moved, moved + len(claim.text)))
    place = _place_between(text, claim)
    return Anchoring(State.CHANGED, place) if place else Anchoring(State.GONE)


def _highlight_holds(claim: Claim) -> bool:
    """Tell whether the highlight is where it claims to be inside the quote."""
    claimed = claim.highlight
    if claimed is None:
        return True
    start, end = claimed.start - claim.start, claimed.end - claim.start
    words = claimed.answer
    return (
        0 <= start <= end
        and claim.text[start:end] == claimed.text
        and (
            words is None
            or (
                claimed.start <= words.start <= words.end <= claimed.end
                and claim.text[words.start - claim.start : words.end - claim.start] == words.text
            )
        )
    )


def _only_place(text: str, claim: Claim) -> int | None:
    """Return where the quote is, if at one place alone, by its surroundings if need be."""
    places: list[int] = []
    framed: list[int] = []
    for start in _occurrences(text, claim.text):
        places.append(start)
        if _is_framed(text, claim, start):
            framed.append(start)
    if len(framed) == 1:
        return framed[0]
    return places[0] if len(places) == 1 else None


def _is_framed(text: str, claim: Claim, start: int) -> bool:
    end = start + len(claim.text)
    before = text[max(start - len(claim.prefix), 0) : start]
    return before == claim.prefix and text.startswith(claim.suffix, end)


def _place_between(text: str, claim: Claim) -> tuple[int, int] | None:
    """Return the stretch between the quote's prefix and suffix, or beside the one that is left.

    None where neither is found, or nothing is left between them.
    """
    start = _end_of_prefix(text, claim)
    end = _start_of_suffix(text, claim, start)
    if start is None and end is None:
        return (0, len(text)) if not claim.prefix + claim.suffix else None
    length = len(claim.text)
    if start is None:
        start = max((end or 0) - length, 0) if claim.prefix else 0
    if end is None:
        end = min(start + length, len(text)) if claim.suffix else len(text)
    return (start, end) if text[start:end].strip() else None


def _end_of_prefix(text: str, claim: Claim) -> int | None:
    """Return where the prefix ends: where it was, or else at its only other place."""
    if not claim.prefix:
        return None
    was = claim.start - len(claim.prefix)
    if was >= 0 and text.startswith(claim.prefix, was):
        return claim.start
    places = list(_occurrences(text, claim.prefix))
    return places[0] + len(claim.prefix) if len(places) == 1 else None


def _start_of_suffix(text: str, claim: Claim, after: int | None) -> int | None:
    """Return where the suffix starts: the first after the prefix, or else its only place."""
    if not claim.suffix:
        return None
    if after is not None:
        found = text.find(claim.suffix, after)
        return found if found >= 0 else None
    if text.startswith(claim.suffix, claim.end):
        return claim.end
    places = list(_occurrences(text, claim.suffix))
    return places[0] if len(places) == 1 else None


def _occurrences(text: str, part: str) -> Iterator[int]:
    """Give the places of ``part`` in ``text``, those that overlap too."""
    start, found = text.find(part), 0
    while start >= 0 and found < _ENOUGH:
        yield start
        start, found = text.find(part, start + 1), found + 1
