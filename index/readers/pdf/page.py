"""PDF pages: their lines in reading order, without running heads and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise

from index.readers.pdf.lines import Line

_HEAD, _FOOT = 0.1, 0.2
"""Of a page's height; text nearer to its edges may be a running head, a foot or a page number."""
_APART = 1.6
"""Times the size of its letters by which it is further from the text than lines are from each other."""
_FEWEST_COLUMN_LINES = 4
_PROSE = 3
"""Words; cells of tables have fewer on average, lines of a column more."""
_REPEATED = 3
"""Pages on which a running head stands at least; both of two."""
_NEAR = 4.0
"""Points by which running heads may differ in height."""
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
_MOST_NUMBERS = 10
"""Of a line that may count pages."""
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?(\d{1,5})(?:\s*(?:of|/|von)\s*\d{1,5})?\W*$", re.IGNORECASE
)


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
    for _, turned in groupby(lines, key=lambda line: line.angle):
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


def without_running_heads(pages: Sequence[Page]) -> list[list[Line]]:
    """Return the lines of pages without those in their margins that repeat, or count the pages."""
    margins = [_margins(page) for page in pages]
    counts = Counter(
        key for margin in margins for key in {k for line in margin for k in _keys(line)}
    )
    enough = min(_REPEATED, max(len(pages), 2))

    def is_furniture(line: Line) -> bool:
        number = _PAGE_NUMBER.match(line.text)
        if number and int(number[1]) == line.page:
            return True
        return any(counts[key] >= enough for key in _keys(line))

    furniture = [[line for line in margin if is_furniture(line)] for margin in margins]
    return [
        [line for line in page.lines if line not in margin or not _is_beside_any(line, found)]
        for page, margin, found in zip(pages, margins, furniture, strict=True)
    ]


def _is_beside_any(line: Line, others: Sequence[Line]) -> bool:
    return any(line == other or line.is_beside(other) for other in others)


def _margins(page: Page) -> set[Line]:
    """Return what stands in the margins above and below the text, apart from it."""
    height = page.bottom - page.top
    by_height = sorted(page.lines, key=lambda line: line.bottom)
    above = [line for line in by_height if line.top < page.top + _HEAD * height]
    below = [line for line in by_height if line.bottom > page.bottom - _FOOT * height]
    outer = {*above, *below}
    inner = [line for line in by_height if line not in outer]
    highest = inner[:1] or above[-1:]
    lowest = inner[-1:] or above[-1:] or below[:1]
    return {*_apart(above[::-1], highest), *_apart(below, lowest)}


def _apart(lines: Sequence[Line], nearest: Sequence[Line]) -> Sequence[Line]:
    """Return those of ``lines``, from within outwards, behind the first wide gap to the text."""
    if not nearest:
        return ()
    for i, (inner, outer) in enumerate(pairwise([*nearest, *lines])):
        if abs(outer.bottom - inner.bottom) > _APART * outer.size:
            return lines[i:]
    return ()


def _keys(line: Line) -> Iterator[tuple[str, int]]:
    """Give what may be the same in running heads: all of it, or all but the number of the page."""
    height = round(line.bottom / _NEAR)
    text = "#" if _ROMAN.fullmatch(line.text) else line.text
    yield text, height
    for found in islice(re.finditer(r"\d{1,6}", text), _MOST_NUMBERS):
        counted = int(found[0]) - line.page
        yield f"{text[: found.start()]}#{counted}{text[found.end() :]}", height
