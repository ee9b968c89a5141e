"""Cells: where in a sheet the rows of a text stand, so that they can be cited as ``B7:D7``."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from operator import attrgetter
from typing import Any, Self

BETWEEN = "\n\n"
"""What stands between two rows of a text."""
_MOST = 10_000
"""Runs of a document that are kept; what has more is no sheet that anybody looks at by cells."""
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that follow on each other in a sheet and in ``[start, end)`` of a text, from ``row`` on.

    All have cells from the column ``first`` to ``last``, counted from 0; rows count from 1.
    """

    start: int
    end: int
    row: int
    first: int
    last: int

    def record(self) -> list[int]:
        """Return it for a JSON record."""
        return list(astuple(self))

    @classmethod
    def from_record(cls, record: Sequence[Any]) -> Self:
        """Read what ``record`` gave."""
        return cls(*record)


def runs(rows: Sequence[Run]) -> tuple[Run, ...]:
    """Return single rows, in order, as few runs; none where these are too many to be kept."""
    found: list[Run] = []
    before: Run | None = None
    for each in rows:
        if before and _follow(before, each):
            found[-1] = replace(found[-1], end=each.end)
        else:
            found.append(each)
        before = each
    return tuple(found) if len(found) <= _MOST else ()


def cells_at(found: Sequence[Run], text: str, offset: int) -> str | None:
    """Return the cells of the row that holds ``offset``, such as ``B7:D7``; None where there is none."""
    at = bisect_right(found, offset, key=attrgetter("start")) - 1
    if at < 0 or offset >= found[at].end:
        return None
    run = found[at]
    row = run.row + text.count(BETWEEN, run.start, offset)
    first, last = f"{_letters(run.first)}{row}", f"{_letters(run.last)}{row}"
    return first if first == last else f"{first}:{last}"


def _follow(row: Run, other: Run) -> bool:
    """Whether a row follows right on another one, and has cells in the same columns."""
    is_next = (other.start, other.row) == (row.end + len(BETWEEN), row.row + 1)
    return is_next and (row.first, row.last) == (other.first, other.last)


def _letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
