"""Measures: whether what answers is measured as the question asks: a weight is no price, a year no month."""

import re
from collections.abc import Iterable

from index.exactness.figures.figure import Figure
from index.exactness.figures.scan import figures
from index.exactness.figures.units import dimension

_COSTS = (
    r"\bhow much (?:money )?(?:does|do|did|is|are|was|were|will|would|can)\b"
    r".*\b(?:costs?|pay|paid|charged?|earn(?:ed)?|spen[dt])\b|\bhow much money\b"
    r"|\bwhat (?:is|was|are|were) the (?:\w+ )?(?:price|cost|fee|salary|rent)\b"
    r"|\bwhat (?:does|do|did) .*\bcost\b"
)
_WEIGHS = (
    r"\bhow heavy\b|\b(?:how much|what) (?:does|do|did) .*\bweigh\b|\bwhat (?:is|was) the weight\b"
)
_ASKED = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(others.split()))
    for pattern, others in (
        (_COSTS, "weight length time volume area heat power"),
        (_WEIGHS, "money length time volume area heat share"),
        (r"\bhow long\b", "weight money volume area heat share"),
        (r"\bhow (?:tall|wide)\b", "weight money volume heat time"),
        (r"\bhow old\b", "weight money length volume area heat share"),
    )
)
"""What a question asks for, and what never answers it."""
_AMOUNT = re.compile(
    r"\bhow (?:much|many)\b|\b(?:cost|pay|price|charge|earn|fee|rent|salary|wage|income)",
    re.IGNORECASE,
)
_NAMED = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month",
    "yearly": "year", "annual": "year", "annually": "year",
}  # fmt: skip
_PERIODS = r"hour|day|night|week|month|season|year|person|head"
_BY = re.compile(
    rf"\b(?:an?|per|each|every)\s+({_PERIODS})\b|\b({'|'.join(_NAMED)})\b", re.IGNORECASE
)
_RATE = re.compile(rf"\s*(?:[€$£%]|[^\W\d_]+)?\s+(?:{_BY.pattern})", re.IGNORECASE)


def is_measured_otherwise(question: str, answer: str, sentence: str) -> bool:
    """Whether words that are to answer say a measure of another sort than is asked for.

    Either of another dimension, as kilograms where a price is asked for, or by another period, as
    an amount a day where one a year is, and nothing of the period that is asked for.

    Args:
        question: What is asked.
        answer: The words that are to answer.
        sentence: The one in which they stand.
    """
    return _is_of_other_dimension(question, answer) or _is_by_other_period(question, sentence)


def _is_of_other_dimension(question: str, answer: str) -> bool:
    others = next((others for asks, others in _ASKED if asks.search(question)), frozenset())
    units = [figure.unit for figure in figures(answer) if figure.unit] if others else []
    return bool(units) and all(dimension(unit) in others for unit in units)


def _is_by_other_period(question: str, sentence: str) -> bool:
    asked = _periods(_BY.finditer(question)) if _AMOUNT.search(question) else set()
    if not asked or asked & _periods(_BY.finditer(sentence)):
        return False
    return any(_rate(sentence, figure) for figure in figures(sentence))


def _rate(sentence: str, figure: Figure) -> bool:
    return _RATE.match(sentence, figure.end) is not None


def _periods(found: Iterable[re.Match[str]]) -> set[str]:
    said = ((match[1] or match[2]).lower() for match in found)
    return {_NAMED.get(period, period) for period in said}
