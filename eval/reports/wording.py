"""What every face says in the same words: headings, table rows, what moved."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.console.counting import counted
from eval.gate.comparison import Change, Comparison, Moved
from eval.gate.gate import Verdict
from eval.gate.tolerances import Rule
from eval.measures.measures import CEILINGS, FLOORS, Measure
from eval.measures.summary import Slice, Summary
from eval.reports.report import Report

SLICE_COLUMNS = tuple(
    name
    for name in (*FLOORS, *CEILINGS)
    if name
    not in (
        "R@3",
        "citations valid",
        "AUROC",
        "F1 not found",
        "sure",
        "carried words",
        "wrong though sure",
        "calibration error",
        "marks on headings",
    )
)
_RULES = {
    Rule.LENIENT: "one fails where a loss beyond it is shown",
    Rule.STRICT: "one fails unless a loss of its size is excluded",
}
UNDECIDED = "What so few questions cannot decide"
MOST_DOCUMENTS = 20
"""Slices by document that are shown; JSON has all."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table in words: its first column is text, the others are numbers."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def sentence_parts(sentence: tuple[str, str, str], show: Callable[[str], str]) -> tuple[str, ...]:
    """Return a sentence before, in and after the words that answer, as ``show`` shows a line.

    It strips them; the spaces between stay.
    """
    before, words, after = map(show, sentence)
    start, _, end = sentence
    return before + " " * start[-1:].isspace(), words, " " * end[:1].isspace() + after


def heading(summary: Summary) -> Iterator[str]:
    """Yield what was measured and how, a sentence each."""
    yield (
        f"{summary.name}: {counted(len(summary.results), 'question')}, "
        f"{summary.count(answerable=True)} answerable, "
        f"{summary.count(answerable=False)} unanswerable"
    )
    if unknown := summary.count(answerable=None):
        yield f"{unknown} left out: not known whether anything answers them"
    if run := summary.under_test.get("run"):
        yield f"what {run} retrieved"
    if summary.binding.rewritten:
        yield "searched as rewritten, without history"
    elif not summary.binding.context:
        yield "searched without history"
    if summary.binding.exclude_answered:
        yield "answers of earlier turns left out of the ranking"


def gate_sentence(report: Report) -> str:
    """Return whether the gate passed, in a sentence."""
    if report.verdict is None:
        return "Not gated"
    checks, broken = len(report.verdict.checks), len(report.verdict.broken)
    if broken:
        return f"Gate failed: {broken} of {checks} checks do not hold"
    return f"Gate passed: {counted(checks, 'check')}"


def moved_heading(comparison: Comparison) -> str:
    """Return how many questions moved, in a sentence."""
    moved, worse = len(comparison.moved), len(comparison.regressions)
    if not moved:
        return f"Against {comparison.name}: no question moved"
    return f"Against {comparison.name}: {counted(moved, 'question')} moved, {worse} for the worse"


def moved_line(moved: Moved) -> str:
    """Return a question that moved and what changed, without its place."""
    return f"{moved.now.id}: {', '.join(moved.changes)}"


def measures_table(report: Report) -> TextTable:
    """Return every measure over all questions, beside the earlier one where there is one."""
    measures = report.summary.overall.measures
    if report.comparison is None:
        head = ("measure", "value", "95 % interval", "questions")
        return TextTable("All questions", head, [_measure_row(found) for found in measures])
    compared = ("measure", "before", "now", "95 % interval", "change", "90 % interval", "questions")
    gated = _gated_changes(report.verdict) if report.verdict else {}
    rows = [
        _change_row(change, found, gated.get(change.name, (change.low, change.high)))
        for change, found in zip(report.comparison.changes, measures, strict=True)
    ]
    return TextTable("All questions", compared, rows)


def tolerances_table(verdict: Verdict) -> TextTable:
    """Return what each tolerance came to, and the smallest loss that it notices.

    A loss counts as noticed where it is in four of five runs.
    """
    rule = verdict.tolerated[0][0].rule
    head = ("tolerance of", "allowed", "loss", "90 % interval", "p", "notices from", "questions")
    rows = [
        (
            drop.tolerance.of,
            f"{drop.tolerance.limit:g}",
            _signed(drop.loss.value),
            _change_interval(drop.loss.low, drop.loss.high),
            f"{drop.loss.probability:.4f}",
            "-" if power.notices is None else shown(power.notices),
            str(drop.questions),
        )
        for drop, power in verdict.tolerated
    ]
    return TextTable(f"Tolerances, {rule}: {_RULES[rule]}", head, rows)


