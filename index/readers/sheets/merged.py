"""Merged cells of a workbook: what each says, in all rows and columns that it covers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zipfile import ZipFile

from index.readers.tables import MOST_COLUMNS, repeated

_AT_A_TIME = 2**20
_MOST = 100_000
"""Merged cells of a sheet that are filled."""
_BEGINS = re.compile(rb"<(?:\w+:)?mergeCells\b")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_OVERLAP = 64


class Area(NamedTuple):
    """Rows and columns that a cell covers, counted from 1 and from 0; the last ones are in it."""

    top: int
    left: int
    bottom: int
    right: int


def merged(archive: ZipFile, part: str) -> list[Area]:
    """Return the merged cells of a sheet, by the name of its part, from the top; see ``filled``.

    They stand behind the cells: the part is unpacked without being kept.
    """
    held = b""
    with archive.open(part) as file:
        while chunk := file.read(_AT_A_TIME):
            held += chunk
            begin = _BEGINS.search(held)
            held = held[begin.start() :] if begin else held[-_OVERLAP:]
    found = (_area(*each.groups()) for each in _MERGED.finditer(held))
    return sorted(area for area, _ in zip(found, range(_MOST), strict=False))


def filled(
    rows: Iterable[Sequence[str]], areas: Sequence[Area], first: int = 0
) -> Iterator[list[str]]:
    """Give the rows of a sheet, the text of a merged cell in all rows and columns that it covers.

    What is all that a row says, from the ``first`` column on, stands there once, as a title does.
    """
    waiting, begun = list(reversed(areas)), []
    for number, row in enumerate(rows, 1):
        texts = list(row)
        while waiting and waiting[-1].top == number:
            area = waiting.pop()
            text = texts[area.left] if area.left < len(texts) else ""
            begun.append((area, repeated(text)))
        begun = [(area, text) for area, text in begun if area.bottom >= number]
        for area, text in begun:
            is_over_some = area.left > first and area.top == number
            if text and (is_over_some or any(_beside(texts, area))):
                _fill(texts, area, text)
        yield texts


def _beside(texts: Sequence[str], area: Area) -> Iterable[str]:
    """Return what a row says beside a merged cell."""
    return (each.strip() for each in (*texts[: area.left], *texts[area.right + 1 :]))


def _fill(texts: list[str], area: Area, text: str) -> None:
    last = min(area.right, area.left + MOST_COLUMNS)
    texts += [""] * (last + 1 - len(texts))
    for column in range(area.left, last + 1):
        texts[column] = texts[column] or text


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Area:
    return Area(int(top), _column(left), int(bottom), _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
