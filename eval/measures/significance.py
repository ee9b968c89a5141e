"""Significance: how sure the difference between two runs over the same questions is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures.resampling import interval, resampled_means


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
