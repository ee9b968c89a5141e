"""A report for a terminal: what moved first, then the tables, all of it made safe to print."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.console.safe_text import safe_line
from eval.gate.comparison import Comparison, Moved
from eval.measures.result import FirstPassage
from eval.reports.report import Report
from eval.reports.wording import (
    SLICE_COLUMNS,
    UNDECIDED,
    TextTable,
    confidence_tables,
    gate_sentence,
    heading,
    measures_table,
    moved_heading,
    moved_line,
    sentence_parts,
    slice_tables,
    tolerances_table,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_NARROW_SLICE_COLUMNS = ("Success@1", "refused")
_WIDE = 90
"""Columns of a terminal from which on every measure of a slice fits."""
_MOST_QUOTED = 5
"""Questions that moved whose passages are shown; the others have a line each."""


def show(report: Report, console: "Console") -> None:
    """Print a report; text from the set and the documents is made safe for a terminal."""
    summary = report.summary
    for line in heading(summary):
        console.print(safe_line(line))
    if report.comparison:
        console.print()
        _show_moved(report.comparison, console)
    for table in _tables(report, console.width):
        console.print(f"\n{table.title}")
        console.print(_table(table))
    unplaced = [f"{result.id}: {quote}" for result, quote in summary.unplaced]
    _show_list("Evidence that lies in no passage, and counts as zero:", unplaced, console)
    failures = [f"{result.id}: {result.failure}" for result in summary.failures]
    _show_list("Questions without an answer, which counts as wrong:", failures, console)
    if report.verdict:
        _show_list(f"{UNDECIDED}:", report.verdict.undecided, console)
        broken = [check.sentence for check in report.verdict.broken]
        _show_list(gate_sentence(report), broken or [""], console)


def _tables(report: Report, width: int) -> Iterator[TextTable]:
    yield measures_table(report)
    if report.verdict and report.verdict.tolerated:
        yield tolerances_table(report.verdict)
    yield from confidence_tables(report.summary)
    yield from slice_tables(
        report.summary, SLICE_COLUMNS if width >= _WIDE else _NARROW_SLICE_COLUMNS
    )


def _show_list(title: str, items: Sequence[str], console: "Console") -> None:
    if items:
        console.print(f"\n{title}")
    for item in filter(None, items):
        console.print(f"  {safe_line(item)}")


def _show_moved(comparison: Comparison, console: "Console") -> None:
    console.print(safe_line(moved_heading(comparison)))
    for name, before, now in comparison.under_test:
        console.print(f"  {safe_line(f'{name}: {before} → {now}')}")
    for count, moved in enumerate(comparison.moved):
        if count <= _MOST_QUOTED:
            console.print()
        console.print(safe_line(moved_line(moved)))
        if count < _MOST_QUOTED:
            console.print(_side_by_side(moved))


def _side_by_side(moved: Moved) -> "Table":
    """Return the question, and below it the first passage before and now."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2), expand=True, title=Text(safe_line(moved.now.question)))
    table.title_justify = "left"
    for head in ("before", "now"):
        table.add_column(head, overflow="fold", ratio=1)
    if moved.before.first == moved.now.first:
        table.add_row(_passage(moved.before.first), Text("the same first passage"))
    else:
        table.add_row(_passage(moved.before.first), _passage(moved.now.first))
    return table


def _passage(first: FirstPassage | None) -> "Text":
    """Return a passage with the sentence that answers in bold, its words underlined, and its place."""
    from rich.text import Text

    if first is None:
        return Text("no passage")
    before, sentence, after = first.parts()
    styles = ("bold", "bold underline", "bold")
    marked = Text.assemble(*zip(sentence_parts(sentence, safe_line), styles, strict=True))
    place = safe_line(f"{first.document} [{first.start}, {first.end})")
    parts = (Text(safe_line(before)), marked, Text(safe_line(after)), Text(f"— {place}", "dim"))
    return Text(" ").join(part for part in parts if part)


def _table(found: TextTable) -> "Table":
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    first, *numbers = found.head
    table.add_column(first, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", overflow="fold")
    for row in found.rows:
        table.add_row(*_cells(row))
    return table


def _cells(row: Sequence[str]) -> "list[Text]":
    from rich.text import Text

    return [Text(safe_line(cell)) for cell in row]
