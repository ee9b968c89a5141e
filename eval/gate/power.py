"""Power: the smallest loss that a tolerance would notice over the questions that there are."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.console.counting import counted
from eval.gate.tolerances import Rule, Tolerance
from eval.measures.mean_bounds import upper_bound
from eval.measures.measures import CEILINGS, STATISTICS, Statistic
from eval.measures.paired_tests import FEWEST, LEVEL
from eval.measures.resampling import SEED, Sample
from eval.measures.result import Result

POWER = 0.8
"""How often a loss must be noticed to count as one that is."""
_PLANTED, _PLANTED_POOLED = 4_000, 400
"""Losses that are planted at each size: fewer where each takes a whole measure."""
_MOST_COINS = 10_000_000
_HALVINGS = 14


@dataclass(frozen=True, slots=True)
class Power:
    """What a tolerance can notice.

    Args:
        notices: The smallest loss that is noticed in four of five runs; None where none is.
        problem: Why it cannot fail, or cannot hold, or not by what is no chance; else None.
    """

    notices: float | None
    problem: str | None = None


def power(tolerance: Tolerance, results: Sequence[Result], rule: Rule) -> Power:
    """Return what a tolerance can notice over questions that came out like these.

    A loss is planted: each question becomes as bad as it can with the same probability, and nothing
    else moves. Where more moves, more must be lost to be noticed.

    Args:
        tolerance: Of a measure, over all questions or those of a tag.
        results: Of the questions before; those without the tag are left out.
        rule: What becomes of the tolerance where the questions do not decide.
    """
    chosen = [result for result in results if tolerance.tag is None or tolerance.tag in result.tags]
    statistic = STATISTICS[tolerance.measure]
    rows = statistic.rows(chosen)
    if not len(rows) or math.isnan(statistic.over(rows)):
        return Power(None)  # which fails for that
    return (_strict if rule is Rule.STRICT else _lenient)(tolerance, statistic, rows)


def _strict(tolerance: Tolerance, _: Statistic, rows: Sample) -> Power:
    """Return what a strict tolerance notices: by its rule each loss of its size, in 95 % of runs."""
    left = upper_bound(np.zeros(len(rows)), 1, LEVEL) if rows.shape[1] == 1 else 0.0
    if left < tolerance.limit:
        return Power(tolerance.limit)
    return Power(
        tolerance.limit,
        f"the tolerance of {tolerance.of} cannot hold: {counted(len(rows), 'question')} of which "
        f"none moved still leave a loss of {left:.3f} open, more than {tolerance.limit:g}",
    )


def _lenient(tolerance: Tolerance, statistic: Statistic, rows: Sample) -> Power:
    questions = counted(len(rows), "question")
    planting = _Planting.of(tolerance, statistic, rows)
    is_to_the_letter = len(rows) < FEWEST
    needed = 1 if is_to_the_letter else FEWEST
    most = planting.lost(np.ones(planting.count, np.bool_))
    if planting.count < needed or not most > tolerance.limit:
        return Power(
            None,
            f"the tolerance of {tolerance.of} cannot fail: of {questions} {planting.count} can get "
            f"worse, by {max(most, 0.0):.3f} in all",
        )
    notices = _smallest(planting, needed, tolerance.limit)
    if not is_to_the_letter:
        return Power(notices)
    return Power(
        notices,
        f"the tolerance of {tolerance.of} cannot tell a loss from chance on {questions}, which "
        f"takes {FEWEST} at least; so any loss beyond it fails",
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Planting:
    """Rows of questions of which some are made as bad as they can be.

    Args:
        rows: As they are, (questions, columns).
        worst: As bad as they can be.
        places: Those that can get worse.
        over: The measure; ``sign`` is -1 where less of it is better.
    """

    rows: Sample
    worst: Sample
    places: NDArray[np.intp]
    over: Callable[[Sample], float]
    sign: int

    @classmethod
    def of(cls, tolerance: Tolerance, statistic: Statistic, rows: Sample) -> "_Planting":
        worst = statistic.worst(rows)
        places = np.flatnonzero((rows != worst).any(axis=1))
        sign = -1 if tolerance.measure in CEILINGS else 1
        return cls(rows, worst, places, statistic.over, sign)

    @property
    def count(self) -> int:
        """How many questions can get worse."""
        return len(self.places)

    @property
    def is_mean(self) -> bool:
        """Whether the measure is the mean of one column."""
        return bool(self.rows.shape[1] == 1)

    def lost(self, chosen: NDArray[np.bool_]) -> float:
        """Return what the measure loses where the chosen ones of ``places`` get worse."""
        planted = self.rows.copy()
        at = self.places[chosen]
        planted[at] = self.worst[at]
        return self.sign * (self.over(self.rows) - self.over(planted))

    def losses(self, chosen: NDArray[np.bool_]) -> Sample:
        """Return what it loses for each row of choices, (choices,)."""
        if not self.is_mean:
            return np.asarray([self.lost(one) for one in chosen])
        gaps = np.abs(self.rows - self.worst)[self.places, 0]
        lost: Sample = chosen @ gaps / len(self.rows)
        return lost


def _smallest(planting: _Planting, needed: int, limit: float) -> float:
    """Return the mean loss at the smallest probability of a question to get worse that is noticed.

    It is, where at least ``needed`` questions got worse, by more than ``limit`` together: of losses
    alone p is one half for each question.
    """
    draws = min(_PLANTED, _MOST_COINS // planting.count) if planting.is_mean else _PLANTED_POOLED
    coins = np.random.default_rng(SEED).random((draws, planting.count))
    unnoticed, noticed = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (unnoticed + noticed) / 2
        chosen = coins < middle
        is_noticed = (chosen.sum(axis=1) >= needed) & (planting.losses(chosen) > limit)
        if is_noticed.mean() >= POWER:
            noticed = middle
        else:
            unnoticed = middle
    return float(planting.losses(coins < noticed).mean())
