"""Figures: every figure of a text, read from left to right."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from index.exactness.figures import clock, dates, numerals
from index.exactness.figures.clock import time_of_day
from index.exactness.figures.dates import date, weekday
from index.exactness.figures.figure import Figure, Interval, Kind, single, word_before
from index.exactness.figures.limits import with_limits
from index.exactness.figures.numerals import ORDINALS, SMALL, numeral
from index.exactness.figures.references import reference
from index.exactness.figures.units import currency_before, unit_after
from index.language import STOP_WORDS, fold, stem, word_set

_YEAR = re.compile(r"\d{4}")
_TOKEN = re.compile(r"\d|[^\W\d_]+")
_ROMAN_LETTERS = re.compile(r"[IVXLC]{1,7}$")
_MAY_BEGIN = clock.WORDS | dates.WORDS | numerals.WORDS
"""Words in lower case that a figure may begin with."""
_LONGEST_CODE = 4

_OLD = re.compile(
    r"[- ]?years?[- ](?:old|of[- ]age)\b|[- ]year[- ]olds?\b|[- ]?(?:yrs?|y)\.?[ /]?o(?:ld)?\b",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged?|ages|age of|the age of|turns?|turning|turned)\s+$", re.IGNORECASE)
_PERSON = (
    r"\b(?:child(?:ren)?|m[ae]n|wom[ae]n|kids?|adults?|minors?|persons?|people|pupils?|students?|girls?|boys?|infants?|bab(?:y|ies)"
    r"|toddlers?|teenagers?|seniors?|pensioners?|visitors?|passengers?|guests?|members?|players?|residents?"
    r"|patients?|drivers?|everybody|everyone|anybody|anyone|nobody|those|youths?|juveniles?)"
)
_PERSON_OF = re.compile(rf"{_PERSON}\s+of\s+$", re.IGNORECASE)
_PERSON_LIMIT = re.compile(
    rf"{_PERSON},?\s+(?:(?:aged?|who are|from|between|under|over|below|above|up to|until|at least|older than|younger than)\s+)+$",
    re.IGNORECASE,
)
_BEFORE_AN_AGE = word_set("""
    of age aged ages turn turns turned turning are from between under over above below to until
    least than
    """)
_PLACED = re.compile(r"(\d+)(?:st|nd|rd|th)\b")
_DENIED = re.compile(
    r"\b(?:not|instead of|rather than|no longer)\s+(?!over|under|until|before|more|less)(?:\w+\s+)?[$\u20ac\u00a3]?$",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"[ \t\u00a0-]*([^\W\d_]+)")
_WORD_OR_SIGN = re.compile(r"[^\W\d_]+|[^\s(#]")
_LINKS = frozenset(
    "of no number nr from below under over above up to at least most between than is are for".split()  # noqa: SIM905
)
"""What may stand between a number and what it numbers: "bill of 5", "children below 6"."""
_LOOK_BACK = 40
_DENIAL = 24
_SAYS_LITTLE = frozenset(
    {"least", "less", "also", "approximately", "around", "nearly", "almost", "another"}
)
_IRREGULAR = {"children": "child", "men": "man", "women": "woman", "people": "person"}


@lru_cache(maxsize=2048)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text, in order and apart.

    Limits and ranges ("below 12", "12 to 16") are one figure each, as are a number and its unit.
    """
    return tuple(with_limits(text, list(_figures(text))))


def _figures(text: str) -> Iterator[Figure]:
    end = 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < end or not _may_begin(text, token):
            continue
        if _is_in_a_name(text, start):
            continue
        if found := _figure(text, start):
            yield found
            end = found.end


def _is_in_a_name(text: str, start: int) -> bool:
    """Whether what starts there goes on with a word, as in "x86", "X.25" and "Apollo-11"; no "mid-1990s"."""
    before = text[max(start - 2, 0) : start]
    if before[-1:].isalnum():
        return before[-1] not in "vV"
    is_long = _YEAR.match(text, start) is not None
    return (
        before[-1:] in {"-", "."}
        and before[:1].isalpha()
        and text[start].isdecimal()
        and not is_long
    )