def _gated_changes(verdict: Verdict) -> Mapping[str, tuple[float, float]]:
    """Return the intervals of changes by which the gate decides, of measures over all questions."""
    return {
        drop.tolerance.measure: (
            (drop.loss.low, drop.loss.high)
            if drop.tolerance.measure in CEILINGS
            else (-drop.loss.high, -drop.loss.low)
        )
        for drop, _ in verdict.tolerated
        if drop.tolerance.tag is None
    }


def risk_table(summary: Summary) -> TextTable:
    """Return how often an answer is wrong where only the surest are given."""
    rows = [
        (f"{part.coverage} %", shown(part.threshold), str(part.answered), shown(part.risk))
        for part in summary.covered
    ]
    return TextTable("Risk and coverage", ("coverage", "threshold", "answered", "risk"), rows)


def confidence_tables(summary: Summary) -> Iterator[TextTable]:
    """Yield what the confidence is worth: risk and coverage, reliability, refusals, where known."""
    if summary.covered:
        yield risk_table(summary)
    if summary.reliability:
        rows = [
            (
                f"{part.low:.2f} to {part.high:.2f}",
                str(part.questions),
                shown(part.confidence),
                shown(part.right),
            )
            for part in summary.reliability
        ]
        yield TextTable("Reliability", ("confidence", "questions", "mean", "right"), rows)
    if summary.refusals:
        head = ("answerable refused", "from confidence", "unanswerable answered", "near misses")
        rows = [
            (
                f"{found.refused} %",
                shown(found.threshold),
                shown(found.answered),
                "-" if found.near_misses is None else shown(found.near_misses),
            )
            for found in summary.refusals
        ]
        yield TextTable("What is answered where so many may be refused", head, rows)


def slice_tables(summary: Summary, columns: Sequence[str] = SLICE_COLUMNS) -> Iterator[TextTable]:
    """Yield the slices by tag and by document, where there are any."""
    if summary.slices:
        yield _slice_table("By tag", "tag", summary.slices, columns)
    if summary.documents:
        shown_slices = worst_documents(summary)
        title = "By document"
        if len(summary.documents) > len(shown_slices):
            title += f": the {len(shown_slices)} lowest of {len(summary.documents)}"
        yield _slice_table(title, "document", shown_slices, columns)


def worst_documents(summary: Summary) -> Sequence[Slice]:
    """Return the slices by document with the lowest nDCG@10, lowest first."""
    return sorted(summary.documents, key=lambda part: part.value("nDCG@10"))[:MOST_DOCUMENTS]


def shown(value: float) -> str:
    """Return a value in three decimals, or a dash where there is none."""
    return "-" if math.isnan(value) else f"{value:.3f}"


def _slice_table(
    title: str, first: str, slices: Sequence[Slice], columns: Sequence[str]
) -> TextTable:
    rows = [
        (str(part.name), str(part.questions), *(shown(part.value(name)) for name in columns))
        for part in slices
    ]
    return TextTable(title, (first, "n", *columns), rows)


def _measure_row(found: Measure) -> Sequence[str]:
    return found.name, shown(found.value), interval(found.low, found.high), str(found.n)


def _change_row(change: Change, found: Measure, paired: tuple[float, float]) -> Sequence[str]:
    return (
        change.name,
        shown(change.before),
        shown(change.now),
        interval(found.low, found.high),
        _signed(change.now - change.before),
        _change_interval(*paired),
        str(found.n),
    )


def _signed(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:+.3f}"


def _change_interval(low: float, high: float) -> str:
    return "-" if math.isnan(low) else f"{low:+.3f} to {high:+.3f}"


def interval(low: float, high: float) -> str:
    """Return an interval in three decimals, or a dash where there is none."""
    return "-" if math.isnan(low) else f"{low:.3f} to {high:.3f}"
