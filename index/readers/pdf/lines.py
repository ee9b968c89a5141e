"""PDF lines: the characters of a page as lines with their place, size and weight."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.readers.pdf.characters import Characters
from index.readers.pdf.stretches import (
    CELL_GAP,
    LARGER,
    MARK,
    RAISABLE,
    SMALLER,
    SPACE,
    SPACED,
    Part,
    Stretch,
    raised_signs,
    stretches_of,
)

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_MOST_EDGES = 30
"""Of a line, at which the next one is divided as well."""
_FEWEST_UNMAPPED = 3
"""Letters; fewer without a name are a bullet or a symbol."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or its part between two wide gaps, as it stands on a page.

    ``left``, ``right``, ``top`` and ``bottom`` are in points, turned such that the text runs from
    left to right and ``top`` is less than ``bottom``; ``size`` is the font's. ``cell`` counts the
    parts of a line, from 0. ``is_broken`` means that a hyphen at its end divides a word.
    ``pitch`` is the width of each letter in a font where all are as wide, else 0. ``row`` numbers
    the row of a table that it belongs to; 0 is none. ``is_contents`` means that it is of a table of
    contents; ``is_mapped`` that its font says which letters it draws. ``hang`` is where further lines
    of an item begin whose mark was drawn apart; 0 for any other line.
    """

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    is_broken: bool
    cell: int
    angle: int
    pitch: float = 0.0
    row: int = 0
    is_contents: bool = False
    is_mapped: bool = True
    hang: float = 0.0

    def is_beside(self, other: "Line") -> bool:
        """Whether it stands on the same line of the page as ``other``."""
        middle = (self.top + self.bottom) / 2
        return self.page == other.page and other.top < middle < other.bottom


def lines_of(page: "PdfTextPage", number: int) -> Iterator[Line]:
    """Give the lines of a page in the order in which the file holds them."""
    characters = Characters(page)
    last: Line | None = None
    edges: list[float] = []
    stretches = stretches_of(characters)
    following = next(stretches, None)
    while following:
        stretch, following = following, next(stretches, None)
        if following:
            edges.append(stretch.left_of(following.letters[0]))
        parts = list(stretch.parts(edges))
        edges = [part.box[0] for part in parts[1:_MOST_EDGES]]
        for cell, part in enumerate(parts):
            line = _line(part, stretch, number, cell)
            joined = _joined(last, line) if last else None
            if last and not joined:
                yield last
            last = joined or line
    if last:
        yield last
    page.close()


def _line(part: Part, stretch: Stretch, number: int, cell: int) -> Line:
    left, top, right, bottom = part.box
    return Line(
        text=part.text,
        page=number,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        size=stretch.size,
        is_bold=part.is_bold,
        is_broken=part.is_broken,
        cell=cell,
        angle=stretch.angle,
        pitch=stretch.pitch,
        hang=part.hang,
        is_mapped=stretch.is_mapped or len(stretch.letters) < _FEWEST_UNMAPPED,
    )


def _joined(line: Line, following: Line) -> Line | None:
    """Return two lines as one, if the second goes on where the first ends; a raised note may part them."""
    size = max(line.size, following.size)
    shared = min(line.bottom, following.bottom) - max(line.top, following.top)
    gap = following.left - line.right
    is_mark = bool(MARK.fullmatch(line.text))
    is_note = line.text.isdigit() and line.size < SMALLER * following.size
    is_initial = line.size > LARGER * following.size
    if (
        line.angle != following.angle
        or line.is_broken
        or following.cell
        or (is_initial and following.top > line.top + following.size)
        or shared < min(line.bottom - line.top, following.bottom - following.top) / 2
        or not -SPACED * size <= gap
        or not (is_mark or is_note or gap <= CELL_GAP * size)
    ):
        return None
    text = f"{line.text}{' ' * (is_mark or gap > SPACE * size)}{following.text}"
    if is_note:
        text = f"[{line.text}] {following.text}"
    elif (
        RAISABLE.issuperset(following.text)
        and following.size < SMALLER * line.size
        and following.bottom < line.bottom
        and gap < SPACE * size
    ):
        text = line.text + raised_signs(following.text, line.text, "")
    return replace(
        following if is_note or is_mark or is_initial else line,
        text=text,
        left=line.left,
        right=max(line.right, following.right),
        is_broken=following.is_broken,
        cell=line.cell,
        pitch=line.pitch if line.pitch == following.pitch else 0.0,
        hang=following.left if is_mark else line.hang,
    )
