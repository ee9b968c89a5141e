"""The options of ``quoth-eval SET``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.commands.options import add_common_options, add_reading_options
from assistant.console.parser import OneLineParser
from assistant.console.values import positive
from eval.program.commands import COMMANDS
from eval.program.frozen import frozen
from index.errors import InputError
from index.files.location import StoreUrl

_EPILOG = (
    "The gate is --gate, else a quoth-eval.toml beside SET; the baseline is --baseline, else "
    "NAME.baseline.json beside it. What helps to make a set has its own --help: quoth-eval "
    f"{{{','.join(COMMANDS)}}}. Exit codes: 0 done, 1 the gate failed, 2 could not run."
)


@dataclass(frozen=True, slots=True)
class Options:
    """What ``quoth-eval SET`` is told to do; each field is the option of its name.

    ``set`` is None where two reports are compared. ``context`` is false with ``--no-context``,
    ``reader`` None with ``--no-reader``.
    """

    set: Path | None
    sources: tuple[Path, ...]
    index: Path | StoreUrl | None
    models: tuple[str, ...]
    frozen: bool
    answers: Path | None
    run: Path | None
    compare: tuple[Path, Path] | None
    limit: int | None
    context: bool
    reader: str | None
    rewritten: bool
    exclude_answered: bool
    gate: Path | None
    baseline: Path | None
    update_baseline: bool
    reports: tuple[Path, ...]
    comment: Path | None
    annotate: bool
    timings: Path | None
    json: bool
    quiet: bool


def parse(program: str, arguments: Sequence[str]) -> Options:
    """Return the options of ``quoth-eval SET``.

    Raises:
        SystemExit: They are not understood, which is said on stderr, or help was asked for.
        InputError: They contradict each other; names both.
    """
    options = frozen(Options, _parser(program).parse_args(arguments))
    _check(options)
    return options


def _parser(program: str) -> OneLineParser:
    found = OneLineParser(
        prog=program,
        description="Measure retrieval on an eval set, and gate on it. No measure depends on -k.",
        epilog=_EPILOG,
        conflict_handler="resolve",  # --model may be given twice
    )
    add_common_options(found)
    _add_ways_in(found)
    _add_gating(found)
    _add_reports(found)
    return found


def add_exclude_answered(found: OneLineParser) -> None:
    """Add ``--exclude-answered``."""
    found.add_argument(
        "--exclude-answered",
        action="store_true",
        help="leave documents that are an answer of a question's history out of its ranking",
    )


def _check(options: Options) -> None:
    models = len(options.models)
    compared = bool(options.compare)
    contradictions = {
        "SET and --compare": bool(options.set) and compared,
        "neither SET nor --compare": not options.set and not compared,
        "--compare and --answers": compared and bool(options.answers),
        "--compare and --model": compared and bool(models),
        "--compare and --run": compared and bool(options.run),
        "--run and --answers": bool(options.run) and bool(options.answers),
        "--run and --model": bool(options.run) and bool(models),
        "--run and --rewritten": bool(options.run) and options.rewritten,
        "--run and --no-context": bool(options.run) and not options.context,
        "--run and --exclude-answered": bool(options.run) and options.exclude_answered,
        "more than two --model": models > 2,  # noqa: PLR2004
        "--answers and --model": bool(options.answers) and bool(models),
        "--answers and --rewritten": bool(options.answers) and options.rewritten,
        "--answers and --no-context": bool(options.answers) and not options.context,
        "--answers and --exclude-answered": bool(options.answers) and options.exclude_answered,
        "--update-baseline and --limit": options.update_baseline and options.limit is not None,
        "--update-baseline and --compare": options.update_baseline and compared,
        "--update-baseline and two --model": options.update_baseline and models == 2,  # noqa: PLR2004
    }
    for named, holds in contradictions.items():
        if holds:
            raise InputError(f"{named}: cannot be; see quoth-eval --help")


def _add_ways_in(found: OneLineParser) -> None:
    add = found.add_argument
    add(
        "set",
        metavar="SET",
        type=Path,
        nargs="?",
        help="a file of eval records, or a folder in BEIR layout",
    )
    add_reading_options(found)
    add("--answers", metavar="FILE", type=Path, help="judge what quoth batch wrote; loads no model")
    add(
        "--run",
        metavar="FILE",
        type=Path,
        help="judge what another tool retrieved: a TREC run, or JSON lines with the passages' "
        "texts; loads no model",
    )
    add(
        "--compare",
        metavar=("A.json", "B.json"),
        type=Path,
        nargs=2,
        help="compare two reports, without SET",
    )
    add(
        "--model",
        dest="models",
        metavar="NAME_OR_PATH",
        action="append",
        default=[],
        help="the embedding model to build an index with; twice: both side by side",
    )
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
    add_exclude_answered(found)


def _add_gating(found: OneLineParser) -> None:
    add = found.add_argument
    add("--gate", metavar="FILE.toml", type=Path, help="floors, tolerances and what is essential")
    add("--baseline", metavar="FILE.json", type=Path, help="the results to gate against")
    add(
        "--update-baseline",
        action="store_true",
        help="write the results as the new baseline",
    )


def _add_reports(found: OneLineParser) -> None:
    add = found.add_argument
    add(
        "--report",
        dest="reports",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="write a report as .md, .html, .xml (JUnit) or .json; repeatable",
    )
    add(
        "--comment",
        metavar="FILE.md",
        type=Path,
        help="write a report that is short enough for a comment on a pull request",
    )
    add(
        "--annotate",
        action="store_true",
        help="print annotations for GitHub that point at lines of SET",
    )
    add(
        "--timings",
        metavar="FILE.json",
        type=Path,
        help="write how long each answer took, and the most memory that was held",
    )
