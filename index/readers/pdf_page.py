"""PDF pages: their lines in reading order, without running heads and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from index.readers.pdf_lines import Line

_EDGE = 2
"""Lines at the top and at the bottom of a page that may be running heads."""
_FEWEST_COLUMN_LINES = 4
_PROSE = 3
"""Words; cells of tables have fewer on average, lines of a column more."""
_REPEATED = 3
"""Pages on which a running head stands at least."""
_NEAR = 4.0
"""Points by which running heads may differ in height."""
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?(\d{1,5})(?:\s*(?:of|/|von)\s*\d{1,5})?\W*$", re.IGNORECASE
)


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page as they are read.

    Files nearly always hold them so. Two cases are put right: lines that were drawn in any other
    order than downwards, and two columns that were drawn line by line across both.
    """
    climbs = sum(lower.top + lower.bottom < 2 * upper.top for upper, lower in pairwise(lines))
    if climbs > len(lines) / 3:
        lines = sorted(lines, key=lambda line: (round(line.bottom), line.left))
    return list(_by_column(lines))


def _by_column(lines: Sequence[Line]) -> Iterator[Line]:
    """Give stretches of two columns of prose one column after the other."""
    rows = _rows(lines)
    for is_pair, group in groupby(rows, key=lambda row: len(row) == 2):  # noqa: PLR2004
        stretch = list(group)
        if is_pair and _are_columns(stretch):
            yield from (left for left, _ in stretch)
            yield from (replace(right, cell=0) for _, right in stretch)
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
    lefts, rights = zip(*rows, strict=True)
    has_gutter = max(line.right for line in lefts) < min(line.left for line in rights)
    return has_gutter and all(
        sum(len(line.text.split()) for line in column) >= _PROSE * len(rows)
        for column in (lefts, rights)
    )


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return pages without the lines at their edges that repeat from page to page, or count them."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for edge in edges for key in {_key(line) for line in edge})
    repeated = {key for key, count in counts.items() if count >= _REPEATED}
    numbers = [
        (line, int(found[1]))
        for edge in edges
        for line in edge
        if (found := _PAGE_NUMBER.match(line.text))
    ]
    offsets = Counter(number - line.page for line, number in numbers)
    counted = {
        line for line, number in numbers if offsets[number - line.page] > 1 or number == line.page
    }
    return [
        [
            line
            for line in page
            if line not in edge or not (_key(line) in repeated or line in counted)
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: Sequence[Line]) -> set[Line]:
    """Return the first and the last lines of a page, by their height; parts of a line count once."""
    heights = sorted({round(line.bottom) for line in page})
    edge = {*heights[:_EDGE], *heights[-_EDGE:]}
    return {line for line in page if round(line.bottom) in edge}


def _key(line: Line) -> tuple[str, int]:
    """Return what is the same in running heads: the words without numbers, and the height."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text), round(line.bottom / _NEAR)
