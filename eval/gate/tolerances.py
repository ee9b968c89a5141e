"""Tolerances: how much worse than the baseline a measure may be, and whether it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from eval.measures.measures import CEILINGS, STATISTICS
from eval.measures.paired_tests import DRAWS, FEWEST, Loss, Sides, losses, resampled_limits
from eval.measures.result import DIGITS, Result

Pairs = Sequence[tuple[Result, Result]]
"""Both results of each question, before and now."""


class Rule(StrEnum):
    """What becomes of a tolerance where the questions do not decide."""

    LENIENT = "lenient"
    """It fails where a loss beyond it is shown."""
    STRICT = "strict"
    """It fails unless a loss of its size is excluded."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much worse than the baseline a measure may be; ``tag`` is None over all questions."""

    measure: str
    limit: float
    tag: str | None = None

    @property
    def of(self) -> str:
        """What it is about, for people."""
        return self.measure if self.tag is None else f"{self.measure} of {safe_line(self.tag)}"

    def chosen(self, pairs: Pairs) -> list[int]:
        """Return which questions have a part in it, before and now."""
        row = STATISTICS[self.measure].row
        return [
            i
            for i, (before, now) in enumerate(pairs)
            if (self.tag is None or self.tag in now.tags) and None not in (row(before), row(now))
        ]


@dataclass(frozen=True, slots=True)
class Drop:
    """A tolerance and by how much its measure is worse now.

    Args:
        tolerance: What is allowed.
        rule: What becomes of it where the questions do not decide.
        questions: How many have a part in it.
        loss: NaN where there is no value to compare.
        holds: Whether it holds.
    """

    tolerance: Tolerance
    rule: Rule
    questions: int
    loss: Loss
    holds: bool

    @property
    def is_to_the_letter(self) -> bool:
        """Whether there are too few questions to tell any loss from chance."""
        return self.rule is Rule.LENIENT and self.questions < FEWEST

    @property
    def sentence(self) -> str:
        """Both in a sentence."""
        of, limit, loss = self.tolerance.of, self.tolerance.limit, self.loss
        if math.isnan(loss.value):
            return f"{of} has no value to compare with the baseline"
        how = "better" if loss.value < 0 else "worse"
        said = f"{of} is {abs(loss.value):.4f} {how} than the baseline; "
        if self.rule is Rule.STRICT:
            is_not = "" if self.holds else "not "
            return f"{said}a loss of {limit:g} is {is_not}excluded: it may be {loss.high:.4f}"
        if self.is_to_the_letter:
            few = counted(self.questions, "question")
            return f"{said}tolerance {limit:g}, to the letter: {few} cannot tell it from chance"
        return f"{said}tolerance {limit:g}, p {loss.probability:.4f}"


def drops(
    tolerances: Sequence[Tolerance],
    pairs: Pairs,
    draws: int = DRAWS,
    rule: Rule = Rule.LENIENT,
) -> list[Drop]:
    """Return by how much each measure is worse than before, and whether its tolerance holds.

    Lenient, it fails where the loss is beyond it and the test of all tolerances together says that
    there is one; of fewer than ``FEWEST`` questions, where that test can say nothing, where the
    loss is beyond it. Strict, it fails unless a loss of its size is excluded.

    Args:
        tolerances: The measures that are gated.
        pairs: Both results of each question, before and now.
        draws: How many combinations the test draws where it does not look at all.
        rule: What becomes of a tolerance where the questions do not decide.
    """
    chosen = [tolerance.chosen(pairs) for tolerance in tolerances]
    sides = [_sides(t, own, pairs) for t, own in zip(tolerances, chosen, strict=True)]
    values = [_value(found) for found in sides]
    tested = [i for i, value in enumerate(values) if math.isfinite(value)]
    found = dict(zip(tested, losses([sides[i] for i in tested], draws), strict=True))
    return [
        _drop(tolerance, rule, len(own), found.get(i, Loss(math.nan, 1.0)), sides[i])
        for i, (tolerance, own) in enumerate(zip(tolerances, chosen, strict=True))
    ]


def _sides(tolerance: Tolerance, chosen: Sequence[int], pairs: Pairs) -> Sides:
    statistic = STATISTICS[tolerance.measure]
    before, now = (statistic.rows([pairs[i][side] for i in chosen]) for side in (0, 1))
    better, worse = (now, before) if tolerance.measure in CEILINGS else (before, now)
    return Sides(np.asarray(chosen, np.intp), better, worse, statistic.over)


def _value(sides: Sides) -> float:
    return sides.over(sides.better) - sides.over(sides.worse) if len(sides.better) else math.nan


def _drop(tolerance: Tolerance, rule: Rule, questions: int, loss: Loss, sides: Sides) -> Drop:
    if math.isnan(loss.value):
        return Drop(tolerance, rule, questions, loss, holds=False)
    lost = round(loss.value, DIGITS)
    if rule is Rule.STRICT:
        if not sides.is_mean:
            low, high = resampled_limits(sides)
            loss = replace(loss, low=low, high=high)
        return Drop(tolerance, rule, questions, loss, loss.high < tolerance.limit)
    is_shown = loss.is_shown or questions < FEWEST
    return Drop(tolerance, rule, questions, loss, not (is_shown and lost > tolerance.limit))
