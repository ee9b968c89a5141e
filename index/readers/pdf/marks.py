"""Marks that were drawn apart from what they belong to: of list items, and large first letters."""

from collections.abc import Sequence
from dataclasses import replace

from index.readers.pdf.lines import Line
from index.readers.pdf.stretches import LARGER, MARK

_WIDEST = 4.0
"""Times the size of letters; a mark is as near to its item at least."""
_MOST_INITIALS = 2
_ALONE = {"A", "I", "O"}
"""Letters that are words."""


def with_marks(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with each mark and large first letter before its line."""
    apart = [line for line in lines if _is_mark(line) or _is_initial(line)]
    if not apart:
        return list(lines)
    before: dict[Line, tuple[Line, str]] = {}
    words = {word for line in lines for word in line.text.split()}
    for mark in apart:
        item = _item(mark, lines, before)
        if item is None:
            continue
        is_mark = _is_mark(mark)
        first = item.text.split(maxsplit=1)[0]
        is_word = mark.text in _ALONE and mark.text + first not in words and first in words
        before[item] = (mark, f"{mark.text}{' ' * (is_mark or is_word)}{item.text}")
    moved = {mark for mark, _ in before.values()}
    return [_with_mark(line, before) for line in lines if line not in moved]


def _with_mark(line: Line, before: dict[Line, tuple[Line, str]]) -> Line:
    if line not in before:
        return line
    mark, text = before[line]
    if not _is_mark(mark):
        return replace(line, text=text, cell=mark.cell)
    return replace(line, text=text, left=mark.left, cell=mark.cell, hang=line.left)


def _is_mark(line: Line) -> bool:
    return bool(MARK.fullmatch(line.text))


def _is_initial(line: Line) -> bool:
    return len(line.text) <= _MOST_INITIALS and line.text.isalpha() and line.text.isupper()


def _item(mark: Line, lines: Sequence[Line], taken: dict[Line, tuple[Line, str]]) -> Line | None:
    """Return the line that a mark or a large letter stands before; None where there is none."""
    beside = [
        line
        for line in lines
        if line.left >= mark.right - mark.size / 10
        and line.left - mark.right < _WIDEST * min(line.size, mark.size)
        and line not in taken
        and line.angle == mark.angle
        and _is_beside(mark, line)
    ]
    return min(beside, key=lambda line: (line.top, line.left), default=None)


def _is_beside(mark: Line, line: Line) -> bool:
    if _is_mark(mark):
        return line.is_beside(mark) and not _is_mark(line)
    is_large = mark.size > LARGER * line.size
    return (
        is_large and mark.top - line.size < line.top and line.bottom < mark.bottom + line.size / 2
    )
