"""Anchor: the part of a conversation that is being read, to find it again in another layout."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Anchor:
    """A part, and where it stands in the view.

    Args:
        part: A child of a turn.
        below: Lines from the top of the view to the part; 0 where it begins above.
        passed: How much of the part is above the view, from 0 to 1.
    """

    part: Widget
    below: int
    passed: float

    @classmethod
    def first(cls, parts: Iterable[Widget], top: int, height: int) -> Self | None:
        """Return the first of some parts that is in view, ``height`` lines from ``top``, if any.

        A part that is hidden, or not laid out yet, has no line and is not in view.
        """
        for part in parts:
            begin, length = _begin(part), part.virtual_region.height
            if max(begin, top) < min(begin + length, top + height):
                return cls(part, max(begin - top, 0), max(top - begin, 0) / length)
        return None

    def top(self, height: int) -> int:
        """Return where a view of ``height`` lines has to begin; all of the part in it, if it fits."""
        length = self.part.virtual_region.height
        below = max(min(self.below, height - length), 0)
        return _begin(self.part) + round(self.passed * length) - below


def _begin(part: Widget) -> int:
    above = part.parent.virtual_region.y if isinstance(part.parent, Widget) else 0
    return above + part.virtual_region.y
