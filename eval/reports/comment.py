"""A report as a comment on a pull request: the verdict, what decides, the worst of what moved."""

from collections.abc import Iterator

from eval.gate.comparison import Comparison
from eval.measures.measures import FLOORS
from eval.reports.markdown import escaped
from eval.reports.report import Report
from eval.reports.wording import gate_sentence, heading, moved_heading, moved_line, shown

_MOST_BROKEN, _MOST_MOVED = 8, 5
_LONGEST = 140
"""Characters of a line about a question."""
_MEASURES = (
    "nDCG@10",
    "Success@1",
    "R@5",
    "sentence right",
    "answer words",
    "refused",
    "false answers",
)


def comment(report: Report) -> str:
    """Return a report in at most about thirty lines of Markdown; the whole one is a file of its own."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    sign = "❌ " if report.failed else "✅ " if report.verdict else ""
    yield f"### {sign}{escaped(gate_sentence(report))}"
    yield ""
    yield escaped("; ".join(heading(report.summary)))
    if report.verdict and report.verdict.broken:
        sentences = [check.sentence for check in report.verdict.broken]
        yield from _listed(sentences, _MOST_BROKEN)
    yield from _table(report)
    if report.comparison and report.comparison.moved:
        yield from _moved(report.comparison)
    if report.verdict and report.verdict.undecided:
        yield from _listed(list(report.verdict.undecided), 2)


def _listed(items: list[str], most: int) -> Iterator[str]:
    yield ""
    yield from (f"- {escaped(_short(item))}" for item in items[:most])
    if len(items) > most:
        yield f"- … and {len(items) - most} more"


def _table(report: Report) -> Iterator[str]:
    """Yield the measures that have a value, beside what they were."""
    before = report.comparison.before.overall if report.comparison else None
    yield ""
    yield "| measure | before | now | |" if before else "| measure | now |"
    yield "|---|--:|--:|---|" if before else "|---|--:|"
    for name in _MEASURES:
        now = report.summary.overall.measure(name)
        if not now.n:
            continue
        if before is None:
            yield f"| {escaped(name)} | {shown(now.value)} |"
            continue
        lost = before.value(name) - now.value
        lost = lost if name in FLOORS else -lost
        arrow = "▼" if lost > 0 else "▲" if lost < 0 else ""
        yield f"| {escaped(name)} | {shown(before.value(name))} | {shown(now.value)} | {arrow} |"


def _moved(comparison: Comparison) -> Iterator[str]:
    yield ""
    yield f"{escaped(moved_heading(comparison))}:"
    worse = [moved_line(moved) for moved in comparison.regressions]
    if worse:
        yield from _listed(worse, _MOST_MOVED)


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
