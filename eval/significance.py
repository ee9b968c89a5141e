"""Significance: how sure the difference between two runs over the same questions is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_DRAWS = 2_000
_BATCHES = 20
"""Draws are made in batches, since all at once would fill the memory on a large set."""
_SEED = 20_150_923
_PERCENTILES = (2.5, 97.5)


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
    if not values or len(values) != len(others):
        raise ValueError("a paired difference needs one value of each for every question")
    gaps = np.asarray(values, np.float64) - np.asarray(others, np.float64)
    random = np.random.default_rng(_SEED)
    size = (_DRAWS // _BATCHES, len(gaps))
    means = [gaps[random.integers(len(gaps), size=size)].mean(axis=1) for _ in range(_BATCHES)]
    low, high = np.percentile(np.concatenate(means), _PERCENTILES)
    return Difference(float(gaps.mean()), float(low), float(high))
