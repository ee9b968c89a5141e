"""The options that commands share, and the assistant that they ask for."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from assistant.console.messages import ignore, progress_bar, say
from assistant.console.remedies import explained
from index.search.restriction import EVERYTHING, Restriction

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.upkeep.reading import Progress

DEFAULT_K = 5
_MOST_DIGITS = 18
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are answered: ``k`` passages each, with the conversation, with reasons.

    ``within`` are the documents and sections that they are asked of.
    """

    k: int = DEFAULT_K
    context: bool = True
    explain: bool = False
    within: Restriction = EVERYTHING

    @classmethod
    def of(cls, options: argparse.Namespace) -> "Asking":
        """Return what the options of a command ask for."""
        return cls(options.k, options.context, options.explain, _restriction(options))


def _restriction(options: argparse.Namespace) -> Restriction:
    return Restriction(tuple(options.documents), tuple(options.sections))


class OneLineParser(argparse.ArgumentParser):
    """A parser that takes no abbreviations and whose errors are one line on stderr."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **settings})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; exit with 2."""
        say(f"{message}; see {self.prog} --help", self.prog.partition(" ")[0])
        raise SystemExit(2)


class _Version(argparse.Action):
    """Prints the version of the installed distribution, looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        from importlib.metadata import version

        sys.stdout.write(f"{parser.prog.partition(' ')[0]} {version('quoth')}\n")
        raise SystemExit(0)


def add_version(parser: argparse.ArgumentParser) -> None:
    """Add ``--version``."""
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that every command has; ``open_assistant`` understands them."""
    parser.add_argument(
        "-s",
        "--source",
        dest="sources",
        metavar="PATH",
        type=_path,
        action="append",
        default=[],
        help="a file or folder to answer from; repeatable (default: the article in seeds/)",
    )
    parser.add_argument(
        "--index", metavar="DIR", type=_path, help="where the index lives (default: a cache folder)"
    )
    parser.add_argument(
        "-k",
        metavar="N",
        type=positive,
        default=DEFAULT_K,
        help="how many passages to give (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON records, nothing else")
    parser.add_argument("--quiet", action="store_true", help="no progress and no warnings")
    parser.add_argument(
        "--frozen", action="store_true", help="refuse to build or refresh an index (for CI)"
    )
    parser.add_argument(
        "--model", metavar="NAME_OR_PATH", help="the embedding model to build an index with"
    )
    add_version(parser)


def add_answering_options(parser: argparse.ArgumentParser) -> None:
    """Add what ``ask``, ``batch`` and ``chat`` have in common."""
    parser.add_argument(
        "--no-context",
        dest="context",
        action="store_false",
        help="search the raw question, whatever was asked before",
    )
    parser.add_argument(
        "--explain", action="store_true", help="say why each passage ranks where it does"
    )
    parser.add_argument(
        "--document",
        dest="documents",
        metavar="GLOB",
        type=_text,
        action="append",
        default=[],
        help="ask only documents whose ids match, as in a .gitignore: '*.pdf', reports/; repeatable",
    )
    parser.add_argument(
        "--section",
        dest="sections",
        metavar="TEXT",
        type=_text,
        action="append",
        default=[],
        help="ask only what stands under a heading with these words; repeatable",
    )


def open_assistant(options: argparse.Namespace) -> "Assistant":
    """Open the assistant that the options describe, with progress and warnings on stderr.

    Raises:
        QuothError: The sources, the index or the model cannot be used, or nothing is left of
            them by ``--document`` and ``--section``.
    """
    warn = ignore if options.quiet else say
    within = _restriction(options)
    with progress_bar(quiet=options.quiet) as progress:
        assistant = open_with(options, progress, warn)
    if within:
        assistant.select(within)
    return assistant


def open_with(
    options: argparse.Namespace, progress: "Progress", warn: Callable[[str], None]
) -> "Assistant":
    """Open the assistant that the common options describe.

    Raises:
        QuothError: The sources, the index or the model cannot be used.
    """
    from assistant.engine import Assistant

    sources: Sequence[Path] = options.sources
    return Assistant.open(
        sources,
        options.index,
        model=options.model,
        frozen=options.frozen,
        progress=progress,
        warn=lambda message: warn(explained(message)),
    )


def positive(text: str) -> int:
    """Return the whole number from 1 up that an option was given.

    Raises:
        ArgumentTypeError: It is none.
    """
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a whole number from 1 up, not {text[:40]!r}")


def glob(text: str) -> str:
    """Return the pattern that an option was given.

    Raises:
        ArgumentTypeError: It is none.
    """
    from index.files.glob_patterns import Pattern, PatternError

    try:
        if Pattern.parse(text):
            return text
    except PatternError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    raise argparse.ArgumentTypeError(f"must be a pattern of file names, not {text[:40]!r}")


def port(text: str) -> int:
    """Return the number of a port that an option was given.

    Raises:
        ArgumentTypeError: It is none.
    """
    number = positive(text)
    if number > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"must be at most {_LAST_PORT}, not {number}")
    return number


def _path(text: str) -> Path:
    return Path(_text(text))


def _text(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return text
