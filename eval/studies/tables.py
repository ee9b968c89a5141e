"""Tables: what the programs share that print a Markdown table for each eval set."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
    """Return a parser of eval sets and ``--quiet``."""
    parser = OneLineParser(prog=program, description=description)
    add = parser.add_argument
    add(
        "sets",
        metavar="SET",
        type=Path,
        nargs="+",
        help="a file of eval records, or a folder in BEIR layout",
    )
    add("--quiet", action="store_true", help="no progress and no warnings")
    return parser


def print_tables(program: str, sets: Sequence[Path], study: Study, *, quiet: bool) -> None:
    """Print the table of each set as soon as it is measured.

    Args:
        program: What the messages begin with.
        sets: The paths of the sets.
        study: Gives the table of a set.
        quiet: Whether nothing else is printed.

    Raises:
        QuothError: A set or its documents cannot be used; the tables before it are printed.
    """
    for path in sets:
        sys.stdout.write(_table(program, path, study, quiet=quiet) + "\n\n")
        sys.stdout.flush()


def _table(program: str, path: Path, study: Study, *, quiet: bool) -> str:
    from assistant.engine import Assistant

    eval_set = load(path)
    sources = own_sources(path, eval_set)
    with progress_bar(quiet=quiet) as progress:
        warn = ignore if quiet else (lambda line: say(line, program))
        assistant = Assistant.open(sources, progress=progress, warn=warn)
        return study(assistant, eval_set, progress)


def difference_cell(difference: Difference) -> str:
    """Return a difference and its interval; bold where the interval lies on one side of zero."""
    mean = f"{difference.mean:+.3f}"
    mean = f"**{mean}**" if difference.is_sure else mean
    return f"{mean} [{difference.low:+.3f}, {difference.high:+.3f}]"
