"""``quoth-eval check SET``: says what is wrong with an eval set, without a model."""

import sys
from argparse import ArgumentTypeError
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.console.counting import counted
from assistant.console.messages import ignore, say
from assistant.console.parser import OneLineParser
from assistant.console.safe_text import safe_line
from assistant.console.streams import standard_output, write_record
from assistant.console.values import positive
from eval.gate import gate_file
from eval.labelling.documents import documents_of
from eval.labelling.duplicates import SIMILAR
from eval.labelling.examination import examine
from eval.labelling.findings import Finding
from eval.program.frozen import frozen
from eval.program.labels.few_questions import findings as undecided_findings
from eval.program.labels.few_questions import powers
from eval.program.labels.options import add_labelling_options
from eval.questions import set_file
from eval.questions.loading import load
from eval.questions.set_file import SOURCES, tables
from index.errors import InputError

_PROGRAM = "quoth-eval"
_CLEAN, _FOUND = 0, 1
_IDENTICAL = 100

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Options:
    set: Path
    similar: int
    gate: Path | None
    json: bool
    sources: tuple[Path, ...]
    quiet: bool


def run(arguments: Sequence[str]) -> int:
    """Print a line for each finding; return 1 if there is one.

    Raises:
        QuothError: The set, its documents or its gate cannot be read, or a gate that was named has
            tolerances that so few questions cannot decide.
    """
    options = frozen(_Options, _parser().parse_args(arguments))
    note = ignore if options.quiet else _say
    documents = {} if options.set.is_dir() else documents_of(options.set, options.sources, note)
    count, findings = examine(options.set, lambda name: documents[name].text, options.similar)
    undecided = [] if findings else _undecided(options, note)
    findings += undecided
    for finding in findings:
        if options.json:
            write_record(standard_output(), finding.to_record())
        else:
            sys.stdout.write(f"{finding}\n")
    note(f"checked {counted(count, 'record')}, findings: {len(findings):,}")
    if undecided and options.gate:
        raise InputError(f"{safe_line(str(options.gate))}: its questions are too few for it")
    return _FOUND if findings else _CLEAN


def _undecided(options: _Options, note: Say) -> list[Finding]:
    """Tell what each tolerance of the gate notices; return what so few questions cannot decide."""
    path = options.gate or set_file.beside(options.set)
    if path is None or not tables(path).keys() - {SOURCES}:
        return []
    gate = gate_file.read(path)
    found = powers(gate, options.set, load(options.set))
    for tolerance, able in found:
        least = "no loss" if able.notices is None else f"a loss of {able.notices:.3f} or more"
        note(f"tolerance {tolerance.limit:g} of {tolerance.of}: {least} is noticed")
    return list(undecided_findings(path, gate, found))


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=f"{_PROGRAM} check",
        description="Say what is wrong with an eval set, a line a finding: quotes that are not in "
        "their document exactly once, ids that are not unique, histories that do not go on from "
        "the turn before, questions that ask nearly the same, labels that contradict each other, "
        "tags that are not written alike, tolerances of its gate that so few questions cannot "
        "decide.",
        epilog=f"Exit codes: {_CLEAN} nothing found, {_FOUND} something found, 2 could not run.",
    )
    add = parser.add_argument
    add("set", metavar="SET", type=Path, help="a file of eval records, or a folder in BEIR layout")
    add(
        "--similar",
        metavar="PERCENT",
        type=_percent,
        default=SIMILAR,
        help="how much two questions must be alike to be named (default: %(default)s)",
    )
    add(
        "--gate",
        metavar="FILE.toml",
        type=Path,
        help="the gate that the questions must be enough for, else exit 2; a quoth-eval.toml "
        "beside SET is looked at anyway",
    )
    add("--json", action="store_true", help="print findings as JSON records, nothing else")
    add_labelling_options(parser)
    return parser


def _percent(text: str) -> int:
    value = positive(text)
    if value > _IDENTICAL:
        raise ArgumentTypeError(f"must be at most {_IDENTICAL}, not {text[:40]!r}")
    return value


def _say(line: str) -> None:
    say(line, _PROGRAM)
