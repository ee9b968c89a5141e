"""Inline text: the words of a block, raised and lowered signs and marks of notes in plain characters."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers import scripts
from index.readers.html.styling import PLACES, Styling

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode

_SPANS = frozenset({"a", *PLACES})
_LOOKED_BACK = 8
"""Pieces of text before a raised one in which is looked for what it stands at."""
_GLUED = frozenset(".,;:!?…)\"'”’»")  # noqa: RUF001
"""What the mark of a note may stand at, besides letters and numbers."""


@dataclass(frozen=True, slots=True)
class _Written:
    """Signs that stand raised or lowered, as they are and where they were written."""

    signs: str
    place: int
    start: int
    end: int


@dataclass(slots=True)
class _Span:
    """An element that is open: a link within pages, or one that is raised or lowered."""

    node: int
    start: int
    """Which of the pieces of text is its first."""
    place: int
    is_raised: bool = False
    """Whether all of a link's text, so far, is raised and may be the mark of a note."""


class InlineText:
    """Collects the text of a block, piece by piece, and what of it stands raised, lowered or linked."""

    def __init__(self, styling: Styling) -> None:
        self._styling = styling
        self._pieces: list[str] = []
        self._spans: list[_Span] = []
        self._written: _Written | None = None
        self.append: Callable[[str], None] = self._pieces.append
        """Adds a piece."""

    def is_empty(self) -> bool:
        """Whether there is no piece since the last block."""
        return not self._pieces

    def close(self, node: "LexborNode") -> None:
        """Note where an element ends."""
        if self._spans and self._spans[-1].node == node.mem_id:
            self._close(node, self._spans.pop())

    def open(self, node: "LexborNode", tag: str) -> None:
        """Note where an element begins whose text may be written otherwise than it stands there."""
        if tag not in _SPANS and not self._styling.is_used:
            return
        place = self._styling.place(node)
        if tag == "a" or place:
            self._spans.append(_Span(node.mem_id, len(self._pieces), place))

    def _close(self, node: "LexborNode", span: _Span) -> None:
        """Write what stood raised or lowered, and marks of notes, in plain characters."""
        text = "".join(self._pieces[span.start :])
        if not span.place and not scripts.is_note_mark(text.strip()):
            return
        last = self._written
        goes_on = last and (last.end, last.place) == (span.start, span.place)
        if last and span.place and goes_on and len(last.signs) <= scripts.LONGEST:
            span.start, text = last.start, last.signs + text  # one number, in several elements
        outer = self._spans[-1] if self._spans else None
        before = "".join(self._pieces[max(span.start - _LOOKED_BACK, 0) : span.start])
        if not span.place:
            written = self._linked(node, span, text, before)
        elif outer and not outer.place and outer.start == span.start:
            outer.is_raised = span.place == scripts.RAISED and scripts.is_note_mark(text.strip())
            written = text if outer.is_raised else scripts.placed(text, span.place, before)
        else:
            written = scripts.placed(text, span.place, before)
        self._pieces[span.start :] = [written]
        if span.place:
            self._written = _Written(text, span.place, span.start, len(self._pieces))

    def _linked(self, node: "LexborNode", span: _Span, text: str, before: str) -> str:
        """Return the text of a link: of one that leads to a note, its mark."""
        is_raised = span.is_raised or any(each.place == scripts.RAISED for each in self._spans)
        is_glued = before[-1:].isalnum() or before[-1:] in _GLUED
        if "#" in (node.attributes.get("href") or "") and (is_raised or is_glued):
            return scripts.note_mark(text)
        return scripts.placed(text, scripts.RAISED, before) if span.is_raised else text

    def taken(self) -> str:
        """Return the text since the last block, which then is empty."""
        text = "".join(self._pieces)
        self._pieces.clear()
        if self._spans:
            self._spans.clear()
        if self._written:
            self._written, text = None, scripts.fractions(text)
        return text
