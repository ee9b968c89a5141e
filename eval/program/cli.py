"""``quoth-eval SET``: measures retrieval on an eval set, and gates on it."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.console.ending import guarded, terminating
from assistant.console.messages import say
from assistant.console.streams import standard_output, write_record
from eval.program.commands import COMMANDS, command
from eval.program.options import check, parser
from index.errors import QuothError

if TYPE_CHECKING:
    from eval.gate.review import Review

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
            ending.code = _evaluate(parser(_PROGRAM).parse_args(given))
    return ending.code


def _evaluate(options: Namespace) -> int:
    from eval.reports import files

    check(options)
    files.check_paths(options.reports)
    try:
        review = _review(options)
    except QuothError:
        if not options.compare:  # whose reports may be what could not be read
            files.remove(options.reports)
        raise
    for path in options.reports:
        files.write(review, path)
    _print(options, review)
    return _end(options, review)


def _review(options: Namespace) -> "Review":
    from eval.gate import reviewing
    from eval.measures import timings
    from eval.program import ways_in

    def note(line: str) -> None:
        if not options.quiet:
            _say(line)

    if options.compare:
        return reviewing.review_reports(options)
    eval_set = ways_in.load_set(options, note)
    if len(options.model or ()) > 1:
        found = ways_in.by_model(options, eval_set, _say, note)
        return reviewing.review_models(options, found)
    gating = reviewing.Gating.of(
        options.set,
        gate=options.gate,
        baseline=options.baseline,
        is_update=options.update_baseline,
        say=note,
    )
    measured = ways_in.measured(options, eval_set, _say, note)
    if options.timings:
        timings.write(options.timings, measured.report, measured.seconds)
    return gating.review(measured.report, measured.text, note)


def _print(options: Namespace, review: "Review") -> None:
    from eval.reports.annotations import annotations, fenced
    from eval.reports.record import to_record

    notes = "".join(f"{line}\n" for line in annotations(review)) if options.annotate else ""
    if options.json:
        write_record(standard_output(), to_record(review))
        sys.stderr.write(notes)
        return
    text = _shown(review)
    sys.stdout.write(fenced(text) + notes if options.annotate else text)


def _shown(review: "Review") -> str:
    from rich.console import Console

    from eval.reports.terminal import show

    width = None if sys.stdout.isatty() else _PIPED_COLUMNS
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as shown:  # written by Rich, a closed pipe would end with 1
        show(review, console)
    return shown.get()


def _end(options: Namespace, review: "Review") -> int:
    from eval.reports.wording import outcome

    for broken in review.verdict.broken if review.verdict else ():
        _say(f"gate failed: {broken.sentence}")
    if not (review.failed or options.quiet):
        said = outcome(review)
        _say(said[0].lower() + said[1:])
    return _GATE_FAILED if review.failed else _DONE


def _say(line: str) -> None:
    say(line, _PROGRAM)
