"""Paired tests: which losses between two runs of the same questions are no chance, tested together."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.measures.mean_bounds import DRAWS as BOUND_DRAWS
from eval.measures.mean_bounds import lower_bound, upper_bound
from eval.measures.resampling import DRAWS as RESAMPLES
from eval.measures.resampling import SEED, Sample

LEVEL = 0.05
"""How often all tests together may take chance for a loss."""
FEWEST = math.ceil(-math.log2(LEVEL))
"""Questions that must get worse before that may be shown: fewer in a row are a coin's chance."""
DRAWS = 10_000
_ENUMERATED = 13
"""Questions that moved of which every combination is looked at; of more, ``DRAWS`` are drawn."""
_DIGITS = 9
"""Sums of the same numbers in another order differ by less."""
_BATCH = 1_000

Swaps = NDArray[np.bool_]
"""Which questions change sides, (combinations, questions that moved); the first row swaps none."""


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """A measure's rows of the same questions on two sides, of which ``better`` may exceed ``worse``.

    Args:
        questions: Which question each row is of, (rows,); counted alike in all that are tested
            together.
        better: (rows, columns), higher is better as ``over`` has it.
        worse: The same questions in the same order.
        over: What is compared: given rows, it gives a number.
    """

    questions: NDArray[np.intp]
    better: Sample
    worse: Sample
    over: Callable[[Sample], float]

    @property
    def is_mean(self) -> bool:
        """Whether what is compared is the mean of one column."""
        return bool(self.better.shape[1] == 1)

    @property
    def moved(self) -> NDArray[np.bool_]:
        """Of which rows the sides differ, (rows,)."""
        moved: NDArray[np.bool_] = (self.better != self.worse).any(axis=1)
        return moved

    @property
    def gaps(self) -> Sample:
        """By how much each row is better, (rows,); of a mean only."""
        return self.better[:, 0] - self.worse[:, 0]


@dataclass(frozen=True, slots=True)
class Loss:
    """By how much the better side exceeds the worse one, and how sure that is.

    Args:
        value: The difference; below 0 there is none.
        probability: That chance makes one measure of all that are tested exceed as clearly.
        low: The least loss that is not excluded; above 0 exactly where ``is_shown``.
        high: The largest loss that is not excluded. Both NaN for what is no mean.
    """

    value: float
    probability: float
    low: float = math.nan
    high: float = math.nan

    @property
    def is_shown(self) -> bool:
        """Whether chance does not explain it."""
        return self.probability <= LEVEL


def losses(tested: Sequence[Sides], draws: int = DRAWS) -> tuple[Loss, ...]:
    """Test several measures of the same questions together, each by swapping sides.

    In each combination the same questions change sides in all measures (Noreen, 1989), so that
    measures which move together are no more chances of a false alarm than one (Westfall and Young,
    1993: the smallest p of all in each combination). One-sided. Exact where at most
    ``_ENUMERATED`` questions moved.

    Args:
        tested: Each with at least one row.
        draws: How many combinations are drawn where more questions moved; always the same ones.
    """
    if not tested:
        return ()
    moved = np.unique(np.concatenate([sides.questions[sides.moved] for sides in tested]))
    swaps = _swaps(len(moved), draws)
    columns = [np.searchsorted(moved, sides.questions[sides.moved]) for sides in tested]
    left = [_left(sides, swaps[:, own]) for sides, own in zip(tested, columns, strict=True)]
    # How many combinations leave no more of the difference than each one does: its p, as a count.
    ranks = np.column_stack([np.searchsorted(np.sort(one), one, side="right") for one in left])
    smallest = np.sort(ranks.min(axis=1))
    reached = np.searchsorted(smallest, ranks[0], side="right") / len(swaps)
    # Ranks up to here are those of losses that are shown.
    most = int(smallest[math.floor(LEVEL * len(swaps) + 1e-9)]) - 1
    return tuple(
        _loss(sides, float(probability), swaps[:, own], most)
        for sides, probability, own in zip(tested, reached, columns, strict=True)
    )


