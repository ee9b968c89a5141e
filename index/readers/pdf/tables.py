"""PDF tables: which lines are the cells of one row, however many lines each cell has."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count, pairwise

from index.documents import BlockKind
from index.readers.pdf.lines import Line
from index.readers.pdf.paragraphs import Paragraph

_TALLEST = 12
"""Lines of a cell; what has more is a column of the page."""
_COLUMN = 4
"""Lines; where each cell has so many, they are columns of the page as well."""
_STEP = 1.6
"""Times the size of letters by which lines of a cell are apart, at most."""
_SAME = 0.7
"""Of the size of letters, by which lines of a cell may begin apart."""


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a document with those of each row numbered, cell by cell."""
    numbers = count(1)
    found: list[Line] = []
    start = 0
    while start < len(lines):
        cells, end = _row(lines, start)
        if len(cells) > 1:
            row = next(numbers)
            found += (
                replace(line, row=row, cell=i) for i, cell in enumerate(cells) for line in cell
            )
        else:
            found += (replace(line, cell=0) for line in lines[start:end])
        start = end
    return found


def with_headers(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Give paragraphs, first rows of tables as headers where they alone are in bold letters."""
    last: Paragraph | None = None
    for paragraph, following in pairwise(chain(paragraphs, [None])):
        if paragraph is None:
            return
        is_first = not (last and last.kind is BlockKind.ROW)
        goes_on = following is not None and following.kind is BlockKind.ROW
        if paragraph.is_bold and is_first and goes_on and following and not following.is_bold:
            yield replace(paragraph, kind=BlockKind.HEADER)
        else:
            yield paragraph
        last = paragraph


def _row(lines: Sequence[Line], start: int) -> tuple[list[list[Line]], int]:
    """Return the cells of the row that begins with a line, and where it ends; one cell is no row."""
    first = lines[start]
    cells = [[first]]
    end = start + 1
    for line in lines[start + 1 :]:
        if line.page != first.page or line.angle != first.angle:
            break
        if line.is_beside(first) and line.left > max(each.right for each in cells[-1]):
            cells.append([line])
        elif not line.cell and len(cells[-1]) < _TALLEST and _goes_on(cells[-1][-1], line):
            cells[-1].append(line)
        else:
            break
        end += 1
    is_row = len(cells) > 1 and min(map(len, cells)) < _COLUMN
    return (cells, end) if is_row else ([[first]], start + 1)


def _goes_on(upper: Line, lower: Line) -> bool:
    """Whether a line is the next one of a cell."""
    step = lower.bottom - upper.bottom
    return 0 < step < _STEP * upper.size and abs(lower.left - upper.left) < _SAME * upper.size
