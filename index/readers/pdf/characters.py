"""PDF characters: the letters of a page with their places and fonts, as pdfium tells them."""

import ctypes
import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

HYPHEN = "\x02"
"""What pdfium gives for a hyphen at the end of a line."""
_BOLD = re.compile(rb"bold|black|heavy|semib|demi|cmbx", re.IGNORECASE)
_FIXED = re.compile(rb"mono|cour|consol|cmtt|typewriter|nimbusmon|menlo|inconsol", re.IGNORECASE)
_FIXED_FLAG = 1
_LONGEST_FONT_NAME = 128
_EQUAL = 0.03
"""Share by which letters of the same width may differ."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points; ``top`` is less than ``bottom``."""


def upright(box: Box, angle: int) -> Box:
    """Return the box of a PDF's left, bottom, right and top, turned upright."""
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


class Characters:
    """The characters of a page in the file's order, by their index; ``text`` is all of them."""

    def __init__(self, page: "PdfTextPage") -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = page.raw
        self._rectangle = raw.FS_RECTF()
        self._rectangle_place = ctypes.byref(self._rectangle)
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
        self._flags = ctypes.c_int()
        count = max(page.count_chars(), 0)
        codes = map(raw.FPDFText_GetUnicode, [self._page] * count, range(count))
        self.text = "".join(map(_character, codes))

    def is_drawn(self, character: int) -> bool:
        """Whether the file holds a character, which pdfium did not add by itself."""
        return bool(self._raw.FPDFText_IsGenerated(self._page, character) != 1)

    def box(self, character: int, angle: int) -> Box:
        """Return the place of a character, and of the room that its font gives it."""
        box = self._rectangle
        self._raw.FPDFText_GetLooseCharBox(self._page, character, self._rectangle_place)
        return upright((box.left, box.bottom, box.right, box.top), angle)

    def angle(self, character: int) -> int:
        """Return how far the text is turned clockwise, in degrees, to the next right angle."""
        radians = self._raw.FPDFText_GetCharAngle(self._page, character)
        return round(math.degrees(radians) / 90) % 4 * 90

    def size(self, character: int) -> float:
        """Return the size of the font in points, as it is drawn."""
        matrix = self._matrix
        size = float(self._raw.FPDFText_GetFontSize(self._page, character))
        if self._raw.FPDFText_GetMatrix(self._page, character, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d)
        return size or 1.0

    def is_bold(self, character: int) -> bool:
        """Whether the font's name says that it is bold."""
        self._read_font(character)
        return bool(_BOLD.search(self._name.value))

    def is_mapped(self, character: int) -> bool:
        """Whether the file says which letter a character is, and not only how it is drawn."""
        return bool(self._raw.FPDFText_HasUnicodeMapError(self._page, character) != 1)

    def pitch(self, characters: list[int], boxes: list[Box]) -> float:
        """Return how wide each of some characters is, in a font where all are as wide; else 0."""
        widths = [right - left for left, _, right, _ in boxes]
        if max(widths) - min(widths) > _EQUAL * max(widths):
            return 0.0
        self._read_font(characters[0])
        is_fixed = self._flags.value & _FIXED_FLAG or _FIXED.search(self._name.value)
        return max(widths) if is_fixed else 0.0

    def _read_font(self, character: int) -> None:
        self._flags.value = 0
        self._raw.FPDFText_GetFontInfo(
            self._page, character, self._name, _LONGEST_FONT_NAME, ctypes.byref(self._flags)
        )


def _character(code: int) -> str:
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:  # noqa: PLR2004
        return "\ufffd"
    return chr(code)
