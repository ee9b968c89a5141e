"""A report as Markdown, such as a step summary: what moved first, then the tables."""

import re
from collections.abc import Iterator, Sequence

from assistant.console.safe_text import safe_line
from eval.gate.comparison import Comparison, Moved
from eval.measures.result import FirstPassage
from eval.reports.report import Report
from eval.reports.wording import (
    UNDECIDED,
    TextTable,
    confidence_tables,
    gate_sentence,
    heading,
    measures_table,
    moved_heading,
    sentence_parts,
    slice_tables,
    tolerances_table,
)

_MOST_QUOTED = 20
"""Questions that moved whose passages are shown; a step summary has a limit of 1 MiB."""


def markdown(report: Report) -> str:
    """Return a report as Markdown in which no text from the set or the documents is markup."""
    summary = report.summary
    lines = [f"# {escaped(gate_sentence(report))}", ""]
    lines += [f"- {escaped(line)}" for line in heading(summary)]
    if report.verdict:
        lines += [f"- ✗ {escaped(check.sentence)}" for check in report.verdict.broken]
    lines += _listed(
        "Questions without an answer, which counts as wrong",
        [f"{result.id}: {result.failure}" for result in summary.failures],
    )
    if report.comparison:
        lines += _moved(report.comparison)
    lines += _table(measures_table(report))
    if report.verdict and report.verdict.tolerated:
        lines += _table(tolerances_table(report.verdict))
        lines += _listed(UNDECIDED, report.verdict.undecided)
    for table in confidence_tables(summary):
        lines += _table(table)
    for table in slice_tables(summary):
        lines += _table(table)
    lines += _listed(
        "Evidence that lies in no passage, and counts as zero",
        [f"{result.id}: {quote}" for result, quote in summary.unplaced],
    )
    if report.verdict:
        rows = [("✓" if c.holds else "✗", c.name, c.sentence) for c in report.verdict.checks]
        lines += _table(TextTable("What was gated", ("", "check", "finding"), rows), numbers=False)
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """Return text on one line, of which neither Markdown nor HTML takes a character for its own."""
    text = re.sub(r"[\\`*_~<>\[\]|#&$!]", r"\\\g<0>", safe_line(text))
    return re.sub(r"(?<!\w)@(?=\w)", "@<!-- -->", text)  # else it calls a person of that name


def _listed(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", f"## {title}", "")
        yield from (f"- {escaped(item)}" for item in items)


def _moved(comparison: Comparison) -> Iterator[str]:
    yield from ("", f"## {escaped(moved_heading(comparison))}", "")
    for name, before, now in comparison.under_test:
        yield f"- {escaped(f'{name}: {before} → {now}')}"
    for moved in comparison.moved[:_MOST_QUOTED]:
        yield from ("", f"**{escaped(moved.now.id)}**: {_changes(moved)}", "")
        yield f"> {escaped(moved.now.question)}"
        yield from ("", "| before | now |", "|---|---|")
        yield f"| {_passage(moved.before.first)} | {_passage(moved.now.first)} |"
    rest = comparison.moved[_MOST_QUOTED:]
    if rest:
        yield ""
        yield from (f"- {escaped(moved.now.id)}: {_changes(moved)}" for moved in rest)


def _changes(moved: Moved) -> str:
    sign = "▼" if moved.is_regression else "△"
    return f"{sign} {escaped(', '.join(moved.changes))}"


def _passage(first: FirstPassage | None) -> str:
    if first is None:
        return "no passage"
    before, sentence, after = first.parts()
    start, words, end = sentence_parts(sentence, escaped)
    marked = f"{start}{words and f'*{words}*'}{end}"
    place = escaped(f"{first.document} [{first.start}, {first.end})")
    parts = (escaped(before), marked and f"**{marked}**", escaped(after), f"— {place}")
    return " ".join(part for part in parts if part)


def _table(table: TextTable, *, numbers: bool = True) -> Iterator[str]:
    rule = "--:" if numbers else "---"
    yield from ("", f"## {escaped(table.title)}", "")
    yield f"| {' | '.join(map(escaped, table.head))} |"
    yield "|---|" + f"{rule}|" * (len(table.head) - 1)
    for row in table.rows:
        yield f"| {' | '.join(map(escaped, row))} |"
