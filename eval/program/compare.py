"""``quoth-eval compare A.json B.json …``: several systems on the same questions, in one table."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.console.parser import OneLineParser, add_version
from assistant.console.safe_text import safe_line
from assistant.console.streams import reason, standard_output, write_record
from eval.gate.systems import MEASURES, Systems, compare_systems, mismatch
from eval.measures.measures import CEILINGS, FLOORS
from eval.measures.summary import Summary
from eval.program.frozen import frozen
from eval.reports import record
from eval.reports.systems import FORMATS, MOST, text, to_record
from index.errors import InputError

_DONE = 0


@dataclass(frozen=True, slots=True)
class _Options:
    reports: tuple[Path, ...]
    measures: tuple[str, ...]
    outputs: tuple[Path, ...]
    json: bool


def run(arguments: Sequence[str]) -> int:
    """Print the table of the systems whose reports are named; write it where that is wanted.

    Raises:
        QuothError: A report cannot be read or is of other questions, or a file cannot be written.
    """
    options = frozen(_Options, _parser().parse_args(arguments))
    for path in options.outputs:
        if path.suffix not in FORMATS:
            use = " or ".join(FORMATS)
            raise InputError(f"{safe_line(str(path))}: no format of a table; use {use}")
    systems = compare_systems(_summaries(options.reports), options.measures or MEASURES)
    for path in options.outputs:
        _write(systems, path)
    if options.json:
        write_record(standard_output(), to_record(systems))
    else:
        sys.stdout.write(text(systems))
    return _DONE


def _summaries(paths: Sequence[Path]) -> dict[str, Summary]:
    if not 1 < len(paths) <= MOST:
        raise InputError(f"{len(paths)} reports are no table; name from 2 to {MOST}")
    stems = [path.stem for path in paths]
    names = stems if len(set(stems)) == len(stems) else [str(path) for path in paths]
    if len(set(names)) < len(names):
        raise InputError("a report is named twice; name each once")
    first = record.read(paths[0])
    found = {names[0]: first}
    for name, path in zip(names[1:], paths[1:], strict=True):
        found[name] = record.read(path)
        if problem := mismatch(first.binding, found[name].binding):
            both = safe_line(f"{paths[0]} and {path}")
            raise InputError(f"{both}: cannot be compared: {problem}")
    return found


def _write(systems: Systems, path: Path) -> None:
    try:
        path.write_text(FORMATS[path.suffix](systems), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{safe_line(str(path))}: cannot be written ({reason(error)})") from None


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog="quoth-eval compare",
        description="Compare systems on the same questions, each by the report that quoth-eval SET "
        "--report NAME.json wrote: every two of them in each measure, by paired tests that are "
        "corrected together (Holm).",
        epilog=f"Exit codes: {_DONE} done, 2 could not run.",
    )
    add = parser.add_argument
    add("reports", metavar="REPORT.json", type=Path, nargs="+", help="two reports or more")
    add(
        "--measure",
        dest="measures",
        metavar="NAME",
        action="append",
        default=[],
        choices=(*FLOORS, *CEILINGS),
        help=f"a measure to compare; repeatable (default: {', '.join(MEASURES)})",
    )
    add(
        "-o",
        "--output",
        dest="outputs",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="write the table as .md, or for a paper as .tex; repeatable",
    )
    add("--json", action="store_true", help="print a JSON record, nothing else")
    add_version(parser)
    return parser
