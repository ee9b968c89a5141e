"""Fusion: one score of what the signals say, their weighted mean."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.place import Scored
from index.search.measuring import Measured
from index.search.scored_passage import Contribution

_SCORE_DIGITS = 6
"""Scores are ranked as rounded, so that noise in the last bits never decides an order."""


@dataclass(frozen=True, slots=True, eq=False)
class Fused:
    """The scores of all passages that any signal says something of, and what they are made of.

    ``weights`` is how much each signal counts, by its name.
    """

    measured: Measured
    weights: Mapping[str, float]
    scores: Scored

    def contributions(self, row: int) -> tuple[Contribution, ...]:
        """Return what each signal says of a passage, and adds to its score."""
        total = sum(self.weights.values())
        return tuple(
            Contribution(name, value, self.weights[name] * value / total)
            for name, value in self.measured.of(row).items()
        )


def fuse(measured: Measured, weights: Mapping[str, float]) -> Fused:
    """Score passages; those that were only proposed by the signals that proposed them.

    Args:
        measured: What the signals say.
        weights: How much each counts, by its name; those that are not named count nothing.
    """
    weights = {name: weights.get(name, 0.0) for name in measured.values}
    proposals = measured.proposals
    proposed_rows = (proposed.rows for proposed in proposals.values())
    rows = np.unique(np.concatenate([measured.rows, *proposed_rows]))
    sums = np.zeros(len(rows), np.float64)
    for name, proposed in proposals.items():
        said = weights[name] * proposed.values.astype(np.float64)
        sums[np.searchsorted(rows, proposed.rows)] += said
    weighted = [weights[n] * said.astype(np.float64) for n, said in measured.values.items()]
    sums[np.searchsorted(rows, measured.rows)] = np.sum(weighted, axis=0)
    scores = rounded(sums / sum(weights.values()))
    return Fused(measured, weights, Scored(rows, scores))


def rescored(scored: Scored, scores: Mapping[int, float]) -> Scored:
    """Return scores with those of some passages replaced."""
    changed = np.fromiter(scores, np.int64)
    rows = np.union1d(scored.rows, changed)
    values = np.zeros(len(rows), np.float64)
    values[np.searchsorted(rows, scored.rows)] = scored.values
    values[np.searchsorted(rows, changed)] = rounded(np.fromiter(scores.values(), np.float64))
    return Scored(rows, values)


def rounded(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return scores as they are ranked; none is -0."""
    return np.round(scores, _SCORE_DIGITS) + 0.0
