"""``quoth-eval SET``: measures retrieval on an eval set, and gates on it."""

import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.ending import guarded, terminating
from assistant.messages import ignore, progress_bar, say
from assistant.options import OneLineParser, add_common_options, open_with, positive
from assistant.streams import standard_output, write_record
from eval.commands import COMMANDS, command

if TYPE_CHECKING:
    from eval.dataset import EvalSet
    from eval.gate import Gate
    from eval.harness import Run
    from eval.report import Report

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
            ending.code = _evaluate(_parser().parse_args(given))
    return ending.code


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=_PROGRAM,
        description="Measure retrieval on an eval set, and gate on it. No measure depends on -k.",
        epilog="The gate is --gate, else a quoth-eval.toml beside SET. What helps to make a set "
        f"has its own --help: {_PROGRAM} {{{','.join(COMMANDS)}}}. "
        f"Exit codes: {_DONE} done, {_GATE_FAILED} the gate failed, 2 could not run.",
    )
    add = parser.add_argument
    add("set", metavar="SET", type=Path, help="a file of eval records, or a folder in BEIR layout")
    add("--gate", metavar="FILE.toml", type=Path, help="floors and ceilings that must be kept")
    add("--limit", metavar="N", type=positive, help="only the first N questions")
    add(
        "--no-context",
        dest="context",
        action="store_false",
        help="search the raw question, whatever was asked before",
    )
    add(
        "--rewritten",
        action="store_true",
        help="search each question's rewrite, without its history",
    )
    add_exclude_answered(parser)
    add_common_options(parser)
    return parser


def add_exclude_answered(parser: OneLineParser) -> None:
    """Add ``--exclude-answered``."""
    parser.add_argument(
        "--exclude-answered",
        action="store_true",
        help="leave documents that are an answer of a question's history out of its ranking",
    )


def _evaluate(options: Namespace) -> int:
    from eval import gate, report

    eval_set = _load(options)
    path = options.gate or gate.beside(options.set)
    bounds = gate.read(path) if path else None
    found = report.summarise(_run(options, eval_set))
    _print(found, as_json=options.json)
    return _verdict(options, bounds, found)


def _load(options: Namespace) -> "EvalSet":
    """Load the set, cut to ``--limit``; the documents that it is about become the source."""
    from eval.dataset import load
    from eval.sources import chosen_sources

    eval_set = load(options.set)
    options.sources = chosen_sources(options, eval_set)
    limit: int | None = options.limit
    if limit is None or limit >= len(eval_set.questions):
        return eval_set
    _note(options, f"only the first {limit} of {len(eval_set.questions)} questions")
    return replace(eval_set, questions=eval_set.questions[:limit])


def _run(options: Namespace, eval_set: "EvalSet") -> "Run":
    from eval.harness import run

    with progress_bar(quiet=options.quiet) as progress:
        assistant = open_with(options, progress, ignore if options.quiet else _say)
        began = time.monotonic()
        found = run(
            assistant,
            eval_set,
            context=options.context,
            rewritten=options.rewritten,
            exclude_answered=options.exclude_answered,
            progress=progress,
        )
        took = time.monotonic() - began
    _note(options, f"asked {len(found.outcomes)} questions in {took:.1f} s")
    return found


def _print(found: "Report", *, as_json: bool) -> None:
    from rich.console import Console

    from eval.report import show, to_record

    if as_json:
        write_record(standard_output(), to_record(found))
        return
    width = None if sys.stdout.isatty() else _PIPED_COLUMNS
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as shown:  # written by Rich, a closed pipe would end with 1
        show(found, console)
    sys.stdout.write(shown.get())


def _verdict(options: Namespace, bounds: "Gate | None", found: "Report") -> int:
    if bounds is None:
        _note(options, "not gated")
        return _DONE
    broken = bounds.broken(found)
    for sentence in broken:
        _say(f"gate failed: {sentence}")
    if not broken:
        _note(options, f"gate passed, bounds kept: {len(bounds.bounds)}")
    return _GATE_FAILED if broken else _DONE


def _note(options: Namespace, line: str) -> None:
    if not options.quiet:
        _say(line)


def _say(line: str) -> None:
    say(line, _PROGRAM)
