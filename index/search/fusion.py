"""Fusion: one score of what the signals say, their weighted mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Rows
from index.place import Scored
from index.search.measuring import Measured
from index.search.order import merged
from index.search.scored_passage import Contribution

_SCORE_DIGITS = 6
"""Scores are ranked as rounded, so that noise in the last bits never decides an order."""


@dataclass(frozen=True, eq=False)
class Fused:
    """The scores of all passages that any signal says something of, and what they are made of.

    Those that were only proposed are scored by the signals that proposed them. ``weights`` is how
    much each signal counts, by its name.
    """

    measured: Measured
    weights: Mapping[str, float]

    @cached_property
    def scores(self) -> Scored:
        """The scores of all; few ask beyond the best."""
        proposals = self.measured.proposals.values()
        return self._scored([self.measured.rows, *(proposed.rows for proposed in proposals)])

    def best(self, count: int) -> Scored:
        """Return the scores of some passages: of the ``count`` best at least, and all below 0.

        A signal may propose half of an index. Of the longest proposal no more is looked at than
        what is in another one too and what is best by that signal alone.
        """
        proposals = dict(self.measured.proposals)
        longest = max(proposals, key=lambda name: len(proposals[name].rows))
        proposed = proposals.pop(longest)
        rows = [self.measured.rows, *(other.rows for other in proposals.values())]
        alone = np.ones(len(proposed.rows), np.bool_)
        for some in rows:
            places, is_held = proposed.find(some)
            alone[places[is_held]] = False
        weight = self.weights[longest] / self._total
        said = weight * proposed.values[alone].astype(np.float64)
        least = np.partition(said, -count)[-count] if len(said) > count else -np.inf
        # What is rounded to the same score may come first, by its place in the documents.
        is_near = (said > least - 10.0**-_SCORE_DIGITS) | (said < 0)
        return self._scored([*rows, proposed.rows[alone][is_near]])

    def contributions(self, row: int) -> tuple[Contribution, ...]:
        """Return what each signal says of a passage, and adds to its score."""
        return tuple(
            Contribution(name, value, self.weights[name] * value / self._total)
            for name, value in self.measured.of(row).items()
        )

    @cached_property
    def _total(self) -> float:
        return sum(self.weights.values())

    def _scored(self, parts: Sequence[Rows]) -> Scored:
        """Return the scores of passages, from several places and in any order."""
        rows = merged(parts)
        sums = np.zeros(len(rows), np.float64)
        for name, proposed in self.measured.proposals.items():
            sums += self.weights[name] * proposed.of(rows)
        measured = [
            self.weights[name] * values.astype(np.float64)
            for name, values in self.measured.values.items()
        ]
        sums[np.searchsorted(rows, self.measured.rows)] = np.sum(measured, axis=0)
        return Scored(rows, rounded(sums / self._total))


def fuse(measured: Measured, weights: Mapping[str, float]) -> Fused:
    """Score passages by weights of signals; those that are not named count nothing."""
    return Fused(measured, {name: weights.get(name, 0.0) for name in measured.values})


def rescored(scored: Scored, scores: Mapping[int, float]) -> Scored:
    """Return scores with those of some passages replaced."""
    changed = np.fromiter(scores, np.int64)
    rows = merged([scored.rows, changed])
    values = scored.of(rows)
    values[np.searchsorted(rows, changed)] = rounded(np.fromiter(scores.values(), np.float64))
    return Scored(rows, values)


def rounded(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return scores as they are ranked; none is -0."""
    return np.round(scores, _SCORE_DIGITS) + 0.0
