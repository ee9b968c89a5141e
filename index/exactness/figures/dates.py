"""Dates: days, months, years, decades and centuries, and the days of the week."""

import datetime as dt
import re

from index.exactness.figures.figure import Figure, Interval, Kind, single
from index.exactness.figures.numerals import ORDINALS

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()  # noqa: SIM905
_MONTH_OF = {name: i for i, name in enumerate(_MONTHS, 1)}
_MONTH_OF |= {name[:3]: i for name, i in _MONTH_OF.items()} | {"sept": 9}
_DAY_OF = {name: i for i, name in enumerate(_WEEKDAYS)}
_DAY_OF |= {name[:3]: i for name, i in _DAY_OF.items()} | {"tues": 1, "thur": 3, "thurs": 3}
_ALSO_WORDS = frozenset({"may", "march", "mar", "sat", "sun", "mon", "wed", "dec", "jan"})

_MONTH = r"(?P<month>" + "|".join([*_MONTHS, "sept", *(name[:3] for name in _MONTHS)]) + r")\b\.?"
_ORDINAL_WORD = "|".join(sorted(ORDINALS, key=len, reverse=True))
_NUMERIC = re.compile(
    r"(?P<iso>\d{4})(?P<s>[-/.])(?P<iso_month>\d{1,2})(?P=s)(?P<iso_day>\d{1,2})(?![\d.]*\d)"
    r"|(?P<a>\d{1,2})(?P<t>[./-])\s?(?P<b>\d{1,2})(?P=t)\s?(?P<c>\d{4}|\d\d)(?![\d]|[./-]\d)"
)
_DAY_MONTH = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?|(?P<word>{_ORDINAL_WORD}))\s+(?:day\s+)?(?:of\s+)?{_MONTH}"
    r"(?:,?\s+(?P<year>\d{4})\b(?!:))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_MONTH}\s+(?:the\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)|(?P<word>{_ORDINAL_WORD})\b)"
    r"(?:,?\s+(?P<year>\d{4})\b)?",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"{_MONTH}(?:,?\s+(?:of\s+)?(?P<year>\d{{4}})\b)?", re.IGNORECASE)
_DECADE = re.compile(r"(\d{3}0)['\u2019]?s\b")
_CENTURY = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)|({_ORDINAL_WORD}))[ -]centur(?:y|ies)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}(?![\d:]|[.,]\d)(?!\s?(?:%|°|[a-z]m?\b(?<!\ba))|-\w)")
_BEFORE_A_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|year|before|after|during|to|and|between|circa|early|late"
    r"|around|about|through|mid|spring|summer|autumn|fall|winter|the|for)|[(,/\u2013-]|^|\n|\|)\s*$",
    re.IGNORECASE,
)
_LONE_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|during|before|after|every|each|early|late|mid)[ -]$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(" + "|".join(sorted(_DAY_OF, key=len, reverse=True)) + r")s?\b\.?", re.IGNORECASE
)
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_PIVOT, _HUNDRED = 50, 100
"""Years of two digits below 50 are of this century."""
_LONGEST_MONTH = 31
WORDS = (
    frozenset(_MONTH_OF)
    | frozenset(_DAY_OF)
    | {f"{day}s" for day in _WEEKDAYS}
    | frozenset(ORDINALS)
)


def date(text: str, start: int) -> Figure | None:
    """Return the date that is written at ``start``; None where there is none."""
    if text[start].isdecimal():
        if found := _NUMERIC.match(text, start):
            return _figure(start, found.end(), _numeric(found))
        return _day_month(text, start) or _century(text, start) or _year(text, start)
    return _in_words(text, start)


def weekday(text: str, start: int) -> Figure | None:
    """Return the day of the week that is written at ``start``; None where there is none."""
    found = _WEEKDAY.match(text, start)
    if not found or (found[1].lower() in _ALSO_WORDS and not found[1][0].isupper()):
        return None
    return Figure(start, found.end(), Kind.WEEKDAY, (single(_DAY_OF[found[1].lower()]),))


def year_of(value: float) -> Interval:
    """Return the days of a year."""
    return (value, 1, 1), (value, 12, 31)


def _in_words(text: str, start: int) -> Figure | None:
    if day := _day_month(text, start) or _century(text, start):
        return day
    if found := _MONTH_DAY.match(text, start):
        return _of_month(start, found, _day(found))
    found = _MONTH_ALONE.match(text, start)
    if not found:
        return None
    is_word = found["month"].lower() in _ALSO_WORDS and not found["year"]
    before = text[max(start - 8, 0) : start]
    if is_word and not (text[start].isupper() and _LONE_MONTH.search(before)):
        return None
    return _of_month(start, found, 0)


def _day_month(text: str, start: int) -> Figure | None:
    found = _DAY_MONTH.match(text, start)
    if not found or (
        found["month"].lower() in _ALSO_WORDS and found["month"][0].islower() and not found["year"]
    ):
        return None
    return _of_month(start, found, _day(found))


def _day(found: re.Match[str]) -> int:
    return int(found["day"]) if found["day"] else ORDINALS[found["word"].lower()]


def _of_month(start: int, found: re.Match[str], day: int) -> Figure | None:
    month = _MONTH_OF[found["month"].lower()]
    if found["year"]:
        return _figure(start, found.end(), _days(int(found["year"]), month, day))
    if day > _LONGEST_MONTH:
        return None
    days = single(month, day) if day else ((float(month), 1.0), (float(month), 31.0))
    return Figure(start, found.end(), Kind.DAY, (days,))


def _figure(start: int, end: int, readings: tuple[Interval, ...]) -> Figure | None:
    return Figure(start, end, Kind.DATE, readings) if readings else None


def _numeric(found: re.Match[str]) -> tuple[Interval, ...]:
    """Return what a date in digits may mean; with dots the day comes first, as it is written."""
    if found["iso"]:
        return _days(int(found["iso"]), int(found["iso_month"]), int(found["iso_day"]))
    year = int(found["c"])
    is_short = year < _HUNDRED
    are_two_digits = [len(found["a"]), len(found["b"])] == [2, 2]
    if is_short and found["t"] != "/" and not are_two_digits:
        return ()
    year += (2000 if year < _PIVOT else 1900) if is_short else 0
    first, second = int(found["a"]), int(found["b"])
    readings = _days(year, second, first)
    if found["t"] == "." and readings:
        return readings
    return tuple(dict.fromkeys(readings + _days(year, first, second)))


def _days(year: int, month: int, day: int) -> tuple[Interval, ...]:
    try:
        dt.date(year, month, day or 1)
    except ValueError:
        return ()
    return (single(year, month, day),) if day else (((year, month, 1), (year, month, 31)),)


def _century(text: str, start: int) -> Figure | None:
    if found := _DECADE.match(text, start):
        first = int(found[1])
        return Figure(start, found.end(), Kind.DATE, (((first, 1, 1), (first + 9, 12, 31)),))
    found = _CENTURY.match(text, start)
    if not found:
        return None
    first = 100 * ((int(found[1]) if found[1] else ORDINALS[found[2].lower()]) - 1)
    return Figure(start, found.end(), Kind.DATE, (((first, 1, 1), (first + 100, 12, 31)),))


def _year(text: str, start: int) -> Figure | None:
    found = _YEAR.match(text, start)
    if not found or not _FIRST_YEAR <= int(found.group()) <= _LAST_YEAR:
        return None
    if not _BEFORE_A_YEAR.search(text, max(start - 12, 0), start):
        return None
    return Figure(start, found.end(), Kind.DATE, (year_of(int(found.group())),))
