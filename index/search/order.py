"""Order: passages by their scores, those that tie as they stand in the documents."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Rows
from index.place import Scored

_PART = 16


def first(scored: Scored, count: int, rows: Rows) -> Rows:
    """Return the ``count`` of ``rows`` with the highest scores, best first.

    Args:
        scored: Scores of some of the rows, and of no others; of the rest the score is 0.
        count: How many.
        rows: What is ranked, in document order.
    """
    least = threshold(scored.values, count)
    is_best = scored.values >= least if least > 0 else scored.values > 0
    best, values = scored.rows[is_best], scored.values[is_best]
    best = best[np.argsort(-values, kind="stable")][:count]
    if len(best) == count:
        return best
    above, below = scored.values > 0, scored.values < 0
    # Among so many there are as many of score 0 as are wanted, or all that there are.
    near = rows[: count + int(above.sum() + below.sum())]
    zero = near[np.isin(near, scored.rows[above | below], assume_unique=True, invert=True)]
    worst = scored.rows[below][np.argsort(-scored.values[below], kind="stable")]
    return np.concatenate([best, zero, worst])[:count]


def threshold(values: NDArray[np.floating[Any]], count: int) -> float:
    """Return the ``count``-th highest of some values; -inf where there are no more than that."""
    if len(values) <= count:
        return -np.inf
    # The highest of a part are no higher than those of all, so that most of these are passed over.
    part = values[::_PART]
    if len(part) > count:
        values = values[values >= np.partition(part, -count)[-count]]
    return float(np.partition(values, -count)[-count])


def merged(parts: Sequence[Rows]) -> Rows:
    """Return the rows of several parts, each once, in document order."""
    rows = np.concatenate(parts)
    rows.sort()
    is_other = np.ones(len(rows), np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=is_other[1:])
    return rows[is_other]
