"""Measure: how well the results of a run agree with the labels."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures.mean_bounds import lower_bound, upper_bound
from eval.measures.resampling import DRAWS, SEED, Sample, interval
from eval.measures.result import DIGITS, RANKING, Result

FLOORS = (
    *RANKING,
    "sentence right",
    "answer words",
    "citations valid",
    "AUROC",
    "F1 not found",
    "sure",
    "carried words",
)
"""Measures of which more is better."""
CEILINGS = (
    "refused",
    "false answers",
    "wrong though sure",
    "calibration error",
    "marks on headings",
)
"""Measures of which less is better."""

_BINS = 10
_TAIL = 0.025
"""How often the value lies beyond each end of its interval."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A value over ``n`` questions, with its 95 % interval.

    That of a mean is what so few questions leave open (``mean_bounds``), that of another number is
    of resampled questions. ``mean`` is NaN where ``n`` is 0. ``low`` and ``high`` are NaN there too, where no interval
    was wanted, and for the calibration error, which resampling inflates.
    """

    name: str
    mean: float
    n: int
    low: float = math.nan
    high: float = math.nan

    @property
    def value(self) -> float:
        """The mean as it is reported and gated on."""
        return round(self.mean, DIGITS)


@dataclass(frozen=True, slots=True)
class Statistic:
    """How a measure is taken: a row of numbers of each question, and one number of all rows.

    ``row`` is None where a question has no part in it; ``over`` is given (questions, columns), as
    are ``worst``, which gives the rows of the same questions where each comes out as badly as it
    can, and ``values``, which gives the numbers that it is the mean of; None where it is no mean.
    """

    row: Callable[[Result], tuple[float, ...] | None]
    over: Callable[[Sample], float]
    worst: Callable[[Sample], Sample]
    values: Callable[[Sample], Sample] | None = None

    def rows(self, results: Sequence[Result]) -> Sample:
        """Return the rows of the questions that have a part, (questions, columns)."""
        rows = [row for row in map(self.row, results) if row is not None]
        return np.asarray(rows, np.float64)


def measure(results: Sequence[Result], *, intervals: bool = True) -> tuple[Measure, ...]:
    """Return every measure over these questions, in the order of ``FLOORS`` and ``CEILINGS``."""
    return tuple(_measured(name, results, intervals=intervals) for name in (*FLOORS, *CEILINGS))


def _measured(name: str, results: Sequence[Result], *, intervals: bool) -> Measure:
    statistic = STATISTICS[name]
    rows = statistic.rows(results)
    value = statistic.over(rows) if len(rows) else math.nan
    if math.isnan(value):
        return Measure(name, math.nan, 0)
    values = statistic.values(rows) if statistic.values else None
    n = len(rows if values is None else values)
    if not intervals or name == "calibration error":
        return Measure(name, value, n)
    if values is None:
        return Measure(name, value, n, *interval(_resampled(statistic, rows)))
    return Measure(name, value, n, lower_bound(values, 0, _TAIL), upper_bound(values, 1, _TAIL))


def auroc(positive: Sample, negative: Sample) -> float:
    """Return the share of pairs in which the positive value is the higher; a tie counts half.

    That is the area under the ROC curve (Mann-Whitney's U over the number of pairs); NaN where
    one side is empty.
    """
    if not (len(positive) and len(negative)):
        return math.nan
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, side="left")
    not_above = np.searchsorted(ordered, positive, side="right")
    return float((below + not_above).mean() / 2 / len(negative))


def f1_not_found(answerable: Sample, unanswerable: Sample) -> float:
    """Return the F1 of "not found" as the prediction that nothing answers a question.

    Args:
        answerable: 1 for each answerable question that was found, else 0.
        unanswerable: The same of the unanswerable ones; NaN where one side is empty.
    """
    if not (len(answerable) and len(unanswerable)):
        return math.nan
    rightly = len(unanswerable) - unanswerable.sum()
    predicted = rightly + len(answerable) - answerable.sum()
    return float(2 * rightly / (predicted + len(unanswerable)))


def calibration_error(confidence: Sample, correct: Sample) -> float:
    """Return how far confidence is from the share that is correct, on average.

    Ten bins of equal mass, in the order of confidence: the mean over bins of
    |mean confidence - share correct|, weighted by the bins' sizes (Naeini et al., 2015, with
    quantiles for bins). NaN where there is nothing.
    """
    if not len(confidence):
        return math.nan
    order = np.argsort(confidence, kind="stable")
    bins = [part for part in np.array_split(order, _BINS) if len(part)]
    gaps = [abs(confidence[part].sum() - correct[part].sum()) for part in bins]
    return float(sum(gaps) / len(confidence))


def _mean(value: Callable[[Result], float | None], worst: float = 0.0) -> Statistic:
    def row(result: Result) -> tuple[float, ...] | None:
        found = value(result)
        return None if found is None else (float(found),)

    return Statistic(
        row,
        lambda rows: float(rows.mean()),
        lambda rows: np.full_like(rows, worst),
        lambda rows: rows[:, 0],
    )


def _of_both(
    value: Callable[[Result], float | None], over: Callable[[Sample, Sample], float]
) -> Statistic:
    """Take values of answerable and of unanswerable questions; which it is, is the last column."""

    def row(result: Result) -> tuple[float, ...] | None:
        found = value(result)
        known = result.answerable is not None and found is not None
        return (float(found or 0), float(bool(result.answerable))) if known else None

    return Statistic(
        row,
        lambda rows: over(rows[rows[:, 1] == 1, 0], rows[rows[:, 1] == 0, 0]),
        lambda rows: np.column_stack([1 - rows[:, 1], rows[:, 1]]),
    )


def _wrong_though_sure_row(result: Result) -> tuple[float, ...] | None:
    known = result.answerable is not None and result.certainty is not None
    return (float(not result.is_first_right), float(result.is_sure)) if known else None


def _wrong_though_sure(rows: Sample) -> float:
    """Return the share that is wrong of what is sure; NaN where nothing is.

    What is not sure has a row as well, so that a question that becomes sure counts in a comparison.
    """
    wrong = rows[rows[:, 1] == 1, 0]
    return float(wrong.mean()) if len(wrong) else math.nan


def _calibration_row(result: Result) -> tuple[float, ...] | None:
    if result.answerable is None or result.confidence is None:
        return None
    return result.confidence, float(result.is_first_right)


def _sure(result: Result) -> float | None:
    return result.is_sure if result.answerable and result.certainty is not None else None


def _refused(result: Result) -> float | None:
    return not result.found if result.answerable and result.found is not None else None


def _ranking(name: str) -> Statistic:
    return _mean(lambda result: result.values.get(name) if result.answerable else None)


STATISTICS: Mapping[str, Statistic] = {
    **{name: _ranking(name) for name in RANKING},
    "sentence right": _mean(lambda result: result.sentence_right),
    "answer words": _mean(lambda result: result.answer_f1),
    "citations valid": _mean(lambda result: result.citations_valid),
    "AUROC": _of_both(lambda result: result.confidence, auroc),
    "F1 not found": _of_both(lambda result: result.found, f1_not_found),
    "sure": _mean(_sure),
    "carried words": _mean(lambda result: result.carried_f1),
    "marks on headings": _mean(lambda result: result.names_only, 1.0),
    "refused": _mean(_refused, 1.0),
    "false answers": _mean(
        lambda result: result.found if result.answerable is False else None, 1.0
    ),
    "wrong though sure": Statistic(
        _wrong_though_sure_row,
        _wrong_though_sure,
        np.ones_like,
        lambda rows: rows[rows[:, 1] == 1, 0],
    ),
    "calibration error": Statistic(
        _calibration_row,
        lambda rows: calibration_error(rows[:, 0], rows[:, 1]),
        lambda rows: np.tile([1.0, 0.0], (len(rows), 1)),
    ),
}
"""How each measure is taken."""


def _resampled(statistic: Statistic, rows: Sample) -> Sample:
    """Return the statistic of each draw, made within each of the sides that the last column tells.

    Those are what is answerable and what is not.
    """
    random = np.random.default_rng(SEED)
    sides = [rows[rows[:, -1] == side] for side in (1, 0)]
    draws = (
        np.concatenate([side[random.integers(len(side), size=len(side))] for side in sides])
        for _ in range(DRAWS)
    )
    return np.asarray([statistic.over(drawn) for drawn in draws], np.float64)
