"""Systems: several runs of the same questions side by side, and which of them is really better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from msgspec import structs

from eval.gate.comparison import paired
from eval.measures.binding import Binding
from eval.measures.measures import CEILINGS, STATISTICS
from eval.measures.paired_tests import Sides, losses
from eval.measures.significance import holm
from eval.measures.summary import Summary

MEASURES = ("nDCG@10", "Success@1", "R@5")
"""What is compared where nothing else is named."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two systems in one measure.

    Args:
        measure: Its name.
        better: The number of the system that does better, in the order of the systems.
        worse: That of the other.
        value: By how much, at least 0.
        low: The least difference that is not excluded, NaN for what is no mean; ``high`` the largest.
        high: 5 % lie beyond each end.
        probability: That chance makes one as large, on either side; not corrected.
        is_shown: Whether it is no chance, with all differences tested together (Holm, 5 %).
    """

    measure: str
    better: int
    worse: int
    value: float
    low: float
    high: float
    probability: float
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Systems:
    """Systems by name, what they come to, and each pair of them in each measure."""

    summaries: Mapping[str, Summary]
    measures: tuple[str, ...]
    differences: tuple[Difference, ...]

    def beaten(self, measure: str, system: int) -> tuple[int, ...]:
        """Return the numbers of the systems that one is shown to be better than."""
        return tuple(
            sorted(
                found.worse
                for found in self.differences
                if found.is_shown and (found.measure, found.better) == (measure, system)
            )
        )

    def best(self, measure: str) -> float:
        """Return the best value of a measure; NaN where none has one."""
        values = [summary.overall.value(measure) for summary in self.summaries.values()]
        return float((np.nanmin if measure in CEILINGS else np.nanmax)([*values, np.nan]))


def mismatch(one: Binding, other: Binding) -> str | None:
    """Return why two runs are no systems that can be compared, for people; None where they are.

    They may differ in how deep they rank and in how the questions were asked, and one of them may
    not know the documents.
    """
    known = other.documents if one.documents and other.documents else one.documents
    asked = {name: getattr(one, name) for name in ("context", "rewritten", "exclude_answered")}
    return one.mismatch(structs.replace(other, documents=known, depth=one.depth, **asked))


def compare_systems(
    summaries: Mapping[str, Summary], measures: Sequence[str] = MEASURES
) -> Systems:
    """Compare every two systems in each measure, by paired tests that are corrected together."""
    pairs = list(combinations(range(len(summaries)), 2))
    found = list(summaries.values())
    differences = [
        difference
        for measure in measures
        for one, other in pairs
        if (difference := _difference(measure, one, other, found))
    ]
    shown = holm([difference.probability for difference in differences])
    return Systems(
        summaries,
        tuple(measures),
        tuple(
            replace(one, is_shown=is_shown)
            for one, is_shown in zip(differences, shown, strict=True)
        ),
    )


def _difference(
    measure: str, one: int, other: int, summaries: Sequence[Summary]
) -> Difference | None:
    statistic = STATISTICS[measure]
    pairs = [
        pair
        for pair in paired(summaries[one].results, summaries[other].results)
        if None not in map(statistic.row, pair)
    ]
    if not pairs:
        return None
    rows = [statistic.rows([pair[side] for pair in pairs]) for side in (0, 1)]
    sign = -1 if measure in CEILINGS else 1
    if sign * (statistic.over(rows[0]) - statistic.over(rows[1])) < 0:
        one, other, rows = other, one, rows[::-1]
    higher, lower = rows[::sign]
    [loss] = losses([Sides(np.arange(len(pairs)), higher, lower, statistic.over)])
    probability = min(1.0, 2 * loss.probability)
    return Difference(
        measure, one, other, loss.value, loss.low, loss.high, probability, is_shown=False
    )
