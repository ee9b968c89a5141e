"""Number formats: the value of a cell as a workbook shows it."""

import re
from datetime import date, datetime, time, timedelta

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CONDITION = re.compile(r"\[[^\]]*\]")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_PADDING = re.compile(r"[_*].")
_DATE_PART = re.compile(r"(?i)yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|am/pm")
_CLOCK = re.compile(r"(?i)h|s")
_GENERAL = "General"
_EXACT = 15
"""Digits that a workbook keeps of a number."""


def shown(value: object, number_format: str) -> str:
    """Return a value as a cell of a format shows it, in English.

    Args:
        value: A text, a number, a truth, a date, a time, or None where there is nothing.
        number_format: As the workbook says it, such as ``0.0%`` or ``[$€] #,##0.00``.
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime() | date() | time():
            return _moment(value, number_format)
        case timedelta():
            return str(value)
        case int() | float():
            return _number(value, number_format)
        case _:
            return str(value)


def _moment(value: date | time, number_format: str) -> str:
    """Return a date as year, month and day, with its time where the format shows one."""
    has_clock = _CLOCK.search(_plain(number_format)) is not None
    if isinstance(value, datetime):
        if has_clock or value.time() != time():
            return value.isoformat(" ", "seconds" if value.second else "minutes")
        return value.date().isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.isoformat()


def _plain(number_format: str) -> str:
    """Return a format without the texts in it, and without conditions and colours."""
    return _CONDITION.sub("", _QUOTED.sub("", number_format))


def _number(value: float, number_format: str) -> str:
    parts = number_format.split(";")
    pattern = parts[1] if value < 0 and len(parts) > 1 and _DIGITS.search(parts[1]) else parts[0]
    digits = _DIGITS.search(_plain(pattern))
    if number_format == _GENERAL or not digits or "E" in _plain(pattern).upper():
        return _general(value)
    has_own_sign = pattern is not parts[0]
    amount = abs(value) if has_own_sign else value
    percent = "%" in _plain(pattern)
    decimals = len(digits[1] or "")
    thousands = "," if "," in digits[0] else ""
    text = f"{amount * 100 if percent else amount:{thousands}.{decimals}f}"
    width = digits[0].partition(".")[0].count("0") + (decimals + 1 if decimals else 0)
    text = text.zfill(width + text.startswith("-")) if not thousands else text
    if digits[1] and digits[1].endswith(("#", "?")) and "0" not in digits[1]:
        text = text.rstrip("0").rstrip(".")
    around = _PADDING.sub("", _CURRENCY.sub(r'"\1"', pattern))
    return _within(around, text)


def _within(pattern: str, text: str) -> str:
    """Return a number with what its format writes before and behind it."""
    bare = _CONDITION.sub("", pattern)
    literal = _QUOTED.sub(lambda found: "\0" * len(found.group()), bare)
    digits = _DIGITS.search(literal)
    if digits is None:
        return text
    before = _QUOTED.sub(lambda found: found[1] or found[2] or "", bare[: digits.start()])
    behind = _QUOTED.sub(lambda found: found[1] or found[2] or "", bare[digits.end() :])
    if before and text.startswith("-"):
        before, text = f"-{before}", text[1:]
    return f"{before}{text}{behind}".strip()


def _general(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 10**_EXACT):
        return str(int(value))
    return f"{value:.{_EXACT}g}"
