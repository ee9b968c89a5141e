"""Resampling: 95 % percentile-bootstrap intervals, the same for the same numbers of questions."""

import numpy as np
from numpy.typing import NDArray

Sample = NDArray[np.float64]
"""A number of each question, (questions,), or a row of numbers, (questions, columns)."""

SEED = 20_150_923
DRAWS = 2_000
_BATCHES = 20
"""Draws are made in batches, since all at once would fill the memory on a large set."""
_PERCENTILES = (2.5, 97.5)


def resampled_means(values: Sample) -> Sample:
    """Return the mean of each of ``DRAWS`` draws with replacement."""
    random = np.random.default_rng(SEED)
    size = (DRAWS // _BATCHES, len(values))
    means = [values[random.integers(len(values), size=size)].mean(axis=1) for _ in range(_BATCHES)]
    return np.concatenate(means)


def interval(drawn: Sample) -> tuple[float, float]:
    """Return the lower and the upper end of the interval of what was drawn."""
    low, high = np.percentile(drawn, _PERCENTILES)
    return float(low), float(high)
