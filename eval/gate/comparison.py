"""Comparison: what differs between two summaries of the same questions, the worst first."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures.measures import CEILINGS, FLOORS, STATISTICS
from eval.measures.paired_tests import Sides, losses
from eval.measures.result import Certainty, Result
from eval.measures.summary import Summary

_SAID = {"sure": "sure", "unsure": "unsure", "no": "not found", None: "not said"}


@dataclass(frozen=True, slots=True)
class Moved:
    """A question whose rank, sentence, words or certainty is another than before."""

    before: Result
    now: Result

    @property
    def loss(self) -> float:
        """How much worse it is; below 0 it is better.

        The sum of what it lost in nDCG@10, in sentence and words, and in how well its certainty fits.
        """
        before, now = self.before, self.now
        lost = before.values.get("nDCG@10", 0.0) - now.values.get("nDCG@10", 0.0)
        lost += float(bool(before.sentence_right)) - float(bool(now.sentence_right))
        lost += (before.answer_f1 or 0.0) - (now.answer_f1 or 0.0)
        return lost + _fit(before.certainty, now) - _fit(now.certainty, now)

    @property
    def is_regression(self) -> bool:
        """Whether rank, sentence, words or certainty are worse, or its answer is missing now."""
        before, now = self.before, self.now
        return (
            _depth(now) > _depth(before)
            or (before.sentence_right is True and now.sentence_right is False)
            or (before.answer_f1 or 0.0) > (now.answer_f1 or 0.0)
            or _fit(before.certainty, now) > _fit(now.certainty, now)
            or (before.failure is None and now.failure is not None)
        )

    @property
    def changes(self) -> tuple[str, ...]:
        """What is another than before, in a few words each."""
        return tuple(_changes(self.before, self.now))


@dataclass(frozen=True, slots=True)
class Change:
    """A measure before and now.

    ``low`` and ``high`` are the 90 % paired interval of how much more it is now, 5 % beyond each
    end, of a measure that is a mean over questions, else NaN.
    """

    name: str
    before: float
    now: float
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True, slots=True)
class Comparison:
    """A summary beside an earlier one.

    Args:
        name: Of the earlier one.
        before: The earlier summary.
        moved: Those questions, the worst first.
        changes: Every measure over all questions.
        under_test: Of what is under test, what is another: name, before, now.
    """

    name: str
    before: Summary
    moved: tuple[Moved, ...]
    changes: tuple[Change, ...]
    under_test: tuple[tuple[str, str, str], ...]

    @property
    def regressions(self) -> tuple[Moved, ...]:
        """The questions that are worse."""
        return tuple(moved for moved in self.moved if moved.is_regression)


def compare(name: str, before: Summary, now: Summary) -> Comparison:
    """Compare two summaries, question by question; what only one of them asks is left out."""
    pairs = paired(before.results, now.results)
    moved = [Moved(*pair) for pair in pairs if any(_changes(*pair))]
    return Comparison(
        name=name,
        before=before,
        moved=tuple(sorted(moved, key=lambda found: -found.loss)),
        changes=tuple(_change(measure, before, now, pairs) for measure in (*FLOORS, *CEILINGS)),
        under_test=tuple(_under_test(before, now)),
    )


def paired(before: Sequence[Result], now: Sequence[Result]) -> list[tuple[Result, Result]]:
    """Return both results of each question that both have, in the order of now."""
    earlier = {result.id: result for result in before}
    return [(earlier[result.id], result) for result in now if result.id in earlier]


def _change(
    name: str, before: Summary, now: Summary, pairs: Sequence[tuple[Result, Result]]
) -> Change:
    statistic = STATISTICS[name]
    kept = [pair for pair in pairs if None not in map(statistic.row, pair)]
    earlier, later = (statistic.rows([pair[side] for pair in kept]) for side in (0, 1))
    values = before.overall.value(name), now.overall.value(name)
    if not len(later) or later.shape[1] > 1:
        return Change(name, *values)
    [gain] = losses([Sides(np.arange(len(later)), later, earlier, statistic.over)])
    return Change(name, *values, gain.low, gain.high)


def _under_test(before: Summary, now: Summary) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys((*before.under_test, *now.under_test)):
        values = tuple(str(summary.under_test.get(name, "not known")) for summary in (before, now))
        if values[0] != values[1]:
            yield name, values[0], values[1]


def _changes(before: Result, now: Result) -> Iterator[str]:
    if now.failure != before.failure:
        yield f"no answer: {now.failure}" if now.failure else "answered again"
    if now.rank != before.rank:
        yield f"rank {_rank(before)} → {_rank(now)}"
    if now.sentence_right != before.sentence_right:
        yield f"sentence {_sentence(before)} → {_sentence(now)}"
    if before.answer_f1 not in (None, now.answer_f1):  # earlier versions did not know it
        yield f"answer words {_words(before)} → {_words(now)}"
    if now.certainty != before.certainty:
        yield f"{_SAID[before.certainty]} → {_SAID[now.certainty]}"


def _rank(result: Result) -> str:
    return "none" if result.rank is None else str(result.rank)


def _sentence(result: Result) -> str:
    return "right" if result.sentence_right else "wrong"


def _words(result: Result) -> str:
    return "none" if result.answer_f1 is None else f"{result.answer_f1:.2f}"


def _depth(result: Result) -> float:
    return math.inf if result.rank is None else result.rank


def _fit(certainty: Certainty | None, result: Result) -> float:
    """Return how well a certainty fits what came of a question: 1 best, 0 worst, else half."""
    if certainty is None:
        return 0.0
    match result.answerable, result.is_first_right:
        case None, _:
            return 0.0
        case False, _:
            best_first = ("no", "unsure", "sure")
        case True, True:
            best_first = ("sure", "unsure", "no")
        case _:  # Something answers it, but not the first passage.
            best_first = ("unsure", "sure", "no")
    return 1 - best_first.index(certainty) / 2
