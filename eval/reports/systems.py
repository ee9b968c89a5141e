"""Systems as a table: for a terminal, for Markdown, for a paper in LaTeX, and as a record."""

import math
import re
from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Any

from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from eval.gate.systems import Difference, Systems
from eval.measures.stored_results import number
from eval.reports.markdown import escaped
from eval.reports.wording import shown

SCHEMA = "quoth.systems/1"
MOST = len(ascii_lowercase)
"""Systems that a table can tell apart, by a letter each."""

_TEX_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
_TEX_WORDS = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


def text(systems: Systems) -> str:
    """Return a table for a terminal, and each difference in a line."""
    rows = [("", "system", *systems.measures)]
    rows += [
        (f"{letter}", safe_line(name), *(f"{value}{beaten}" for value, beaten, _ in cells))
        for letter, name, cells in _rows(systems)
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, "", caption(systems), "", *_told(systems)]) + "\n"


def markdown(systems: Systems) -> str:
    """Return a table in Markdown, the best of each measure in bold, and each difference below."""
    lines = [f"| | system | {' | '.join(map(escaped, systems.measures))} |"]
    lines += ["|---|---|" + "--:|" * len(systems.measures)]
    for letter, name, cells in _rows(systems):
        values = [
            (f"**{value}**" if is_best else value) + (f"<sup>{beaten}</sup>" if beaten else "")
            for value, beaten, is_best in cells
        ]
        lines.append(f"| {letter} | {escaped(name)} | {' | '.join(values)} |")
    told = [f"- {escaped(line)}" for line in _told(systems)]
    return "\n".join([*lines, "", escaped(caption(systems)), "", *told]) + "\n"


def latex(systems: Systems) -> str:
    """Return a table in LaTeX, for the package booktabs, the best of each measure in bold."""
    head = " & ".join(["", "system", *map(_tex, systems.measures)])
    rows = []
    for letter, name, cells in _rows(systems):
        values = [
            (rf"\textbf{{{value}}}" if is_best else value) + (f"$^{{{beaten}}}$" if beaten else "")
            for value, beaten, is_best in cells
        ]
        rows.append(" & ".join([letter, _tex(name), *values]) + r" \\")
    return "\n".join(
        [
            r"\begin{table}",
            r"  \centering",
            f"  \\begin{{tabular}}{{ll{'r' * len(systems.measures)}}}",
            r"    \toprule",
            f"    {head} \\\\",
            r"    \midrule",
            *(f"    {row}" for row in rows),
            r"    \bottomrule",
            r"  \end{tabular}",
            f"  \\caption{{{_tex(caption(systems))}}}",
            r"\end{table}",
            "",
        ]
    )


FORMATS: Mapping[str, Callable[[Systems], str]] = {".md": markdown, ".tex": latex}
"""What the table is written as, by the suffix of the file."""


def caption(systems: Systems) -> str:
    """Return what the table is of and what its letters say."""
    first = next(iter(systems.summaries.values()))
    tests = counted(len(systems.differences), "test")
    return (
        f"{safe_line(first.name)}, {counted(len(first.results), 'question')}. A letter says that a "
        "system is better than the one of that letter: paired randomisation, two-sided, p at most "
        f".05 after Holm's correction for {tests}."
    )


def to_record(systems: Systems) -> dict[str, Any]:
    """Return it as ``quoth.systems/1``."""
    names = list(systems.summaries)
    return {
        "schema": SCHEMA,
        "systems": [
            {
                "name": name,
                "under_test": dict(summary.under_test),
                "measures": {
                    measure: {
                        "value": number(summary.overall.value(measure)),
                        "n": summary.overall.measure(measure).n,
                    }
                    for measure in systems.measures
                },
            }
            for name, summary in systems.summaries.items()
        ],
        "differences": [
            {
                "measure": found.measure,
                "better": names[found.better],
                "worse": names[found.worse],
                "difference": number(found.value),
                "low": number(found.low),
                "high": number(found.high),
                "p": number(found.probability),
                "shown": found.is_shown,
            }
            for found in systems.differences
        ],
    }


def _rows(systems: Systems) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Return of each system its letter, its name, and of each measure value, whom it beats, best."""
    rows = []
    for number_of, (name, summary) in enumerate(systems.summaries.items()):
        cells = []
        for measure in systems.measures:
            value = summary.overall.value(measure)
            beaten = "".join(ascii_lowercase[i] for i in systems.beaten(measure, number_of))
            cells.append((shown(value), beaten, value == systems.best(measure)))
        rows.append((ascii_lowercase[number_of], name, cells))
    return rows


def _told(systems: Systems) -> list[str]:
    """Return each difference in a sentence."""
    names = list(systems.summaries)
    return [_sentence(found, names) for found in systems.differences]


def _sentence(found: Difference, names: list[str]) -> str:
    one, other = safe_line(names[found.better]), safe_line(names[found.worse])
    interval = "" if math.isnan(found.low) else f" ({found.low:+.3f} to {found.high:+.3f})"
    verdict = "" if found.is_shown else ", which may be chance"
    return (
        f"{found.measure}: {one} over {other} {found.value:+.3f}{interval}, "
        f"p {found.probability:.4f}{verdict}"
    )


def _tex(words: str) -> str:
    return _TEX_SPECIAL.sub(lambda sign: _TEX_WORDS.get(sign[0], f"\\{sign[0]}"), safe_line(words))
