"""Rows of a table on a web page: their cells, what these span, and which rows name the columns."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.readers.tables import Cell, Grid

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


class Rows:
    """The rows of one table, one after the other; ``are_plain`` means that no cell of the page spans others."""

    def __init__(self, *, are_plain: bool) -> None:
        self._grid = Grid()
        self._spans: list[tuple[int, int]] = []
        self._are_headers: list[bool] = []
        self._in_head = False
        self._are_plain = are_plain
        self._is_plain = True
        """Whether no cell so far spans more than its place."""

    def begin(self, row: "LexborNode") -> None:
        """Begin a row."""
        self._spans.clear()
        self._are_headers.clear()
        parent = row.parent
        self._in_head = parent is not None and parent.tag == "thead"

    def cell(self, cell: "LexborNode") -> None:
        """Note what a cell of the row spans, and whether it names others."""
        attributes = {} if self._are_plain else cell.attributes  # which is made anew each time
        if "colspan" in attributes or "rowspan" in attributes:
            spans = (number(attributes.get(name), 1) for name in ("colspan", "rowspan"))
            columns, rows = (max(span, 1) for span in spans)
            self._spans.append((columns, rows))
            self._is_plain = False
        else:
            self._spans.append((1, 1))
        self._are_headers.append(cell.tag == "th")

    def filled(self, texts: Sequence[str]) -> list[str]:
        """Return the texts of the row in all columns, given those of its cells."""
        if self._is_plain:
            return list(texts)
        cells = zip(texts, self._spans, strict=False)
        return self._grid.row(Cell(" ".join(text.split()), *span) for text, span in cells)

    @property
    def names_columns(self) -> bool | None:
        """Whether the row is a header; None where the page does not say so.

        A name with its value is a row that says so.
        """
        if self._in_head or (len(self._are_headers) > 1 and all(self._are_headers)):
            return True
        return False if self._are_headers == [True, False] else None


def number(text: str | None, default: int) -> int:
    """Return the number that an attribute states, or the default."""
    found = re.fullmatch(r"\s*(\d{1,9})\s*", text or "", re.ASCII)
    return int(found[1]) if found else default
