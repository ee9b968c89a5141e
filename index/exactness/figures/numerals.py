"""Numerals: values written as digits, as words, or as Roman numbers."""

import re
from dataclasses import dataclass

from index.counting import spelled

_COUNTS = (*range(1, 20), *range(20, 100, 10))
"""What has a word of its own below a hundred; other counts are two of these."""
SMALL = {"zero": 0} | {spelled(count).lower(): count for count in _COUNTS}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_SHORT_SCALES = {"k": 10**3, "mn": 10**6, "mio": 10**6, "bn": 10**9}
_LONE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
WORDS = frozenset(SMALL) | frozenset(_SCALES) | {"dozen"}

ORDINALS = {spelled(count, is_ordinal=True).lower(): count for count in _COUNTS}

_DIGITS = re.compile(
    r"(?P<grouped>[1-9]\d{0,2}(?:,\d{3})+(?![\d,]))(?P<cents>\.\d+)?"
    r"|(?P<spaced>[1-9]\d{0,2}(?:(?P<gap>[ '\u2019\u00a0\u2009\u202f])\d{3}(?:(?P=gap)\d{3})*))(?!\d)(?P<rest>[.,]\d+(?!\d*[.,]\d))?"
    r"|(?P<whole>\d+)(?:[.,](?P<part>\d+)(?![.,]?\d))?"
)
_SCALE = re.compile(
    r"[ -]?(hundred|thousand|million|billion|trillion)s?\b|\s?(k|mn|mio|bn)\b", re.IGNORECASE
)
_WORD = re.compile(r"(?:\s+and[ \t]+(?!a?\s*half)|[ -])?([a-z]+)", re.IGNORECASE)
_HALF = re.compile(
    r"(?:half|quarter)\s+(?:of\s+)?an?\s+(million|billion|dozen|hundred|thousand)\b", re.IGNORECASE
)
_THOUSANDS = 3
_TEN, _HUNDRED = 10, 100


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value in a text up to ``end``.

    ``values`` are what it may be, the likeliest first; ``digits`` is whether it is written in
    digits alone.
    """

    end: int
    values: tuple[float, ...]
    digits: bool


def numeral(text: str, start: int) -> Numeral | None:
    """Return the value that is written at ``start``; None where there is none."""
    if text[start].isdecimal():
        return _scaled(text, _digits(text, start))
    if half := _HALF.match(text, start):
        share = 0.5 if half.group()[0] in "hH" else 0.25
        return Numeral(half.end(), (share * (_LONE[half[1].lower()]),), digits=False)
    return _words(text, start)


def _digits(text: str, start: int) -> Numeral | None:
    found = _DIGITS.match(text, start)
    if not found:  # digits of a script that is not written from left to right, or no decimal
        return None
    if grouped := found["grouped"] or found["spaced"]:
        whole = re.sub(r"\D", "", grouped)
        part = (found["cents"] or found["rest"] or "")[1:]
        return Numeral(found.end(), (float(f"{whole}.{part or 0}"),), digits=True)
    whole, part = found["whole"], found["part"]
    if part is None:
        return Numeral(found.end(), (float(whole),), digits=True)
    value = float(f"{whole}.{part}")
    is_thousands = len(part) == _THOUSANDS and 0 < len(whole) <= _THOUSANDS and whole[0] != "0"
    values = (value, float(whole + part)) if is_thousands else (value,)
    return Numeral(found.end(), values, digits=True)


def _scaled(text: str, plain: Numeral | None) -> Numeral | None:
    if plain and (scale := _SCALE.match(text, plain.end)):
        factor = (_SCALES | _SHORT_SCALES)[(scale[1] or scale[2]).lower()]
        return Numeral(scale.end(), tuple(round(v * factor, 6) for v in plain.values), digits=False)
    return plain


def _words(text: str, start: int) -> Numeral | None:
    """Return the value of number words; those that add up to no number end it."""
    total = current = 0
    end = start
    last = ""
    while (found := _WORD.match(text, end)) and (end > start or found.start(1) == start):
        word = found[1].lower()
        if word in SMALL:
            value = SMALL[word]
            is_free = current % 100 == 0 or (
                current % 10 == 0 and value < _TEN and current % 100 >= 2 * _TEN
            )
            if last and (not is_free or not value or last == "zero"):
                break
            current += value
        elif word == "dozen" and end == start:
            return Numeral(found.end(), (12.0,), digits=False)
        elif word == "hundred" and current < _HUNDRED:
            current = max(current, 1) * 100
        elif word in _SCALES and word != "hundred" and (current or not last):
            total += max(current, 1) * _SCALES[word]
            current = 0
        else:
            break
        end, last = found.end(), word
    return Numeral(end, (float(total + current),), digits=False) if last else None


_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str, start: int) -> Numeral | None:
    """Return the Roman number below 400, in capitals, that is written at ``start``."""
    found = _ROMAN.match(text, start)
    if not found:
        return None
    values = [_ROMAN_VALUES[letter] for letter in found.group()]
    following = [*values[1:], 0]
    value = sum(-v if v < after else v for v, after in zip(values, following, strict=True))
    return Numeral(found.end(), (float(value),), digits=False)
