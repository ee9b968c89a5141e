"""A report as one HTML file that needs nothing beside it: what moved first, pictures, tables."""

from collections.abc import Iterator, Sequence
from html import escape

from assistant.console.safe_text import safe_line
from eval.gate.comparison import Comparison, Moved
from eval.measures.result import FirstPassage
from eval.reports.pictures import risk_picture, slices_picture
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

_PICTURED = ("Success@1", "nDCG@10", "false answers")
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --now: #2563eb; --before: #b45309; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.15rem; margin-top: 2.5rem }
h1.failed { color: #dc2626 } h1.passed { color: #16a34a }
table { border-collapse: collapse; margin: .5rem 0; display: block; overflow-x: auto }
th, td { padding: .2rem .8rem .2rem 0; text-align: right; border-bottom: 1px solid var(--line) }
th:first-child, td:first-child, table.text td, table.text th { text-align: left }
.moved { border: 1px solid var(--line); border-radius: 6px; padding: .6rem 1rem; margin: .8rem 0 }
.moved.worse { border-left: 4px solid #dc2626 }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem }
.sides p { margin: .3rem 0; white-space: pre-line; overflow-wrap: anywhere }
.place { opacity: .7; font-size: .85rem }
mark { background: #facc1566; color: inherit } mark b { text-decoration: underline }
svg { display: block; margin: .5rem 0; max-width: 100%; height: auto }
svg text { font: 12px system-ui, sans-serif; fill: currentColor }
svg .grid { stroke: var(--line) } svg .frame { fill: none; stroke: var(--line) }
svg .interval { stroke: var(--now); stroke-width: 2; opacity: .5 }
svg circle.now { fill: var(--now) } svg circle.before { fill: none; stroke: var(--before); \
stroke-width: 2 }
svg polyline { fill: none; stroke-width: 2 } svg polyline.now { stroke: var(--now) }
svg polyline.before { stroke: var(--before); stroke-dasharray: 5 4 }
.now-key { color: var(--now) } .before-key { color: var(--before) }
@media (max-width: 45rem) { .sides { grid-template-columns: 1fr } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(report: Report) -> str:
    """Return a report as an HTML file; text from the set and the documents is never markup."""
    title = f"{report.summary.name}: {gate_sentence(report)}"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(title)}</title>",
            f"<style>{_STYLE}</style></head>",
            "<body>",
            *_body(report),
            "</body></html>\n",
        ]
    )


def _body(report: Report) -> Iterator[str]:
    summary, comparison = report.summary, report.comparison
    state = "" if report.verdict is None else "failed" if report.failed else "passed"
    yield f'<h1 class="{state}">{_text(gate_sentence(report))}</h1>'
    yield from (f"<p>{_text(line)}</p>" for line in heading(summary))
    if report.verdict:
        yield from _list("", [check.sentence for check in report.verdict.broken])
    failures = [f"{result.id}: {result.failure}" for result in summary.failures]
    yield from _list("Questions without an answer, which counts as wrong", failures)
    if comparison:
        yield from _moved(comparison)
    yield from _table(measures_table(report))
    if report.verdict and report.verdict.tolerated:
        yield from _table(tolerances_table(report.verdict))
        yield from _list(UNDECIDED, report.verdict.undecided)
    yield from _pictures(report)
    for table in confidence_tables(summary):
        yield from _table(table)
    for table in slice_tables(summary):
        yield from _table(table)
    unplaced = [f"{result.id}: {quote}" for result, quote in summary.unplaced]
    yield from _list("Evidence that lies in no passage, and counts as zero", unplaced)
    if report.verdict:
        rows = [("✓" if c.holds else "✗", c.name, c.sentence) for c in report.verdict.checks]
        table = TextTable("What was gated", ("", "check", "finding"), rows)
        yield from _table(table, "text")


def _moved(comparison: Comparison) -> Iterator[str]:
    yield f"<h2>{_text(moved_heading(comparison))}</h2>"
    yield from _list(
        "", [f"{name}: {before} → {now}" for name, before, now in comparison.under_test]
    )
    for moved in comparison.moved:
        yield from _moved_question(moved)


def _moved_question(moved: Moved) -> Iterator[str]:
    worse = " worse" if moved.is_regression else ""
    place = f"{moved.now.file}, line {moved.now.line}"
    yield f'<div class="moved{worse}">'
    yield f"<strong>{_text(moved.now.id)}</strong>: {_text(', '.join(moved.changes))}"
    yield f'<div>{_text(moved.now.question)} <span class="place">{_text(place)}</span></div>'
    yield '<div class="sides">'
    for side, first in (("before", moved.before.first), ("now", moved.now.first)):
        yield f"<div><em>{side}</em>{_passage(first)}</div>"
    yield "</div></div>"


def _passage(first: FirstPassage | None) -> str:
    if first is None:
        return "<p>no passage</p>"
    before, sentence, after = first.parts()
    start, words, end = sentence_parts(sentence, _text)
    mark = f"<mark>{start}{words and f'<b>{words}</b>'}{end}</mark>"
    place = _text(f"{first.document} [{first.start}, {first.end})")
    quote = f"{_text(before)} {mark} {_text(after)}"
    return f'<p>{quote}</p><span class="place">{place}</span>'


def _pictures(report: Report) -> Iterator[str]:
    summary = report.summary
    before = report.comparison.before if report.comparison else None
    yield "<h2>Pictures</h2>"
    yield '<p><span class="now-key">●</span> now, with its 95 % interval'
    yield ' <span class="before-key">○</span> before</p>' if before else "</p>"
    for measure in _PICTURED:
        if summary.overall.measure(measure).n:
            yield f"<h3>{_text(measure)}, with the number of questions</h3>"
            yield slices_picture(measure, summary, before)
    if summary.covered:
        yield "<h3>Risk by coverage: what is wrong where only the surest are answered</h3>"
        yield risk_picture(summary, before)


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        if title:
            yield f"<h2>{_text(title)}</h2>"
        yield "<ul>" + "".join(f"<li>{_text(item)}</li>" for item in items) + "</ul>"


def _table(table: TextTable, style: str = "") -> Iterator[str]:
    yield f"<h2>{_text(table.title)}</h2>"
    yield f'<table class="{style}"><tr>{_cells("th", table.head)}</tr>'
    yield from (f"<tr>{_cells('td', row)}</tr>" for row in table.rows)
    yield "</table>"


def _cells(tag: str, cells: Sequence[str]) -> str:
    return "".join(f"<{tag}>{_text(cell)}</{tag}>" for cell in cells)


def _text(text: str) -> str:
    return escape(safe_line(text))
