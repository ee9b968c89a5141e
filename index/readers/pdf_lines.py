"""PDF lines: the characters of a page as lines with their place, size and weight."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.composing import folded, on_one_line

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_HYPHEN = "\x02"
"""What pdfium gives for a hyphen at the end of a line."""
_LINE = re.compile(r"[^\r\n\x02]+")
_BOLD = re.compile(rb"bold|black|heavy|semib|demi|cmbx", re.IGNORECASE)
_MARK = re.compile(r"\W|\(?\w{1,3}[.)]")
"""What stands before the item of a list, however far."""
_WIDE_GAP = 1.6
"""Of the font's size; wider spaces within a line lie between columns or cells."""
_LONGEST_FONT_NAME = 128


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or its part between two wide gaps, as it stands on a page.

    ``left``, ``right``, ``top`` and ``bottom`` are in points, turned such that the text runs from
    left to right and ``top`` is less than ``bottom``; ``size`` is the font's. ``cell`` counts the
    parts of a line, from 0. ``is_broken`` means that a hyphen at its end divides a word.
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

    def is_beside(self, other: "Line") -> bool:
        """Whether it stands on the same line of the page as ``other``."""
        middle = (self.top + self.bottom) / 2
        return self.page == other.page and other.top < middle < other.bottom


def lines_of(page: "PdfTextPage", number: int) -> Iterator[Line]:
    """Give the lines of a page in the order in which the file holds them."""
    from pypdfium2 import raw

    characters = _Characters(page)
    codes = map(raw.FPDFText_GetUnicode, [page.raw] * characters.count, range(characters.count))
    text = "".join(map(_character, codes))
    for found in _LINE.finditer(text):
        is_broken = text[found.end() : found.end() + 1] == _HYPHEN
        parts = characters.parts(text, *found.span())
        for cell, (start, end) in enumerate(parts):
            words = on_one_line(folded(text[start:end]))
            if words:
                is_last = end == found.end()
                yield characters.line(
                    words, number, start, end - 1, cell, broken=is_broken and is_last
                )
    page.close()


def upright(box: Box, angle: int) -> Box:
    """Return left, top, right and bottom of a PDF's left, bottom, right and top, turned upright."""
    left, bottom, right, top = box
    match angle:
        case 90:
            return -top, -right, -bottom, -left
        case 180:
            return -right, bottom, -left, top
        case 270:
            return bottom, left, top, right
        case _:
            return left, -top, right, -bottom


def _character(code: int) -> str:
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:  # noqa: PLR2004
        return "\ufffd"
    return chr(code)


class _Characters:
    """The places and fonts of a page's characters, by their index."""

    def __init__(self, page: "PdfTextPage") -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = page.raw
        self.count = max(page.count_chars(), 0)
        self._rectangle = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
        self._flags = ctypes.c_int()

    def parts(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Divide a line at the spaces that are only there because its parts are far apart."""
        cuts = [
            i
            for i in range(start + 1, end - 1)
            if text[i] == " "
            and not _MARK.fullmatch(text, start, i)
            and self._raw.FPDFText_IsGenerated(self._page, i) == 1
            and self._is_wide(i)
        ]
        return list(zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True))

    def _is_wide(self, space: int) -> bool:
        angle = self._angle(space - 1)
        before, after = self._box(space - 1, angle), self._box(space + 1, angle)
        return after[0] - before[2] > _WIDE_GAP * self._size(space - 1)

    def line(
        self, words: str, number: int, first: int, last: int, cell: int, *, broken: bool
    ) -> Line:
        """Return the line from character ``first`` to ``last``, which shows ``words``."""
        angle = self._angle(first)
        left, top, right, bottom = self._box(first, angle)
        end_left, end_top, end_right, end_bottom = self._box(last, angle)
        return Line(
            text=words,
            page=number,
            left=min(left, end_left),
            right=max(right, end_right),
            top=min(top, end_top),
            bottom=max(bottom, end_bottom),
            size=self._size(first),
            is_bold=self._is_bold(first) and self._is_bold(last),
            is_broken=broken,
            cell=cell,
            angle=angle,
        )

    def _box(self, character: int, angle: int) -> Box:
        box = self._rectangle
        self._raw.FPDFText_GetLooseCharBox(self._page, character, ctypes.byref(box))
        return upright((box.left, box.bottom, box.right, box.top), angle)

    def _angle(self, character: int) -> int:
        """Return how far the text is turned clockwise, in degrees, to the next right angle."""
        radians = self._raw.FPDFText_GetCharAngle(self._page, character)
        return round(math.degrees(radians) / 90) % 4 * 90

    def _size(self, character: int) -> float:
        return float(self._raw.FPDFText_GetFontSize(self._page, character)) or 1.0

    def _is_bold(self, character: int) -> bool:
        self._raw.FPDFText_GetFontInfo(
            self._page, character, self._name, _LONGEST_FONT_NAME, ctypes.byref(self._flags)
        )
        return bool(_BOLD.search(self._name.value))
