"""Line numbers, as pleadings and manuscripts have them in the margin."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from index.readers.pdf.lines import Line
from index.readers.pdf.page import Page

_FEWEST = 4
_STEPS = (1, 5, 10)
_NEAR = 2.0
"""Points by which the numbers of a margin may be apart, at one side at least."""
_SHORTEST_PROSE = 30
"""Characters that lines beside numbers have in the middle; those of tables and lists have fewer."""


def without_line_numbers(pages: Sequence[Page]) -> list[Page]:
    """Return pages without the numbers that count the lines of prose in their margins."""
    return [replace(page, lines=_without(page.lines)) for page in pages]


def _without(lines: Sequence[Line]) -> Sequence[Line]:
    numbers = [line for line in lines if line.text.isdecimal() and len(line.text) <= 3]  # noqa: PLR2004
    if len(numbers) < _FEWEST:
        return lines
    rest = [line for line in lines if line not in set(numbers)]
    found = _in_margin(numbers, rest)
    if len(found) < _FEWEST:
        return lines
    beside = [line for line in rest if any(number.is_beside(line) for number in found)]
    is_prose = beside and median(len(line.text) for line in beside) >= _SHORTEST_PROSE
    if not is_prose or any(line.cell > 1 for line in beside):
        return lines
    return [
        replace(line, cell=0) if line in set(beside) else line
        for line in lines
        if line not in found
    ]


def _in_margin(numbers: Sequence[Line], rest: Sequence[Line]) -> set[Line]:
    """Return the numbers that stand in a column left of all other lines and rise by one step."""
    left = min((line.left for line in rest), default=0.0)
    ordered = sorted((line for line in numbers if line.right < left), key=lambda line: line.bottom)
    steps = {int(lower.text) - int(upper.text) for upper, lower in pairwise(ordered)}
    lefts, rights = [line.left for line in ordered], [line.right for line in ordered]
    if not ordered or len(steps) != 1 or steps.pop() not in _STEPS:
        return set()
    spread = min(max(lefts) - min(lefts), max(rights) - min(rights))
    return set(ordered) if spread <= _NEAR else set()
