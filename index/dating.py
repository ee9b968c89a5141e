"""Dating: dates in one form, however they are written, as exactly as they say."""

import datetime as dt
import re

_MONTHS = (
    "january januar jänner janvier janv enero gennaio janeiro januari jan",
    "february februar février févr febrero febbraio fevereiro februari feb",
    "march märz mars marzo março maart mar",
    "april avril abril aprile avr abr apr",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho jun",
    "july juli juillet juil julio luglio julho jul",
    "august août agosto augustus aug",
    "september septembre septiembre settembre setembro sept sep",
    "october oktober octobre octubre ottobre outubro oct okt",
    "november novembre noviembre novembro nov",
    "december dezember décembre diciembre dicembre dezembro dec dez déc",
)
_MONTH_OF = {name: at for at, names in enumerate(_MONTHS, 1) for name in names.split()}
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())  # noqa: SIM905
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")\b\.?"
_CLOCK = r"(?:[T,\s]+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d\d)\b.*)?"
_AROUND = "<>[]() \t\r\n"
_FORMS = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE | re.DOTALL)
    for form in (
        r"(?P<year>\d{4})(?:(?P<s>[-/.])(?P<number>\d{1,2})(?:(?P=s)(?P<day>\d{1,2}))?)?(?:\s+[a-z]{2,3}\.?)?Z?",
        rf"(?:[^\W\d_]+\.?,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:(?:of|de)\s+)?{_MONTH}(?:,|\s+de)?\s+(?P<year>\d{{4}})",
        rf"(?:[^\W\d_]+\.?,?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"{_MONTH},?\s+(?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})",
    )
)
_EITHER = re.compile(rf"(?P<a>\d{{1,2}})(?P<s>[/-])(?P<b>\d{{1,2}})(?P=s)(?P<year>\d{{4}}){_CLOCK}")
"""Of which nobody knows whether the day or the month comes first, unless one is beyond 12."""
_DIGITS = re.compile(
    r"(?:D:)?(?P<year>\d{4})(?:(?P<number>\d\d)(?:(?P<day>\d\d)(?:(?P<hour>\d\d)(?P<minute>\d\d).*)?)?)?"
)
"""As PDF has them."""
_LENGTHS = {8, 14}
"""Of dates in digits alone, without and with a time; others count seconds, or something else."""
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_LONGEST = 60
_LAST_MONTH = 12
_LAST_HOUR, _LAST_MINUTE = 23, 59


def dated(said: str) -> str:
    """Return a date in one form, as ``Metadata.date`` is; empty where it is none.

    Where the month and the day may be either, the year alone is sure.
    """
    said = said.strip(_AROUND)
    if len(said) > _LONGEST:
        return ""
    if either := _EITHER.fullmatch(said):
        return _either(either)
    is_in_digits = said.startswith("D:") or (said.isdecimal() and len(said) in _LENGTHS)
    for form in [_DIGITS] if is_in_digits else _FORMS:
        if found := form.fullmatch(said):
            return _written(found)
    return ""


def moment(when: dt.datetime) -> str:
    """Return a moment in the same form, by the clock of where it was."""
    return when.strftime("%Y-%m-%d %H:%M") if _FIRST_YEAR <= when.year <= _LAST_YEAR else ""


def is_date(said: str) -> bool:
    """Whether a text is a date in this form."""
    return bool(said) and dated(said) == said


def _either(found: re.Match[str]) -> str:
    first, second = int(found["a"]), int(found["b"])
    year = int(found["year"])
    if first > _LAST_MONTH or first == second:
        return _of(year, second, first, found)
    return _of(year, first, second, found) if second > _LAST_MONTH else _of(year, 0, 0, found)


def _written(found: re.Match[str]) -> str:
    parts = found.groupdict()
    named = parts.get("month")
    number, day = parts.get("number"), parts.get("day")
    if 0 in {int(part) for part in (number, day) if part}:
        return ""
    month = _MONTH_OF.get(named.lower(), 0) if named else int(number or 0)
    if named and not month:  # the pattern takes signs that only resemble letters
        return ""
    return _of(int(parts["year"]), month, int(day or 0), found)


def _of(year: int, month: int, day: int, found: re.Match[str]) -> str:
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ""
    if not month or not day:
        return f"{year}-{month:02}" if month else f"{year}"
    hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
    is_told = (
        (hour or minute) and hour <= _LAST_HOUR and minute <= _LAST_MINUTE
    )  # midnight tells none
    return f"{year}-{month:02}-{day:02}" + (f" {hour:02}:{minute:02}" if is_told else "")


def names_a_time(word: str) -> bool:
    """Whether a word is the name of a month or a day."""
    return word.lower() in _MONTH_OF or word.lower() in _DAYS
