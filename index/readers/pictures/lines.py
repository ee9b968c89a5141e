"""Lines of a page that is a picture, as if it said itself where they stand."""

import time
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from index.readers.pdf.lines import Line
from index.readers.pictures.engine import Picture, SeenText, seen

DPI = 200
"""Pixels of an inch in which pages are drawn; letters of 10 points are then large enough."""
_POINTS = 72 / DPI
_MOST_SECONDS = 200
"""Less than a converter has, so that what was recognised until then is not lost."""
_LARGER = 1.4
"""Times the usual height, from which letters count as larger: boxes around words differ a little."""
_HYPHEN = "-"


class RecognitionError(Exception):
    """The engine failed at a page."""


class Recognition:
    """Recognises the pages of one file, for as long as that may take."""

    def __init__(self) -> None:
        self._until = time.monotonic() + _MOST_SECONDS
        self._sure: dict[int, float] = {}

    def is_late(self) -> bool:
        """Whether no time is left for another page."""
        return time.monotonic() > self._until

    def lines(self, picture: Picture, page: int) -> list[Line]:
        """Return the lines of a page from the top.

        Raises:
            RecognitionError: The engine failed at it.
        """
        try:
            found = seen(picture)
        except Exception as error:
            raise RecognitionError from error
        letters = sum(len(each.text) for each in found)
        self._sure[page] = sum(len(each.text) * each.sure for each in found) / max(letters, 1)
        return list(_lines(found, page))

    def label(self, page: int) -> str:
        """Return what passages of a page stand under; empty where its text was not recognised."""
        sure = self._sure.get(page)
        return "" if sure is None else f"Recognised in a picture, {100 * sure:.0f} % sure"


def too_long() -> str:
    """Return what pages have for which no time was left."""
    return f"not been recognised within {_MOST_SECONDS} seconds; divide the file"


def failed() -> str:
    """Return what pages have at which the engine failed."""
    return "a picture at which the recognition failed"


def _lines(found: Sequence[SeenText], page: int) -> Iterator[Line]:
    if not found:
        return
    usual = median(each.bottom - each.top for each in found)
    for row in _rows(found):
        top, bottom = min(each.top for each in row), max(each.bottom for each in row)
        for cell, each in enumerate(row):
            height = each.bottom - each.top
            text = each.text.strip()
            is_broken = text.endswith(_HYPHEN) and text[-2:-1].isalpha()
            yield Line(
                text[:-1] if is_broken else text,
                page,
                each.left * _POINTS,
                each.right * _POINTS,
                top * _POINTS,
                bottom * _POINTS,
                (height if height > _LARGER * usual else usual) * _POINTS,
                is_bold=False,
                is_broken=is_broken,
                cell=cell,
                angle=0,
            )


def _rows(found: Iterable[SeenText]) -> list[list[SeenText]]:
    """Return what stands beside each other, from the left, row by row from the top."""
    rows: list[list[SeenText]] = []
    for each in sorted(found, key=lambda one: one.top + one.bottom):
        middle = (each.top + each.bottom) / 2
        if rows and middle < rows[-1][0].bottom - (rows[-1][0].bottom - rows[-1][0].top) / 4:
            rows[-1].append(each)
        else:
            rows.append([each])
    return [sorted(row, key=lambda one: one.left) for row in rows]
