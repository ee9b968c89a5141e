"""Report: the measures of a run, over all its questions and by tag, as table and as JSON."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.safe_text import safe_line
from eval.harness import Run
from eval.measures import CEILINGS, FLOORS, Measure, Scored, measure, score
from eval.risk_coverage import Covered, risk_coverage

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SCHEMA = "quoth.report/1"
_DIGITS = 6
"""Decimals that are reported and gated on: finer ones differ between processors."""
_SLICE_COLUMNS = tuple(
    name
    for name in (*FLOORS, *CEILINGS)
    if name not in ("R@3", "AUROC", "F1 not found", "calibration error")
)
_NARROW_SLICE_COLUMNS = ("Success@1", "refused")
_WIDE = 90
"""Columns of a terminal from which on every measure of a slice fits."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The measures over some questions; ``tag`` is None for all of them."""

    tag: str | None
    questions: int
    measures: tuple[Measure, ...]

    def value(self, name: str) -> float:
        """Return a measure as it is reported and gated on; NaN where it has none."""
        return next(
            (round(found.mean, _DIGITS) for found in self.measures if found.name == name), math.nan
        )


@dataclass(frozen=True, slots=True)
class Report:
    """A run and what it measures; ``slices`` are sorted by tag."""

    run: Run
    scored: tuple[Scored, ...]
    overall: Slice
    covered: tuple[Covered, ...]
    slices: tuple[Slice, ...]

    def count(self, *, answerable: bool | None) -> int:
        """Return how many questions are answerable, unanswerable, or of unknown answerability."""
        return sum(outcome.answerable is answerable for outcome in self.run.outcomes)


def summarise(run: Run) -> Report:
    """Measure a run."""
    scored = score(run.outcomes)
    tags = sorted({tag for outcome in run.outcomes for tag in outcome.question.tags})
    slices = tuple(
        _slice(tag, [s for s in scored if tag in s.outcome.question.tags]) for tag in tags
    )
    return Report(run, scored, _slice(None, scored), risk_coverage(scored), slices)


def _slice(tag: str | None, scored: Sequence[Scored]) -> Slice:
    return Slice(tag, len(scored), measure(scored))


def to_record(report: Report) -> dict[str, Any]:
    """Return the report as ``quoth.report/1``: the same values for the same run, no times."""
    run = report.run
    return {
        "schema": SCHEMA,
        "set": run.name,
        "settings": {
            "context": run.context,
            "rewritten": run.rewritten,
            "exclude_answered": run.exclude_answered,
        },
        "index": {"fingerprint": run.fingerprint, "model": run.model},
        "counts": {
            "questions": len(run.outcomes),
            "answerable": report.count(answerable=True),
            "unanswerable": report.count(answerable=False),
            "unknown": report.count(answerable=None),
        },
        "measures": _measures_record(report.overall),
        "risk_coverage": [_covered_record(covered) for covered in report.covered],
        "slices": {
            str(part.tag): {"questions": part.questions, "measures": _measures_record(part)}
            for part in report.slices
        },
        "unplaced": [{"id": name, "quote": quote} for name, quote in _unplaced(run)],
        "questions": [_question_record(scored) for scored in report.scored],
    }


def _measures_record(part: Slice) -> dict[str, Any]:
    return {
        found.name: {
            "mean": _number(found.mean),
            "low": _number(found.low),
            "high": _number(found.high),
            "n": found.n,
        }
        for found in part.measures
    }


def _covered_record(covered: Covered) -> dict[str, Any]:
    return {
        "coverage": covered.coverage / 100,
        "threshold": _number(covered.threshold),
        "answered": covered.answered,
        "risk": _number(covered.risk),
    }


def _question_record(scored: Scored) -> dict[str, Any]:
    outcome, judgement = scored.outcome, scored.outcome.judgement
    return {
        "id": outcome.question.id,
        "answerable": outcome.answerable,
        "rank": judgement and judgement.first_relevant,
        "reciprocal_rank": _number(scored.values.get("RR", math.nan)),
        "first_passage_right": None if judgement is None else scored.is_first_right,
        "sentence_right": outcome.sentence_right,
        "carried": list(outcome.carried),
        "found": outcome.found,
        "confidence": _number(outcome.confidence),
    }


def _number(value: float) -> float | None:
    return round(value, _DIGITS) if math.isfinite(value) else None


def _unplaced(run: Run) -> Iterator[tuple[str, str]]:
    for outcome in run.outcomes:
        for quote in outcome.unplaced:
            yield outcome.question.id, quote


def show(report: Report, console: "Console") -> None:
    """Print the report for people; text from the set is made safe for a terminal."""
    for line in _heading(report):
        console.print(line)
    console.print()
    console.print(_overall_table(report.overall))
    if report.covered:
        console.print()
        console.print(_covered_table(report.covered))
    if report.slices:
        console.print()
        columns = _SLICE_COLUMNS if console.width >= _WIDE else _NARROW_SLICE_COLUMNS
        console.print(_slices_table(report.slices, columns))
    unplaced = list(_unplaced(report.run))
    if unplaced:
        console.print("\nEvidence that lies in no passage, and counts as zero:")
    for name, quote in unplaced:
        console.print(f"  {safe_line(name)}: {safe_line(quote)}")


def _heading(report: Report) -> Iterator[str]:
    run = report.run
    yield (
        f"{safe_line(run.name)}: {len(run.outcomes)} questions, "
        f"{report.count(answerable=True)} answerable, "
        f"{report.count(answerable=False)} unanswerable"
    )
    if unknown := report.count(answerable=None):
        yield f"{unknown} left out: not known whether anything answers them"
    if run.rewritten:
        yield "searched as rewritten, without history"
    elif not run.context:
        yield "searched without history"
    if run.exclude_answered:
        yield "answers of earlier turns left out of the ranking"


def _overall_table(part: Slice) -> "Table":
    table = _table("measure", "value", "95 % interval", "questions")
    for found in part.measures:
        interval = "-" if math.isnan(found.low) else f"{found.low:.3f} to {found.high:.3f}"
        table.add_row(found.name, _shown(found.mean), interval, str(found.n))
    return table


def _covered_table(covered: Sequence[Covered]) -> "Table":
    table = _table("coverage", "threshold", "answered", "risk")
    for part in covered:
        threshold, risk = _shown(part.threshold), _shown(part.risk)
        table.add_row(f"{part.coverage} %", threshold, str(part.answered), risk)
    return table


def _slices_table(slices: Sequence[Slice], columns: Sequence[str]) -> "Table":
    from rich.text import Text

    table = _table("tag", "n", *columns)
    for part in slices:
        values = [_shown(part.value(name)) for name in columns]
        table.add_row(Text(safe_line(str(part.tag))), str(part.questions), *values)
    return table


def _table(first: str, *numbers: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(first, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", overflow="fold")
    return table


def _shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"
