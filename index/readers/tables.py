"""Tables: cells in all rows and columns that they span, and the rows that name the columns below."""

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from index.documents import Block, BlockKind

MOST_COLUMNS = 100
"""Further ones that a cell says it spans are not filled."""
_LONGEST_REPEATED = 80
"""Characters of a cell that stands in all rows and columns it spans; a longer one stands in the first."""
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?")  # noqa: RUF001
_OF_A_YEAR = re.compile(r"^([^\W\d_].*?)\W+(?:Q[1-4]\W+)?(?:19|20)\d\d$")
"""A name with the year that its figures are of: "Budget 2024", "Sales, Q1 2023"."""
_STARTS_WITH_FIGURE = re.compile(r"\W{0,3}(?:[A-Z]{3}\s)?\d")
_PAIR = 2
"""Columns of a table that may be a list of names with their values, whose first row is one of them."""


class Cell(NamedTuple):
    """The text of a cell, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


class Grid:
    """The rows of one table, one after the other."""

    def __init__(self) -> None:
        self._spanning: dict[int, Cell] = {}

    def row(self, cells: Iterable[Cell]) -> list[str]:
        """Return the texts of a row, column by column, given the cells that begin in it.

        A cell that is a whole row stands there once.
        """
        waiting = deque(cells)
        if len(waiting) == 1 and not self._spanning and waiting[0].rows <= 1:
            return [waiting[0].text]
        texts: list[str] = []
        while len(texts) < MOST_COLUMNS and (
            waiting or max(self._spanning, default=-1) >= len(texts)
        ):
            column = len(texts)
            if above := self._spanning.pop(column, None):
                texts.append(above.text)
                self._span(column, above)
            elif waiting:
                texts += self._begun(column, waiting.popleft())
            else:
                texts.append("")
        return texts + [cell.text for cell in waiting]

    def _begun(self, column: int, cell: Cell) -> list[str]:
        """Return the texts of a cell that begins in a column, in all columns that it spans."""
        texts = across(cell.text, cell.columns)
        for at in range(column, column + len(texts)):
            self._span(at, Cell(repeated(cell.text), rows=cell.rows))
        return texts

    def _span(self, column: int, cell: Cell) -> None:
        if cell.rows > 1:
            self._spanning[column] = cell._replace(rows=cell.rows - 1)


def across(text: str, columns: int) -> list[str]:
    """Return the texts of a cell in all columns that it spans."""
    return [text, *[repeated(text)] * (min(columns, MOST_COLUMNS) - 1)]


def repeated(text: str) -> str:
    """Return the text of a cell where it spans a further column or row."""
    return text if len(text) <= _LONGEST_REPEATED else ""


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the first rows of a table name its columns, as far as its cells tell.

    They hold no figure where most rows below do, but years: those in a row, or of what is counted
    below ("Budget 2024").
    """
    if len(rows) < 2 or len(rows[0]) < 2:  # noqa: PLR2004
        return 0
    stated, *below = rows
    names = [
        _OF_A_YEAR.sub(r"\1", cell) if _is_counted(at, below) else cell
        for at, cell in enumerate(stated)
    ]
    if not _FIGURE.search("|".join(names)):
        figures = [_FIGURE.search("|".join(row)) is not None for row in below]
        count = 1 + (_is_divided(names) and not figures[0])
        of_values = figures[count - 1 :]
        is_named = 2 * sum(of_values) >= max(len(of_values), 1)
        if len(names) == _PAIR:
            values = [row[-1] for row in below]
            is_named = len(values) > 1 and all(map(_STARTS_WITH_FIGURE.match, values))
        is_crossed = not names[0] and all(names[1:]) and all(row[0] for row in below)
        return count if is_named or is_crossed else 0
    years = [cell for cell in names[1:] if _YEAR.fullmatch(cell)]
    return int(len(years) > 1 and len(years) == len(names) - 1 and sorted(set(years)) == years)


def _is_counted(column: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether most cells of a column are figures."""
    cells = [row[column] for row in rows if column < len(row)]
    return 2 * sum(map(bool, map(_STARTS_WITH_FIGURE.match, cells))) > len(cells)


def _is_divided(row: Sequence[str]) -> bool:
    """Whether some of its cells stand over several columns, which another row then names."""
    return any(left == right or not right for left, right in pairwise(row))


def with_headers(
    blocks: Sequence[Block], cells: Mapping[int, Sequence[str]], beginnings: Iterable[int] = ()
) -> list[Block]:
    """Return the blocks of a document, of its rows those as headers that name columns below.

    Args:
        blocks: All of them.
        cells: The cells of rows, by the number of their block, of tables that do not say it.
        beginnings: The numbers of blocks with which tables begin at the latest.
    """
    found = list(blocks)
    if not cells:
        return _with_rows(found)
    begin = set(beginnings)
    run: list[int] = []
    for i in range(len(blocks) + 1):
        is_rule = i < len(blocks) and blocks[i].kind is BlockKind.METADATA
        if run and (i in begin or not (i in cells or is_rule)):
            _name(found, cells, run)
            run = []
        if i in cells:
            run.append(i)
    return _with_rows(found)


def _name(blocks: list[Block], cells: Mapping[int, Sequence[str]], run: Sequence[int]) -> None:
    """Make headers of the rows of one table that are some; what stands alone over a drawn line is one.

    Where they come again, as on each page, they say nothing.
    """
    if run[0] and blocks[run[0] - 1].kind is BlockKind.HEADER:
        return
    rows = [cells[i] for i in run]
    is_ruled = len(run) > 1 and run[1] > run[0] + 1 and run[-1] - run[1] == len(run) - 2
    once = [row for at, row in enumerate(rows) if not at or row != rows[0]]
    names = rows[: header_rows(once) or is_ruled]
    if not names:
        return
    for at, (i, row) in enumerate(zip(run, rows, strict=True)):
        if row in names:
            kind = BlockKind.HEADER if at < len(names) else BlockKind.METADATA
            blocks[i] = replace(blocks[i], kind=kind)


def _with_rows(blocks: list[Block]) -> list[Block]:
    """Return blocks; what is a header of no row is a row."""
    if not any(block.kind is BlockKind.HEADER for block in blocks):
        return blocks
    has_row = False
    for i in range(len(blocks) - 1, -1, -1):
        kind = blocks[i].kind
        if kind is BlockKind.HEADER and not has_row:
            blocks[i] = replace(blocks[i], kind=BlockKind.ROW)
        elif kind not in {BlockKind.HEADER, BlockKind.METADATA, BlockKind.FURNITURE}:
            has_row = kind in {BlockKind.ROW, BlockKind.PREFORMATTED}
    return blocks
