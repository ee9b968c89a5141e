"""Justified prose: words far apart because their line is as wide as the column, and no cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.pdf.lines import Line

_NEAR = 0.25
"""Of the size of letters, by which lines of a column may begin or end apart; a hyphen takes more."""
_WIDEST_OF_SEVERAL = 2.2
"""Of the size of letters; gaps of a line are alike, so that only such narrow ones are also no cuts."""
_MOST_BLANK = 0.6
"""Of the width of a line."""
_ALIGNED = 1.0
"""Points by which the cells of one column begin or end apart."""


def with_justified_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page, those that were only stretched to the width of a column whole again."""
    rows = list(_rows(lines))
    if all(len(row) == 1 for row in rows):
        return list(lines)
    whole = [row[0] for row in rows if len(row) == 1 and " " in row[0].text]
    found: list[Line] = []
    for i, row in enumerate(rows):
        around = [rows[at] for at in (i - 1, i + 1) if 0 <= at < len(rows)]
        found += [_joined(row)] if _is_justified(row, whole, around) else row
    return found


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for line in lines:
        if row and not line.cell:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _is_justified(
    row: Sequence[Line], whole: Sequence[Line], around: Sequence[Sequence[Line]]
) -> bool:
    """Whether a line fills a column of prose, its gaps are alike, and its parts align with nothing."""
    if len(row) == 1:
        return False
    size, left, right = row[0].size, row[0].left, row[-1].right
    gaps = [after.left - before.right for before, after in pairwise(row)]
    has_words = any(" " in line.text for line in row)
    if has_words and max(gaps) > _WIDEST_OF_SEVERAL * size:
        return False
    if max(gaps) > 2 * min(gaps) or sum(gaps) > _MOST_BLANK * (right - left):
        return False
    fills = any(
        abs(line.left - left) < _NEAR * size
        and abs(line.right - right) < _NEAR * size * (1 + line.is_broken + row[-1].is_broken) * 1.5
        for line in whole
    )
    return fills and not any(len(other) > 1 and _are_aligned(row, other) for other in around)


def _are_aligned(row: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether an inner edge of one line stands over one of the other, as those of cells do.

    The same word at the end of two lines does so by chance.
    """
    return any(
        abs(mine.left - its.left) < _ALIGNED and mine.text != its.text
        for mine in row[1:]
        for its in other[1:]
    ) or any(abs(mine.right - its.right) < _ALIGNED for mine in row[:-1] for its in other[:-1])


def _joined(row: Sequence[Line]) -> Line:
    return replace(
        row[0],
        text=" ".join(line.text for line in row),
        right=row[-1].right,
        top=min(line.top for line in row),
        bottom=max(line.bottom for line in row),
        is_broken=row[-1].is_broken,
        pitch=0.0,
    )
