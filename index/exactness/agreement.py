"""Agreement: whether the figures that a question names are those that a text says."""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.exactness.figures.dates import year_of
from index.exactness.figures.figure import Figure, Interval, Kind, Point, single
from index.exactness.figures.references import INNER, ITEM, OUTER, are_same_sort, with_items
from index.exactness.figures.scan import figures

EQUAL = 1.0
OTHERWISE_READ = 0.6
"""Equal where one of them is read in a less likely way."""
HELD = 0.8
"""Said in a range that holds what is asked, or inside of the range that is asked for."""
ROUGHLY = 0.4
"""Said less precisely: the month of a day."""
BESIDE = -0.25
"""Said as an open end of a range ("over 300" for 300), which may be meant."""
OTHER = -1.0

_COUNTED = re.compile(
    r"^\W*$|\b(?:which|what|name|list|these|those|the|all|any|give)\s+(?:the\s+)?$", re.IGNORECASE
)
_PRECISION = {Kind.DATE: 0.25, Kind.ORDINAL: 0.5}
_TELLING = 13
"""A number below it stands for so many things that being equal says nothing by itself."""
_TELLING_WITHOUT_UNIT = 100


@lru_cache(maxsize=64)
def asked_figures(question: str) -> tuple[Figure, ...]:
    """Return the figures that an answer has to be about.

    How many things are asked for ("which two rivers") is none, since answers need not repeat it;
    nor is "first", which seldom tells one of many, nor a name ("the Seven Years War").
    """
    asked = tuple(figure for figure in figures(question) if _is_asked(question, figure))
    return with_items(question, asked)


def _is_asked(question: str, figure: Figure) -> bool:
    if figure.kind is Kind.ORDINAL:
        return figure.readings[0] != single(1)
    if figure.kind is not Kind.NUMBER:
        return True
    is_name = figure.start > 0 and question[figure.start].isupper()
    is_counted = not figure.unit and _COUNTED.search(question, 0, figure.start)
    return not is_name and not is_counted


def precision(asked: Sequence[Figure]) -> float:
    """Return how much follows where a text says others than the figures asked for, in [0, 1].

    A year is often said once for all that follows; what is placed is placed in many orders.
    """
    return min(map(_precision, asked), default=1.0)


def _precision(figure: Figure) -> float:
    low, high = figure.readings[0]
    is_within_a_month = figure.kind is Kind.DATE and low[:2] == high[:2]
    return 1.0 if is_within_a_month else _PRECISION.get(figure.kind, 1.0)


def agreement(asked: Sequence[Figure], said: Sequence[Figure]) -> float:
    """Return how far what is said is what is asked, in [-1, 1].

    Above 0 where a figure asked for is said, in whatever form; below 0 where for one of them
    others of its sort are said alone; 0 where nothing can be compared.
    """
    found = [
        max(values) if (values := [*compared_among(figure, said)]) else 0.0 for figure in asked
    ]
    return min(found) if min(found, default=0.0) < 0 else max(found, default=0.0)


def compared_among(asked: Figure, said: Iterable[Figure]) -> Iterable[float]:
    """Return how far each of some figures is another one; see ``compared``."""
    return (value for other in said if (value := compared(asked, other)) is not None)


def compared(asked: Figure, said: Figure) -> float | None:
    """Return how far one figure is another, in [-1, 1]; None where they are of different sorts."""
    value = _by_kind(asked, said)
    if value is None or not said.is_denied:
        return value
    return OTHER if value > 0 else None


def _by_kind(asked: Figure, said: Figure) -> float | None:
    kinds = asked.kind, said.kind
    if kinds[0] is not kinds[1]:
        return _across(asked, said)
    match asked.kind:
        case Kind.NUMBER:
            return _numbers(asked, said)
        case Kind.ORDINAL:
            return _related(asked, said) if asked.about & said.about else None
        case Kind.REFERENCE:
            return _references(asked, said)
        case Kind.DATE | Kind.DAY:
            value = _related(asked, said)
            is_rough = _is_of_calendar(said) and not _holds(asked.readings, said.readings)
            return min(value, ROUGHLY) if is_rough and value == HELD else value
    return _related(asked, said)


