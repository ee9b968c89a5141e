"""Order: passages by their scores, those that tie as they stand in the documents."""

from collections.abc import Sequence

import numpy as np

from index.files.arrays import Rows
from index.place import Scored


def first(scored: Scored, count: int, rows: Rows) -> Rows:
    """Return the ``count`` of ``rows`` with the highest scores, best first.

    Args:
        scored: Scores of some of the rows, and of no others; of the rest the score is 0.
        count: How many.
        rows: What is ranked, in document order.
    """
    above = scored.values > 0
    best, values = scored.rows[above], scored.values[above]
    if len(best) > count:
        least = np.partition(values, -count)[-count]
        best, values = best[values >= least], values[values >= least]
    best = best[np.argsort(-values, kind="stable")][:count]
    if len(best) == count:
        return best
    below = scored.values < 0
    # Among so many there are as many of score 0 as are wanted, or all that there are.
    near = rows[: count + int(above.sum() + below.sum())]
    zero = near[np.isin(near, scored.rows[above | below], assume_unique=True, invert=True)]
    worst = scored.rows[below][np.argsort(-scored.values[below], kind="stable")]
    return np.concatenate([best, zero, worst])[:count]


def merged(parts: Sequence[Rows]) -> Rows:
    """Return the rows of several parts, each once, in document order."""
    rows = np.concatenate(parts)
    rows.sort()
    is_other = np.ones(len(rows), np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=is_other[1:])
    return rows[is_other]
