"""``quoth-eval SET``: measures retrieval on an eval set, and gates on it."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.console.ending import guarded, terminating
from assistant.console.messages import ignore, say
from assistant.console.streams import standard_output, write_record
from eval.program.commands import COMMANDS, command
from eval.program.options import Options, parse
from index.errors import QuothError

if TYPE_CHECKING:
    from eval.reports.report import Report

_PROGRAM = "quoth-eval"
_DONE, _GATE_FAILED = 0, 1
_PIPED_COLUMNS = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code as the contract has it."""
    with guarded(_PROGRAM) as ending, terminating():
        given = sys.argv[1:] if arguments is None else arguments
        if given and given[0] in COMMANDS:
            ending.code = command(given[0])(given[1:])
        else:
            ending.code = _evaluate(parse(_PROGRAM, given))
    return ending.code


def _evaluate(options: Options) -> int:
    from eval.program.reporting import report_of
    from eval.reports import files

    paths = [*options.reports, *filter(None, [options.comment])]
    files.check_paths(paths)
    try:
        report = report_of(options, _say, ignore if options.quiet else _say)
    except QuothError:
        if not options.compare:  # whose reports may be what could not be read
            files.remove(paths)
        raise
    for path in options.reports:
        files.write(report, path)
    if options.comment:
        files.write_comment(report, options.comment)
    _print(options, report)
    return _end(report, is_quiet=options.quiet)


def _print(options: Options, report: "Report") -> None:
    from eval.reports.annotations import annotations, fenced
    from eval.reports.record import to_record

    notes = "".join(f"{line}\n" for line in annotations(report)) if options.annotate else ""
    if options.json:
        write_record(standard_output(), to_record(report))
        sys.stderr.write(notes)
        return
    text = _shown(report)
    sys.stdout.write(fenced(text) + notes if options.annotate else text)


def _shown(report: "Report") -> str:
    from rich.console import Console

    from eval.reports.terminal import show

    width = None if sys.stdout.isatty() else _PIPED_COLUMNS
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as shown:  # written by Rich, a closed pipe would end with 1
        show(report, console)
    return shown.get()


def _end(report: "Report", *, is_quiet: bool) -> int:
    from eval.reports.wording import gate_sentence

    for broken in report.verdict.broken if report.verdict else ():
        _say(f"gate failed: {broken.sentence}")
    if not (report.failed or is_quiet):
        said = gate_sentence(report)
        _say(said[0].lower() + said[1:])
    return _GATE_FAILED if report.failed else _DONE


def _say(line: str) -> None:
    say(line, _PROGRAM)
