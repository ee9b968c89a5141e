"""Gate: what a summary must keep, on its own and against the baseline, and the verdict."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from assistant.console.safe_text import safe_line
from eval.gate.comparison import Comparison, Moved, paired
from eval.gate.power import Power, power
from eval.gate.tolerances import Drop, Rule, Tolerance, drops
from eval.measures.result import Result
from eval.measures.summary import Slice, Summary


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was gated: its name, whether it holds, and both in a sentence.

    ``question`` is the one that a must-not-regress check is about, ``drop`` and ``power`` what a
    tolerance came to and what it can notice.
    """

    name: str
    holds: bool
    sentence: str
    question: Result | None = None
    drop: Drop | None = None
    power: Power | None = None


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
class Gate:
    """What must hold; at least one thing.

    Args:
        bounds: Floors and ceilings.
        tolerances: Measures that may not get worse than the baseline's by more.
        must_not_regress: Ids of questions of which none may get worse.
        rule: What becomes of a tolerance where the questions do not decide.
        accepts_small: Whether tolerances may be gated on that the questions are too few for.
    """

    bounds: tuple[Bound, ...]
    tolerances: tuple[Tolerance, ...] = ()
    must_not_regress: tuple[str, ...] = ()
    rule: Rule = Rule.LENIENT
    accepts_small: bool = False

    @property
    def needs_baseline(self) -> bool:
        """Whether anything in it is about the baseline."""
        return bool(self.tolerances or self.must_not_regress)

    def check(self, summary: Summary, comparison: Comparison | None) -> "Verdict":
        """Return the verdict on a summary and how it compares with the baseline."""
        slices: dict[str | None, Slice] = {part.name: part for part in summary.slices}
        slices[None] = summary.overall
        cites = not summary.results or any(r.citations_valid is not None for r in summary.results)
        checks = [
            bound.check(_value(slices.get(bound.tag), bound.measure))
            if cites or bound.measure != "citations valid"
            else Check(
                f"floor of {bound.measure}", True, "nothing is cited, so no citation is wrong"
            )
            for bound in self.bounds
        ]
        if comparison:
            checks += _tolerated(self, summary, comparison.before.results)
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

    @property
    def tolerated(self) -> tuple[tuple[Drop, Power], ...]:
        """What each tolerance came to, and what it can notice."""
        return tuple((c.drop, c.power) for c in self.checks if c.drop and c.power)

    @property
    def undecided(self) -> tuple[str, ...]:
        """Why tolerances cannot fail or cannot hold over so few questions, a sentence each."""
        return tuple(power.problem for _, power in self.tolerated if power.problem)


def _tolerated(gate: Gate, summary: Summary, before: Sequence[Result]) -> Iterator[Check]:
    """Yield a check for each tolerance, with what it can notice."""
    pairs = paired(before, summary.results)
    earlier = [replace(then, tags=now.tags) for then, now in pairs]
    for drop in drops(gate.tolerances, pairs, rule=gate.rule):
        found = power(drop.tolerance, earlier, gate.rule)
        yield Check(
            f"drop of {drop.tolerance.of}", drop.holds, drop.sentence, drop=drop, power=found
        )


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
