"""Bounds of a mean that few questions leave open, however their values are distributed."""

import numpy as np

from eval.measures.resampling import SEED, Sample

DRAWS = 4_000


def upper_bound(values: Sample, most: float, level: float, draws: int = DRAWS) -> float:
    """Return the largest mean that values leave possible, at an error of ``level``.

    Gaffke's bound (2005): beside the values stands one imagined value, the largest possible, and
    all are weighted by chance (a flat Dirichlet distribution); the bound is the quantile of the
    weighted means. Of values that are 0 or 1 it is Clopper and Pearson's, so that none in five
    leaves .451 open at an error of .05.

    Args:
        values: (questions,), at least one.
        most: What no value exceeds.
        level: How often the bound may be too low.
        draws: Weightings that are drawn; always the same ones.
    """
    different, counts = np.unique(values, return_counts=True)
    if len(different) == 1:
        return float(different[0] + (most - different[0]) * (1 - level ** (1 / len(values))))
    random = np.random.default_rng(SEED)
    weights = random.gamma([*counts, 1], size=(draws, len(counts) + 1))
    means = weights @ [*different, most] / weights.sum(axis=1)
    return float(np.quantile(means, 1 - level))


def lower_bound(values: Sample, least: float, level: float, draws: int = DRAWS) -> float:
    """Return the smallest mean that values leave possible; ``least`` is what no value is below."""
    return 0.0 - upper_bound(-values, -least, level, draws)
