"""PDF pages: their lines in reading order, column by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from index.readers.pdf.justified import with_justified_lines
from index.readers.pdf.lines import Line
from index.readers.pdf.marks import with_marks

_FEWEST_COLUMN_LINES = 4
_PROSE = 3
"""Words; cells of tables have fewer on average, lines of a column more."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in reading order, and where its upper and lower edge are among them."""

    lines: Sequence[Line]
    top: float
    bottom: float


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page as they are read.

    Files nearly always hold them so. Two cases are put right: lines that were drawn in any other
    order than downwards, and columns that were drawn line by line across all of them.
    """
    ordered: list[Line] = []
    for _, turned in groupby(with_justified_lines(with_marks(lines)), key=lambda line: line.angle):
        run = list(turned)
        climbs = sum(lower.top + lower.bottom < 2 * upper.top for upper, lower in pairwise(run))
        if climbs > len(run) / 3:
            run.sort(key=lambda line: (round(line.bottom), line.left))
        ordered += _by_column(run)
    return ordered


def _by_column(lines: Sequence[Line]) -> Iterator[Line]:
    """Give stretches of columns of prose one column after the other."""
    for count, group in groupby(_rows(lines), key=len):
        stretch = list(group)
        if count > 1 and _are_columns(stretch):
            yield from (replace(row[i], cell=0) for i in range(count) for row in stretch)
        else:
            yield from (part for row in stretch for part in row)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if line.cell and rows:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _are_columns(rows: Sequence[Sequence[Line]]) -> bool:
    if len(rows) < _FEWEST_COLUMN_LINES:
        return False
    columns = list(zip(*rows, strict=True))
    have_gutters = all(
        max(line.right for line in left) < min(line.left for line in right)
        for left, right in pairwise(columns)
    )
    return have_gutters and all(
        sum(len(line.text.split()) for line in column) >= _PROSE * len(rows) for column in columns
    )