def _across(asked: Figure, said: Figure) -> float | None:
    """Return how figures of kinds that are akin relate: dates, and numbers that may be of years."""
    by_kind = {asked.kind: asked, said.kind: said}
    if by_kind.keys() == {Kind.DATE, Kind.DAY}:
        one, other = _any_year(asked), _any_year(said)
        if not one or not other:
            return None
        return OTHER if _relation(one, other) < 0 else ROUGHLY
    number = by_kind.get(Kind.NUMBER)
    if not number or number.unit:
        return None
    if date := by_kind.get(Kind.DATE):
        return HELD if date.readings[0] == year_of(number.readings[0][0][0]) else None
    if Kind.AGE in by_kind and said.is_range and not number.about:
        # Most likely it is of years too, as in a table of prices.
        return HELD if _related(asked, said) == HELD else OTHER / 2
    return None


def _is_of_calendar(figure: Figure) -> bool:
    """Whether a date is a month, a year or more, not a range between two days."""
    low, high = figure.readings[0]
    return (low[-1], high[-1]) == (1, 31) and (
        low[-2] == high[-2] or (low[-2], high[-2]) == (1, 12)
    )


def _any_year(figure: Figure) -> Interval | None:
    """Return a day or month without its year; None for a longer stretch."""
    low, high = figure.readings[0]
    if figure.kind is Kind.DAY:
        return low, high
    is_within_a_month = len(low) > 1 and low[:2] == high[:2]
    return (low[1:], high[1:]) if is_within_a_month else None


def _numbers(asked: Figure, said: Figure) -> float | None:
    if asked.unit and said.unit:
        return _related(asked, said) if asked.unit == said.unit else None
    value = _related(asked, said)
    size = abs(asked.readings[0][0][0])
    if asked.unit or said.unit:
        is_telling = size >= _TELLING_WITHOUT_UNIT and not asked.is_range
        return HELD if is_telling and value in {EQUAL, OTHERWISE_READ} else None
    if asked.about & said.about:
        return value
    is_telling = size >= _TELLING or size % 1 > 0
    return value if is_telling and value in {EQUAL, OTHERWISE_READ} else None


def _references(asked: Figure, said: Figure) -> float | None:
    parts = len(asked.readings[0][0])
    is_of_other = (INNER if said.unit != ITEM else OUTER) in asked.about
    if parts != len(said.readings[0][0]) or is_of_other:
        return None
    value = _related(asked, said)
    is_dotted = parts > 1
    if are_same_sort(asked.unit, said.unit):
        return value
    return value if is_dotted and value == EQUAL else None


def _related(asked: Figure, said: Figure) -> float:
    """Return how the readings of two figures of one sort relate."""
    if len(asked.readings) == len(said.readings) > 1:
        # Both are written in the same ambiguous form, and meant in the same way.
        pairs = zip(asked.readings, said.readings, strict=True)
        return max(_relation(one, other) for one, other in pairs)
    best = OTHER
    for i, one in enumerate(asked.readings):
        for j, other in enumerate(said.readings):
            value = _relation(one, other)
            if i:
                value = min(value, ROUGHLY if said.is_range else OTHERWISE_READ)
            elif j and not said.is_range:
                value = min(value, OTHERWISE_READ)
            best = max(best, value)
    return best


def _relation(asked: Interval, said: Interval) -> float:
    if _same(asked[0], said[0]) and _same(asked[1], said[1]):
        return EQUAL
    if _holds([said], [asked]) or _holds([asked], [said]):
        return HELD
    if said[0] <= asked[1] and asked[0] <= said[1]:
        return 0.0
    is_beside = _same(asked[0], said[1]) or _same(asked[1], said[0])
    return BESIDE if is_beside else OTHER


def _holds(wider: Sequence[Interval], narrower: Sequence[Interval]) -> bool:
    return any(low <= narrow[0] and narrow[1] <= high for low, high in wider for narrow in narrower)


def _same(one: Point, other: Point) -> bool:
    return len(one) == len(other) and all(
        math.isclose(a, b, rel_tol=1e-9) for a, b in zip(one, other, strict=True)
    )
