"""Significance: how sure the difference between two runs over the same questions is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.measures.resampling import SEED, Sample, interval, resampled_means

RANDOMISATIONS = 10_000
_TIE = 1e-9
"""Sums of the same numbers in another order differ by less."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean difference with its 95 % paired percentile-bootstrap interval."""

    mean: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.low > 0 or self.high < 0


def paired_difference(values: Sequence[float], others: Sequence[float]) -> Difference:
    """Return how much ``values`` exceed ``others`` on average, question by question.

    Questions are drawn with replacement, each with its two values; the same draws for the same
    number of them.

    Raises:
        ValueError: There are none, or not as many of one as of the other.
    """
    if not len(values) or len(values) != len(others):
        raise ValueError("a paired difference needs one value of each for every question")
    gaps = np.asarray(values, np.float64) - np.asarray(others, np.float64)
    return Difference(float(gaps.mean()), *interval(resampled_means(gaps)))


def paired_randomisation(
    better: Sample,
    worse: Sample,
    statistic: Callable[[Sample], float],
    draws: int = RANDOMISATIONS,
) -> float:
    """Return how probable it is by chance that ``better`` exceeds ``worse`` by as much as it does.

    One-sided: in each draw the two rows of every question are swapped or not, a coin each
    (Noreen, 1989; Smucker et al., 2007). p = (draws that reach the difference + 1) / (draws + 1).

    Args:
        better: A row of numbers of each question, (questions, columns).
        worse: The same questions in the same order.
        statistic: What is compared; given rows, it gives a number.
        draws: How many; always the same ones for the same number of questions.

    Raises:
        ValueError: There are none, or not as many of one as of the other.
    """
    if not len(better) or better.shape != worse.shape:
        raise ValueError("a paired test needs one row of each for every question")
    observed = statistic(better) - statistic(worse)
    if not observed > 0:
        return 1.0
    differ = np.flatnonzero((better != worse).any(axis=1))
    random = np.random.default_rng(SEED)
    swaps = random.integers(2, size=(draws, len(differ)), dtype=np.int8)
    if better.shape[1] == 1:
        gaps = (better - worse)[differ, 0]
        reached = ((1 - 2 * swaps) @ gaps) / len(better)
    else:
        reached = np.fromiter(
            (_swapped(better, worse, statistic, differ[swap == 1]) for swap in swaps),
            np.float64,
            draws,
        )
    return float((np.count_nonzero(reached >= observed - _TIE) + 1) / (draws + 1))


def _swapped(
    one: Sample, other: Sample, statistic: Callable[[Sample], float], swap: NDArray[np.intp]
) -> float:
    """Return the difference after the rows at ``swap`` have changed places."""
    first, second = one.copy(), other.copy()
    first[swap], second[swap] = other[swap], one[swap]
    return statistic(first) - statistic(second)


def holm(probabilities: Sequence[float], level: float = 0.05) -> tuple[bool, ...]:
    """Tell for each test whether it is significant where all are made together (Holm, 1979).

    The smallest p is compared with level / n, the next with level / (n - 1), until one is not.
    """
    order = sorted(range(len(probabilities)), key=lambda i: probabilities[i])
    significant = [False] * len(probabilities)
    for rank, i in enumerate(order):
        if probabilities[i] > level / (len(probabilities) - rank):
            break
        significant[i] = True
    return tuple(significant)
