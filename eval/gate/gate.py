"""Gate: what a summary must keep, on its own and against the baseline, and the verdict."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.console.safe_text import safe_line
from eval.gate.comparison import Comparison, Moved, paired, paired_rows
from eval.measures.measures import CEILINGS, STATISTICS
from eval.measures.result import DIGITS, Result
from eval.measures.significance import RANDOMISATIONS, holm, paired_randomisation
from eval.measures.summary import Slice, Summary

_LEVEL = 0.05
"""How often all tests together may take noise for a loss."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was gated: its name, whether it holds, and both in a sentence.

    ``question`` is the one that a must-not-regress check is about.
    """

    name: str
    holds: bool
    sentence: str
    question: Result | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a measure; ``tag`` is None where it is over all questions."""

    measure: str
    limit: float
    is_floor: bool
    tag: str | None = None

    def check(self, value: float) -> Check:
        """Check a value; NaN never holds."""
        kind = "floor" if self.is_floor else "ceiling"
        of = _of(self.measure, self.tag)
        name = f"{kind} of {of}"
        if math.isnan(value):
            return Check(name, False, f"{of} has no value; its {kind} is {self.limit:g}")
        if value >= self.limit if self.is_floor else value <= self.limit:
            return Check(name, True, f"{of} is {value:g}, its {kind} {self.limit:g}")
        side = "below" if self.is_floor else "above"
        return Check(name, False, f"{of} is {value:g}, {side} its {kind} {self.limit:g}")


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much worse than the baseline a measure may be, whatever the test says."""

    measure: str
    limit: float
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What must hold; at least one thing.

    Args:
        bounds: Floors and ceilings.
        tolerances: Measures that may not get worse than the baseline's by more, unless by chance.
        must_not_regress: Ids of questions of which none may get worse.
    """

    bounds: tuple[Bound, ...]
    tolerances: tuple[Tolerance, ...] = ()
    must_not_regress: tuple[str, ...] = ()

    @property
    def needs_baseline(self) -> bool:
        """Whether anything in it is about the baseline."""
        return bool(self.tolerances or self.must_not_regress)

    def check(self, summary: Summary, comparison: Comparison | None) -> "Verdict":
        """Return the verdict on a summary and how it compares with the baseline."""
        slices: dict[str | None, Slice] = {part.name: part for part in summary.slices}
        slices[None] = summary.overall
        checks = [
            bound.check(_value(slices.get(bound.tag), bound.measure)) for bound in self.bounds
        ]
        if comparison:
            pairs = paired(comparison.before.results, summary.results)
            checks += drops(self.tolerances, pairs)
            checks += _regressions(self.must_not_regress, summary, comparison.moved)
        return Verdict(tuple(checks))


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that was checked, in the order of the gate."""

    checks: tuple[Check, ...]

    @property
    def broken(self) -> tuple[Check, ...]:
        """What does not hold."""
        return tuple(check for check in self.checks if not check.holds)


def drops(
    tolerances: Sequence[Tolerance],
    pairs: Sequence[tuple[Result, Result]],
    draws: int = RANDOMISATIONS,
) -> list[Check]:
    """Check that no measure is worse than before by more than its tolerance and than by chance.

    All of them are tested together (Holm), by paired randomisation of their questions.

    Args:
        tolerances: The measures that are gated.
        pairs: Both results of each question, before and now.
        draws: How many each test makes.
    """
    tested = [_tested(tolerance, pairs, draws) for tolerance in tolerances]
    significant = holm([probability for _, probability in tested], _LEVEL)
    return [
        _drop_check(tolerance, drop, probability, is_sure=is_sure)
        for tolerance, (drop, probability), is_sure in zip(
            tolerances, tested, significant, strict=True
        )
    ]


def _tested(
    tolerance: Tolerance, pairs: Sequence[tuple[Result, Result]], draws: int
) -> tuple[float, float]:
    """Return how much worse a measure is now, and how probable that is by chance."""
    chosen = [pair for pair in pairs if tolerance.tag is None or tolerance.tag in pair[1].tags]
    better, worse = paired_rows(tolerance.measure, chosen)
    if not len(better):
        return math.nan, 1.0
    if tolerance.measure in CEILINGS:
        better, worse = worse, better
    over = STATISTICS[tolerance.measure].over
    drop = round(over(better) - over(worse), DIGITS)
    return drop, paired_randomisation(better, worse, over, draws)


def _drop_check(tolerance: Tolerance, drop: float, probability: float, *, is_sure: bool) -> Check:
    of = _of(tolerance.measure, tolerance.tag)
    name = f"drop of {of}"
    if math.isnan(drop):
        return Check(name, False, f"{of} has no value to compare with the baseline")
    holds = not (is_sure and drop > tolerance.limit)
    how = "better" if drop < 0 else "worse"
    said = f"{of} is {abs(drop):.4f} {how} than the baseline"
    return Check(name, holds, f"{said}; tolerance {tolerance.limit:g}, p {probability:.4f}")


def _regressions(
    listed: Sequence[str], summary: Summary, moved: Sequence[Moved]
) -> Iterator[Check]:
    results: Mapping[str, Result] = {result.id: result for result in summary.results}
    regressed = {found.now.id: found for found in moved if found.is_regression}
    for question in listed:
        name = f"must not regress: {safe_line(question)}"
        if found := regressed.get(question):
            said = f"{safe_line(question)} regressed: {safe_line(', '.join(found.changes))}"
            yield Check(name, False, said, found.now)
        else:
            yield Check(name, True, f"{safe_line(question)} did not regress", results[question])


def _of(measure: str, tag: str | None) -> str:
    return measure if tag is None else f"{measure} of {safe_line(tag)}"


def _value(part: Slice | None, name: str) -> float:
    return part.value(name) if part else math.nan
