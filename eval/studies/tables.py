"""Tables: what the programs share that print a Markdown table for each eval set."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.options import add_reading_options
from assistant.console.messages import ignore, progress_bar, say
from assistant.console.parser import OneLineParser
from eval.measures.significance import Difference
from eval.questions.eval_set import EvalSet
from eval.questions.loading import load
from eval.questions.sources import own_sources

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.progress import Progress

Study = Callable[["Assistant", EvalSet, "Progress"], str]
"""Measures a set with the assistant that is opened on its documents; gives the table."""


def sets_parser(program: str, description: str) -> OneLineParser:
    """Return a parser of eval sets, how their passages are read, and ``--quiet``."""
    parser = OneLineParser(prog=program, description=description)
    add = parser.add_argument
    add(
        "sets",
        metavar="SET",
        type=Path,
        nargs="+",
        help="a file of eval records, or a folder in BEIR layout",
    )
    add_reading_options(parser)
    add("--quiet", action="store_true", help="no progress and no warnings")
    return parser


def print_tables(
    program: str, options: argparse.Namespace, study: Study, sets: Sequence[Path] | None = None
) -> None:
    """Print the table of each set as soon as it is measured.

    Args:
        program: What the messages begin with.
        options: What ``sets_parser`` understood.
        study: Gives the table of a set.
        sets: Those to measure; by default all of the options.

    Raises:
        QuothError: A set or its documents cannot be used; the tables before it are printed.
    """
    for path in options.sets if sets is None else sets:
        print_section(_table(program, path, study, options))


def print_section(section: str) -> None:
    """Print a section of Markdown at once, a blank line behind it."""
    sys.stdout.write(f"{section}\n\n")
    sys.stdout.flush()


def _table(program: str, path: Path, study: Study, options: argparse.Namespace) -> str:
    from assistant.engine import Assistant

    eval_set = load(path)
    sources = own_sources(path, eval_set)
    with progress_bar(quiet=options.quiet) as progress:
        warn = ignore if options.quiet else (lambda line: say(line, program))
        assistant = Assistant.open(sources, reader=options.reader, progress=progress, warn=warn)
        return study(assistant, eval_set, progress)


def difference_cell(difference: Difference) -> str:
    """Return a difference and its interval; bold where the interval lies on one side of zero."""
    mean = f"{difference.mean:+.3f}"
    mean = f"**{mean}**" if difference.is_sure else mean
    return f"{mean} [{difference.low:+.3f}, {difference.high:+.3f}]"
