"""Figure: a number, date or time of a text, where it stands and what it is, however written."""

import math
from dataclasses import dataclass
from enum import Enum

Point = tuple[float, ...]
"""A value on the axis of its kind; longer ones are told apart part by part, from the left."""
Interval = tuple[Point, Point]
"""The least and the greatest value, both included; the same twice for a single value."""

LEAST: Point = (-math.inf,)
GREATEST: Point = (math.inf,)


class Kind(Enum):
    """What a figure measures; figures of different kinds are not compared."""

    NUMBER = "number"
    """A count, or an amount of its unit: (value)."""
    AGE = "age"
    """How old somebody is, in years: (years)."""
    ORDINAL = "ordinal"
    """A place in an order: (place)."""
    REFERENCE = "reference"
    """A version, an address, a clause, a code: (part, part, ...)."""
    DATE = "date"
    """A day, month, year, decade or century: (year, month, day)."""
    DAY = "day"
    """A day or month of any year: (month, day)."""
    TIME = "time"
    """A time of day: (hour, minute, second)."""
    WEEKDAY = "weekday"
    """(0) for Monday to (6) for Sunday."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text.

    Args:
        start: First code point of it in the text.
        end: One past the last.
        kind: What it measures.
        readings: What it may mean, the likeliest first; several where its form is ambiguous.
        unit: The unit that its values are counted in, in base units ("m" for "3 km"), or the
            letters of a code; empty where there is none.
        about: Stems of the words beside it, by which it says what it counts or numbers.
        is_denied: Whether the text says that it is not this one ("not 3.1 million").
    """

    start: int
    end: int
    kind: Kind
    readings: tuple[Interval, ...]
    unit: str = ""
    about: frozenset[str] = frozenset()
    is_denied: bool = False

    @property
    def normal(self) -> tuple[Kind, str, tuple[Interval, ...]]:
        """What is equal for figures that mean the same, however they are written."""
        return self.kind, self.unit, self.readings

    @property
    def is_range(self) -> bool:
        """Whether it may be more than one value."""
        low, high = self.readings[0]
        return low != high


_LONGEST_WORD = 16


def word_before(text: str, start: int) -> str:
    """Return the last word, or sign, before ``start``, in lower case; empty where a line begins.

    Patterns that look back cost much and seldom match; this tells cheaply that they cannot.
    """
    before = text[max(start - _LONGEST_WORD, 0) : start].rstrip(" \t\u00a0(")
    return before[max(before.rfind(" "), before.rfind("\n")) + 1 :].lower()


def single(*parts: float) -> Interval:
    """Return the interval of one value."""
    return (parts, parts)


def just_below(point: Point) -> Point:
    """Return the greatest value below another."""
    return (*point[:-1], math.nextafter(point[-1], -math.inf))


def just_above(point: Point) -> Point:
    """Return the least value above another."""
    return (*point[:-1], math.nextafter(point[-1], math.inf))
