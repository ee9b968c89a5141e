"""Fusion: one score of what the signals say, their weighted mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Rows
from index.place import Mask, Scored
from index.search.measuring import Measured
from index.search.order import merged, threshold
from index.search.scored_passage import Contribution

_KEPT = 1024
"""As many of what is best by one signal alone are kept, for one stage after another."""
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
        rows, alone = self._apart
        if count > _KEPT:
            alone = self._alone(rows)
        least = threshold(alone.values, count)
        return self._scored([*rows, alone.rows[_is_near(alone.values, least)]])

    @cached_property
    def _apart(self) -> tuple[Sequence[Rows], Scored]:
        """All rows but those of the longest proposal alone, and the best of these."""
        proposals = self.measured.proposals
        longest = self._longest
        others = [found.rows for name, found in proposals.items() if name != longest]
        rows = [self.measured.rows, *others]
        alone = self._alone(rows)
        kept = _is_near(alone.values, threshold(alone.values, _KEPT))
        return rows, Scored(alone.rows[kept], alone.values[kept])

    @cached_property
    def _longest(self) -> str:
        proposals = self.measured.proposals
        return max(proposals, key=lambda name: len(proposals[name].rows))

    def _alone(self, others: Sequence[Rows]) -> Scored:
        """Return what the longest proposal alone holds, and what that adds to a score."""
        proposed = self.measured.proposals[self._longest]
        alone = np.ones(len(proposed.rows), np.bool_)
        for some in others:
            places, is_held = proposed.find(some)
            alone[places[is_held]] = False
        weight = self.weights[self._longest] / self._total
        return Scored(proposed.rows[alone], weight * proposed.values[alone].astype(np.float64))

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


def _is_near(values: NDArray[np.floating[Any]], least: float) -> Mask:
    """Return which values count beside the least one that does, and which are below 0.

    What is rounded to the same score may come first, by its place in the documents.
    """
    return (values > least - 10.0**-_SCORE_DIGITS) | (values < 0)


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
