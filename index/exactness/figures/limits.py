"""Limits: figures that stand for a range, such as "below 12", "12 to 16" and "from 65"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.exactness.figures.figure import (
    GREATEST,
    LEAST,
    Figure,
    Interval,
    Kind,
    just_above,
    just_below,
    word_before,
)
from index.language import word_set

_LEAD = re.compile(
    r"(?:\b(?:(?P<below>(?:less|fewer|younger|smaller|shorter|lighter|lower|earlier)\s+than|below|under)"
    r"|(?P<most>(?:not?|never)\s+(?:more|older|later|longer)\s+than|at\s+(?:the\s+)?most|up\s+to|maximum(?:\s+of)?"
    r"|max\.?|not\s+over)"
    r"|(?P<least>(?:not?|never)\s+(?:less|fewer|younger|earlier|shorter)\s+than|at\s+(?:the\s+)?least"
    r"|minimum(?:\s+of)?|min\.?)"
    r"|(?P<above>(?:more|older|larger|longer|heavier|greater|higher|bigger|later)\s+than|over|above|beyond|exceeding)"
    r"|(?P<both>between)"
    r"|(?P<when>(?P<until>before)|(?P<later>after)|(?P<since>from|since|as\s+of|starting)|until|till)"
    r")\b|(?P<sign>[<>]=?|[\u2264\u2265]))\s*(?:the\s+)?(?:ages?\s+(?:of\s+)?|year\s+)?[$\u20ac\u00a3]?$",
    re.IGNORECASE,
)
_LEAD_ENDS = word_set("""
    than below under most to maximum max max. over least minimum min min. above beyond exceeding
    between before after from since of starting until till the age ages year < > <= >= \u2264 \u2265
    """)
"""The words and signs that end what limits a figure."""
_CURRENCY_SIGNS = "$\u20ac\u00a3"
_TO = re.compile(
    r"\s*(?:\b(?:up\s+)?to\b|\bun?till?\b|\bthrough\b|[-\u2010-\u2015])\s*(?:the\s+)?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
_UP_TO = re.compile(
    r"[\s,]*(?:(?:and|but)\s+)?(?:up\s+to|at\s+most|to|un?till?|under|below|(?:less|more|younger|older)\s+than|not?|\s)+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"\s*(?:years?\s+)?(?:(?P<least>(?:and|or)\s+(?:older|over|above|more|up|upwards|later|higher)\b|\+(?!\w)|on\b(?!\s+(?:the|a|an)\b)"
    r"|onwards?\b|upwards?\b)"
    r"|(?P<most>(?:and|or)\s+(?:under|less|younger|below|fewer|earlier)\b))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SIGNS = {
    "<": "below",
    ">": "above",
    "<=": "most",
    ">=": "least",
    "\u2264": "most",
    "\u2265": "least",
}
_WAYS = {
    "below": "below", "until": "below", "most": "most", "least": "least", "since": "least",
    "above": "above", "later": "above", "when": "most",
}  # fmt: skip
"""On which side what is bounded lies, by the group of ``_LEAD`` that matched; "until" is the last."""
_UNLIMITED = {Kind.REFERENCE, Kind.ORDINAL}
_ROUND = {Kind.DAY, Kind.TIME, Kind.WEEKDAY}
"""Kinds that begin anew: from November to March, from Friday to Monday."""
_LOOK_BACK = 28


def with_limits(text: str, found: Sequence[Figure]) -> list[Figure]:
    """Return figures with those that bound a range made one."""
    made: list[Figure] = []
    for figure in found:
        way = "" if figure.kind in _UNLIMITED else _way(text, figure)
        joined = _joined(text, made[-1], figure, way) if made else None
        if joined:
            made[-1] = joined
        elif way:
            made.append(replace(figure, readings=tuple(_limited(r, way) for r in figure.readings)))
        else:
            made.append(figure)
    return made


def _way(text: str, figure: Figure) -> str:
    """Return on which side of a figure what it bounds lies; empty where on neither."""
    lead, trail = _lead(text, figure), _TRAIL.match(text, figure.end)
    if lead and lead["sign"]:
        return _SIGNS[lead["sign"]]
    if lead and not lead["both"] and (figure.kind is not Kind.NUMBER or not lead["when"]):
        return next(way for group, way in _WAYS.items() if lead[group])
    return str(trail.lastgroup) if trail else ""


def _lead(text: str, figure: Figure) -> re.Match[str] | None:
    word = word_before(text, figure.start).rstrip(_CURRENCY_SIGNS)
    if word not in _LEAD_ENDS and word[:1] not in _SIGNS and word:
        return None
    return _LEAD.search(text, max(figure.start - _LOOK_BACK, 0), figure.start)


def _limited(reading: Interval, way: str) -> Interval:
    low, high = reading
    return {
        "below": (LEAST, just_below(low)),
        "most": (LEAST, high),
        "above": (just_above(high), GREATEST),
        "least": (low, GREATEST),
    }[way]


def _joined(text: str, first: Figure, second: Figure, way: str) -> Figure | None:
    """Return two neighbouring figures as the range between them; None where they are none."""
    between = text[first.end : second.start]
    if len(between) > _LOOK_BACK or not _are_alike(first, second):
        return None
    low, high = first.readings[0]
    if high == GREATEST and way in {"most", "below"} and _UP_TO.fullmatch(between):
        return _range(text, first, second, (low, _limited(second.readings[0], way)[1]))
    opening = _lead(text, first)
    is_range = _TO.fullmatch(between) or (opening and opening["both"] and _AND.fullmatch(between))
    if not is_range or low == LEAST:
        return None
    return _range(text, first, second, (low, second.readings[0][1]))


def _range(text: str, first: Figure, second: Figure, ends: Interval) -> Figure | None:
    low, high = ends
    if first.kind in {Kind.NUMBER, Kind.AGE} and not first.unit:
        # "2 to 3 million", "3 to 5 km": the first number is counted as the second is.
        scaled = (low[0] * scale(text, second),)
        low = scaled if scaled <= high else low
    readings: tuple[Interval, ...] = ((low, high),)
    if low > high:
        if second.kind not in _ROUND:
            return None
        readings = ((low, GREATEST), (LEAST, high))
    return Figure(
        first.start,
        second.end,
        Kind.AGE if Kind.AGE in {first.kind, second.kind} else second.kind,
        readings,
        first.unit or second.unit,
        first.about | second.about,
        first.is_denied,
    )


def scale(text: str, figure: Figure) -> float:
    """Return how much a figure counts for each one of its numeral."""
    plain = _DIGITS.match(text, figure.start)
    value = float(plain.group()) if plain else 0
    return float(f"{figure.readings[0][1][0] / value:.6g}") if value else 1


def _are_alike(first: Figure, second: Figure) -> bool:
    kinds = {first.kind, second.kind}
    if kinds & _UNLIMITED or (len(kinds) > 1 and kinds != {Kind.AGE, Kind.NUMBER}):
        return False
    return first.unit == second.unit or not first.unit or not second.unit
