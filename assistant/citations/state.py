"""What has become of a citation: intact, moved, changed or gone."""

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
class Quoted:
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
class Finding:
    """A state, and the place ``(start, end)`` where the quote or its remains are now."""

    state: State
    place: tuple[int, int] | None = None


def find(quoted: Quoted, documents: Mapping[str, str]) -> Finding:
    """Return what has become of a citation, given the texts of all documents by id."""
    text = documents.get(quoted.document)
    if text is None:
        return Finding(State.GONE)
    here = (quoted.start, quoted.end)
    if text[quoted.start : quoted.end] == quoted.text:
        return Finding(State.INTACT if _highlight_holds(quoted) else State.CHANGED, here)
    moved = _only_place(text, quoted)
    if moved is not None:
        state = State.MOVED if _highlight_holds(quoted) else State.CHANGED
        return Finding(state, (moved, moved + len(quoted.text)))
    place = _place_between(text, quoted)
    return Finding(State.CHANGED, place) if place else Finding(State.GONE)


def _highlight_holds(quoted: Quoted) -> bool:
    """Tell whether the highlight is where it claims to be inside the quote."""
    claimed = quoted.highlight
    if claimed is None:
        return True
    start, end = claimed.start - quoted.start, claimed.end - quoted.start
    return 0 <= start <= end and quoted.text[start:end] == claimed.text


def _only_place(text: str, quoted: Quoted) -> int | None:
    """Return where the quote is, if at one place alone, by its surroundings if need be."""
    places: list[int] = []
    framed: list[int] = []
    for start in _occurrences(text, quoted.text):
        places.append(start)
        if _is_framed(text, quoted, start):
            framed.append(start)
    if len(framed) == 1:
        return framed[0]
    return places[0] if len(places) == 1 else None


def _is_framed(text: str, quoted: Quoted, start: int) -> bool:
    end = start + len(quoted.text)
    before = text[max(start - len(quoted.prefix), 0) : start]
    return before == quoted.prefix and text.startswith(quoted.suffix, end)


def _place_between(text: str, quoted: Quoted) -> tuple[int, int] | None:
    """Return the stretch between the quote's prefix and suffix, or beside the one that is left.

    None where neither is found, or nothing is left between them.
    """
    start = _end_of_prefix(text, quoted)
    end = _start_of_suffix(text, quoted, start)
    if start is None and end is None:
        return (0, len(text)) if not quoted.prefix + quoted.suffix else None
    length = len(quoted.text)
    if start is None:
        start = max((end or 0) - length, 0) if quoted.prefix else 0
    if end is None:
        end = min(start + length, len(text)) if quoted.suffix else len(text)
    return (start, end) if text[start:end].strip() else None


def _end_of_prefix(text: str, quoted: Quoted) -> int | None:
    """Return where the prefix ends: where it was, or else at its only other place."""
    if not quoted.prefix:
        return None
    was = quoted.start - len(quoted.prefix)
    if was >= 0 and text.startswith(quoted.prefix, was):
        return quoted.start
    places = list(_occurrences(text, quoted.prefix))
    return places[0] + len(quoted.prefix) if len(places) == 1 else None


def _start_of_suffix(text: str, quoted: Quoted, after: int | None) -> int | None:
    """Return where the suffix starts: the first after the prefix, or else its only place."""
    if not quoted.suffix:
        return None
    if after is not None:
        found = text.find(quoted.suffix, after)
        return found if found >= 0 else None
    if text.startswith(quoted.suffix, quoted.end):
        return quoted.end
    places = list(_occurrences(text, quoted.suffix))
    return places[0] if len(places) == 1 else None


def _occurrences(text: str, part: str) -> Iterator[int]:
    """Give the places of ``part`` in ``text``, those that overlap too."""
    start, found = text.find(part), 0
    while start >= 0 and found < _ENOUGH:
        yield start
        start, found = text.find(part, start + 1), found + 1
