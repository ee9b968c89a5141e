"""Clock: times of day, in figures of 12 or 24 hours and in words."""

import re

from index.exactness.figures.figure import Figure, Interval, Kind, single
from index.exactness.figures.numerals import SMALL

_NOON = 12
_HOUR = "|".join([*(word for word, value in SMALL.items() if 1 <= value <= _NOON), r"\d{1,2}"])
_MINUTES = "|".join(
    ["quarter", *(word for word, value in SMALL.items() if value in {5, 10, 20, 25})]
)
_FIGURES = re.compile(
    r"(?P<hour>\d{1,2})"
    r"(?:(?P<colon>:)(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,3})?)?(?![:\d])"
    r"(?:\s?(?P<half>[ap]\.?m\b\.?)|\s?(?P<clock>h(?:rs|ours)?\b|o['\u2019]clock))?"
    r"|[.](?P<dotted>[0-5]\d)\s?(?:(?P<dotted_half>[ap]\.?m\b\.?)|(?:h|hrs|hours|o['\u2019]clock)\b)"
    r"|\s?(?P<bare_half>[ap]\.?m\b\.?)"
    r"|\s?o['\u2019]clock\b)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"(?:(?:(?P<half>half)|(?P<minutes>{_MINUTES}|\d{{1,2}})(?:\s+(?P<said>minutes?))?)\s+(?P<way>past|to|after|before)\s+"
    rf"(?P<hour>{_HOUR})\b(?!\s+(?:percent|per)|[%:.]\d)"
    rf"|(?P<sharp>{_HOUR})\s+o['\u2019]clock"
    r"|(?P<noon>noon|midday)|(?P<midnight>midnight))\b",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"(?:\s+o['\u2019]clock)?(?:,?\s+(?:in\s+the\s+(?P<part>morning|afternoon|evening)|at\s+(?P<night>night))\b"
    r"|\s?(?P<half>[ap]\.?m\b\.?))",
    re.IGNORECASE,
)
_AT = re.compile(r"\bat\s+$", re.IGNORECASE)
_DAY = 24
_EVENING = 5
WORDS = frozenset({"half", "quarter", "noon", "midday", "midnight"})


def time_of_day(text: str, start: int) -> Figure | None:
    """Return the time of day that is written at ``start``; None where there is none.

    Without a word for the half of the day, an hour up to 12 may be of either.
    """
    if found := _FIGURES.match(text, start):
        minute = int(found["minute"] or found["dotted"] or 0)
        half = found["half"] or found["dotted_half"] or found["bare_half"] or ""
        is_full = len(found["hour"]) > 1 and found["hour"][0] == "0" and bool(found["colon"])
        hour, second = int(found["hour"]), int(found["second"] or 0)
    elif (found := _WORDS.match(text, start)) and _is_time(text, found):
        hour, minute = _spoken(found)
        half, is_full, second = "", bool(found["noon"] or found["midnight"]), 0
    else:
        return None
    end = found.end()
    if not half and (part := _PART_OF_DAY.match(text, end)):
        half, end = _half(part, hour), part.end()
    readings = _readings(hour, minute, second, half.lower()[:1], is_full=is_full)
    return Figure(start, end, Kind.TIME, readings) if readings else None


def _is_time(text: str, found: re.Match[str]) -> bool:
    """Whether words such as "ten to twelve" are a time, not a range."""
    if not found["way"] or found["half"] or found["said"] or found["minutes"].lower() == "quarter":
        return True
    is_past = found["way"].lower() == "past"
    return is_past or (found["way"].lower() == "to" and bool(_AT.search(text, 0, found.start())))


def _spoken(found: re.Match[str]) -> tuple[int, int]:
    if found["noon"] or found["midnight"]:
        return (_NOON if found["noon"] else 0), 0
    if found["sharp"]:
        return _value(found["sharp"]), 0
    minutes = (
        30 if found["half"] else 15 if found["minutes"] == "quarter" else _value(found["minutes"])
    )
    total = 60 * _value(found["hour"])
    total += minutes if found["way"].lower() in {"past", "after"} else -minutes
    return divmod(total, 60)


def _value(word: str) -> int:
    return SMALL[word.lower()] if word.lower() in SMALL else int(word)


def _half(part: re.Match[str], hour: int) -> str:
    if part["half"]:
        return part["half"]
    if part["night"]:
        return "p" if _EVENING <= hour < _NOON else "a"
    return "a" if part["part"].lower() == "morning" else "p"


def _readings(
    hour: int, minute: int, second: int, half: str, *, is_full: bool
) -> tuple[Interval, ...]:
    if hour > _DAY or (hour == _DAY and minute):
        return ()
    hour %= _DAY
    if half and hour <= _NOON:
        return (single(hour % _NOON + (_NOON if half == "p" else 0), minute, second),)
    if hour > _NOON or is_full or not hour:
        return (single(hour, minute, second),)
    return single(hour, minute, second), single((hour + _NOON) % _DAY, minute, second)