def resampled_limits(sides: Sides) -> tuple[float, float]:
    """Return the least and the largest loss at errors of ``LEVEL`` of what need not be a mean.

    Questions are drawn with replacement, each with both sides; draws without value are passed over.
    """
    random = np.random.default_rng(SEED)
    count = len(sides.better)
    drawn = (random.integers(count, size=count) for _ in range(RESAMPLES))
    values = [sides.over(sides.better[one]) - sides.over(sides.worse[one]) for one in drawn]
    low, high = np.nanquantile(values, (LEVEL, 1 - LEVEL))
    return float(low), float(high)


def _swaps(count: int, draws: int) -> Swaps:
    random = np.random.default_rng(SEED)
    if count <= _ENUMERATED:
        every = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
        return np.tile(every.astype(np.bool_), (-(-draws // len(every)), 1))
    drawn = random.integers(2, size=(draws + 1, count), dtype=np.int8).astype(np.bool_)
    drawn[0] = False
    return drawn


def _left(sides: Sides, swaps: Swaps) -> Sample:
    """Return how far each combination stays behind the difference that is tested, (combinations,).

    What is not above 0 reaches it. Where there is no difference to take, all do.
    """
    if sides.is_mean:
        return np.round(_sums(sides, swaps), _DIGITS)
    value = sides.over(sides.better) - sides.over(sides.worse)
    every, back = swaps, np.arange(len(swaps))
    if swaps.shape[1] <= _ENUMERATED:  # of which many are the same
        every, back = np.unique(swaps, axis=0, return_inverse=True)
    places = np.flatnonzero(sides.moved)
    left = np.asarray([value - _swapped(sides, places[swap]) for swap in every])
    return np.nan_to_num(np.round(left, _DIGITS), nan=-np.inf)[back.reshape(-1)]


def _sums(sides: Sides, swaps: Swaps) -> Sample:
    """Return the sum of the gaps that each combination swaps, which is half of what it takes off."""
    gaps = sides.gaps[sides.moved]
    batches = range(0, len(swaps), _BATCH)
    return np.concatenate([swaps[at : at + _BATCH].astype(np.float64) @ gaps for at in batches])


def _swapped(sides: Sides, swap: NDArray[np.intp]) -> float:
    """Return the difference after the rows at ``swap`` have changed sides."""
    first, second = sides.better.copy(), sides.worse.copy()
    first[swap], second[swap] = sides.worse[swap], sides.better[swap]
    return sides.over(first) - sides.over(second)


def _loss(sides: Sides, probability: float, swaps: Swaps, most: int) -> Loss:
    value = sides.over(sides.better) - sides.over(sides.worse)
    if not sides.is_mean:
        return Loss(value, probability if math.isfinite(value) else 1.0)
    means = _subset_means(sides, swaps)
    draws = min(len(swaps), BOUND_DRAWS)
    low = _limit(float(means[most]), lower_bound(sides.gaps, -1, LEVEL, draws))
    high = -_limit(-float(means[-1 - most]), -upper_bound(sides.gaps, 1, LEVEL, draws))
    return Loss(value, probability, low, high)


def _limit(by_swapping: float, bound: float) -> float:
    """Return the least loss that is not excluded.

    A loss is shown exactly where the limit by swapping is above 0 (Hartigan, 1969); how large it
    is at least, the bound says where it can, which trusts few questions less.
    """
    if by_swapping <= 0:
        return min(0.0, bound)
    return min(by_swapping, bound) if bound > 0 else by_swapping


def _subset_means(sides: Sides, swaps: Swaps) -> Sample:
    """Return the mean gap of the questions that each combination swaps, sorted.

    Questions that did not move belong to it by a coin each. Which mean stands at the rank up to
    which p is significant is the limit of what is not rejected.
    """
    random = np.random.default_rng(SEED)
    unmoved = int(len(sides.better) - sides.moved.sum())
    sizes = swaps.sum(axis=1) + random.binomial(unmoved, 0.5, size=len(swaps))
    return np.sort(np.round(_sums(sides, swaps), _DIGITS) / np.maximum(sizes, 1))
