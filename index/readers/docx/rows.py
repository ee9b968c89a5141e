"""Rows of a table in Word: their cells, what these span, and which rows name the columns."""

from itertools import takewhile
from typing import TYPE_CHECKING

from index.readers.docx.package import child, value
from index.readers.docx.styles import Styles, number
from index.readers.tables import across, repeated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

_OFF = frozenset({"0", "false", "off"})
_FIRST_ROW = 0x0020
"""The bit of a table's look by which its first row looks otherwise."""


class Rows:
    """The rows of one table, one after the other."""

    def __init__(self, table: "Element", rows: "Sequence[Element]", styles: Styles) -> None:
        self._above: list[str] = []
        self._headers = _headers(table, rows, styles)
        self._count = 0

    def filled(self, cells: "Iterable[tuple[Element, str]]") -> list[str]:
        """Return the texts of the next row in all columns, given its cells and their texts."""
        texts: list[str] = []
        count = 0
        for cell, own in cells:
            count += 1
            text, properties = own, child(cell, "tcPr")
            if properties is None or len(properties) == 1:  # its width, as most have it
                texts.append(text)
                continue
            merged, spans = child(properties, "vMerge"), child(properties, "gridSpan")
            if merged is not None and value(merged) != "restart":
                text = repeated("".join(self._above[len(texts) : len(texts) + 1]))
            if spans is None:
                texts.append(text)
            else:
                texts += across(text, number(value(spans), 1))
        self._above = texts
        self._count += 1
        return texts[:1] if count == 1 else texts

    @property
    def names_columns(self) -> bool | None:
        """Whether the last row is a header; None where the table does not say so."""
        return self._count <= self._headers if self._headers else None


def _headers(table: "Element", rows: "Sequence[Element]", styles: Styles) -> int:
    """Return how many rows the table says to be headers: repeated on each page, or set in bold alone."""
    repeated = len(list(takewhile(_is_repeated, rows)))
    if repeated or len(rows) < 2:  # noqa: PLR2004
        return repeated if repeated < len(rows) else 0
    looks = child(table, "tblPr", "tblLook")
    is_told = styles.sets_first_row_apart(value(child(table, "tblPr", "tblStyle")) or "") and (
        value(looks, "firstRow") == "1" or bool(_bits(value(looks)) & _FIRST_ROW)
    )
    return int(is_told or (_is_bold(rows[0]) and not _is_bold(rows[1])))


def _is_repeated(row: "Element") -> bool:
    return _is_on(child(row, "trPr", "tblHeader"))


def _is_bold(row: "Element") -> bool:
    """Whether all that a row of several cells says is in bold letters."""
    cells = [cell for cell in map(list, map(_runs, row.iter("{*}tc"))) if cell]
    return len(cells) > 1 and all(_is_on(child(run, "rPr", "b")) for cell in cells for run in cell)


def _is_on(told: "Element | None") -> bool:
    return told is not None and (value(told) or "on") not in _OFF


def _runs(cell: "Element") -> "Iterator[Element]":
    """Give the runs of a cell that say something."""
    return (
        run for run in cell.iter("{*}r") if any((t.text or "").strip() for t in run.iter("{*}t"))
    )


def _bits(text: str | None) -> int:
    try:
        return int(text or "0", 16)
    except ValueError:
        return 0