def _may_begin(text: str, token: re.Match[str]) -> bool:
    word = token.group()
    if word[0].isdecimal() or word.lower() in _MAY_BEGIN:
        return True
    if word[0].islower() and word != "v":
        return False
    following = text[token.end() : token.end() + 2].removeprefix("-")
    is_code = len(word) <= _LONGEST_CODE and following[:1].isdecimal()
    return is_code or _ROMAN_LETTERS.match(word) is not None


def _figure(text: str, start: int) -> Figure | None:
    found = (
        time_of_day(text, start)
        or date(text, start)
        or weekday(text, start)
        or reference(text, start)
        or _ordinal(text, start)
        or _number(text, start)
    )
    if found and _is_denied(text, found.start):
        return replace(found, is_denied=True)
    return found


def _is_denied(text: str, start: int) -> bool:
    before = text[max(start - _DENIAL, 0) : start]
    may_be = "not " in before or " of " in before or "than " in before or "longer " in before
    return may_be and _DENIED.search(before) is not None


def _ordinal(text: str, start: int) -> Figure | None:
    if found := _PLACED.match(text, start):
        place, end = int(found[1]), found.end()
    else:
        word = re.compile(r"[A-Za-z]+(?:-[a-z]+)?").match(text, start)
        known = ORDINALS.get(word.group().lower()) if word else None
        if not word or known is None:
            return None
        place, end = known, word.end()
    return Figure(start, end, Kind.ORDINAL, (single(place),), about=_after(text, end))


def _number(text: str, start: int) -> Figure | None:
    found = numeral(text, start)
    if not found or (text[start : found.end].lower() == "one" and not unit_after(text, found.end)):
        return None
    begin, end = start, found.end
    if old := _OLD.match(text, end):
        return Figure(begin, old.end(), Kind.AGE, _values(found.values, 1))
    if _is_age(text, begin) and not unit_after(text, end):
        return Figure(begin, end, Kind.AGE, _values(found.values, 1))
    unit, factor = "", 1.0
    if currency := currency_before(text, begin):
        unit, begin = currency
        if re.match(r"m\b", text[end:]):
            factor, end = 1e6, end + 1
    elif measured := unit_after(text, end):
        unit, factor, end = measured
    values = tuple(round(value * factor, 9) for value in found.values)
    about = _before(text, begin) | _after(text, end)
    return Figure(begin, end, Kind.NUMBER, _values(values, 1), unit, about)


def _values(values: tuple[float, ...], factor: float) -> tuple[Interval, ...]:
    return tuple(((value * factor,), (value * factor,)) for value in values)


def _is_age(text: str, start: int) -> bool:
    if word_before(text, start) not in _BEFORE_AN_AGE:
        return False
    since = max(start - _LOOK_BACK, 0)
    return any(pattern.search(text, since, start) for pattern in (_AGED, _PERSON_OF, _PERSON_LIMIT))


def _after(text: str, end: int) -> frozenset[str]:
    found = _NEXT_WORD.match(text, end)
    return _about(found[1]) if found else frozenset()


def _before(text: str, start: int) -> frozenset[str]:
    line = text[max(start - _LOOK_BACK, text.rfind("\n", 0, start), 0) : start]
    for word in reversed(_WORD_OR_SIGN.findall(line)):
        if word.lower() not in _LINKS:
            return _about(word) if word.isalpha() else frozenset()
    return frozenset()


def _about(word: str) -> frozenset[str]:
    folded = fold(word)
    if folded in STOP_WORDS or folded in SMALL or folded in _SAYS_LITTLE:
        return frozenset()
    return frozenset({stem(_IRREGULAR.get(folded, folded))})
