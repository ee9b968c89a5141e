"""The options that commands share, and the assistant that they ask for."""

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.asking import DEFAULT_K, Asking
from assistant.console.messages import ignore, progress_bar, say
from assistant.console.parser import add_version
from assistant.console.remedies import explained
from assistant.console.values import condition, path, positive, store, words
from index.errors import InputError
from index.reading import SHIPPED_READER
from index.search.restriction import Restriction

CITATION_STYLES = ("bibtex", "csl", "ris")
FORMS = ("vimgrep",)

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.engine import Assistant
    from index.library import Library
    from index.progress import Progress


def asking_of(options: argparse.Namespace) -> Asking:
    """Return how the options of a command want questions answered."""
    return Asking(options.k, options.context, options.explain, _restriction(options))


def _restriction(options: argparse.Namespace) -> Restriction:
    documents, sections = tuple(options.documents), tuple(options.sections)
    return Restriction(documents, sections, tuple(options.where), options.newest)


def add_sources(parser: argparse.ArgumentParser, help_text: str) -> None:
    """Add ``--source``, with what it is for."""
    parser.add_argument(
        "-s",
        "--source",
        dest="sources",
        metavar="PATH",
        type=path,
        action="append",
        default=[],
        help=help_text,
    )


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that every command has; ``open_assistant`` understands them."""
    add_sources(
        parser, "a file or folder to answer from; repeatable (default: the article in seeds/)"
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--index", metavar="DIR", type=path, help="where the index lives (default: a cache folder)"
    )
    place.add_argument(
        "--store",
        dest="index",
        metavar="URL",
        type=store,
        help="where it lives instead, for many documents: lance://DIR or s3://BUCKET/PREFIX",
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


def add_collections(parser: argparse.ArgumentParser) -> None:
    """Add ``--collection``, whose sources the settings know."""
    parser.add_argument(
        "-c",
        "--collection",
        dest="collections",
        metavar="NAME",
        type=words,
        action="append",
        default=[],
        help="the sources that quoth config has under this name; repeatable",
    )


def add_answering_options(parser: argparse.ArgumentParser) -> None:
    """Add what ``ask``, ``batch`` and ``chat`` have in common."""
    parser.add_argument(
        "--no-context",
        dest="context",
        action="store_false",
        help="search the raw question, whatever was asked before",
    )
    add_reading_options(parser)
    parser.add_argument(
        "--explain", action="store_true", help="say why each passage ranks where it does"
    )
    parser.add_argument(
        "--document",
        dest="documents",
        metavar="GLOB",
        type=words,
        action="append",
        default=[],
        help="ask only documents whose ids match, as in a .gitignore: '*.pdf', reports/; repeatable",
    )
    parser.add_argument(
        "--section",
        dest="sections",
        metavar="TEXT",
        type=words,
        action="append",
        default=[],
        help="ask only what stands under a heading with these words; repeatable",
    )
    parser.add_argument(
        "--where",
        metavar="CONDITION",
        type=condition,
        action="append",
        default=[],
        help="ask only documents that say so of themselves: author=Holm, 'date >= 2021-05', tag=roof; "
        "repeatable, and then all must hold",
    )
    parser.add_argument(
        "--newest",
        action="store_true",
        help="of what answers about as well, give the newest first",
    )


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--reader`` and ``--no-reader``."""
    reading = parser.add_mutually_exclusive_group()
    reading.add_argument(
        "--reader",
        metavar="NAME_OR_PATH",
        default=SHIPPED_READER,
        help="the model that reads the first passages (default: %(default)s)",
    )
    reading.add_argument(
        "--no-reader",
        dest="reader",
        action="store_const",
        const=None,
        help="rank passages without reading them",
    )


def add_form_options(parser: argparse.ArgumentParser) -> None:
    """Add what ``ask`` and ``find`` print instead of text for people."""
    parser.add_argument(
        "--format",
        dest="form",
        choices=FORMS,
        help="print a line for each place, FILE:LINE:COLUMN:TEXT, for editors",
    )
    parser.add_argument(
        "--cite",
        choices=CITATION_STYLES,
        help="print the documents that are quoted, for a program that manages references",
    )


def check_form(options: argparse.Namespace) -> None:
    """Refuse several forms of one result.

    Raises:
        InputError: More than one is asked for.
    """
    asked = {"--json": options.json, "--format": options.form, "--cite": options.cite}
    named = [name for name, given in asked.items() if given]
    if len(named) > 1:
        raise InputError(f"{' and '.join(named)} are forms of one result; leave all but one out")


def open_assistant(options: argparse.Namespace) -> "Assistant":
    """Open the assistant that the options describe, with progress and warnings on stderr.

    Raises:
        QuothError: The sources, the index or the model cannot be used, or nothing is left of
            them by ``--document``, ``--section`` and ``--where``.
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
        reader=options.reader,
        frozen=options.frozen,
        progress=progress,
        warn=lambda message: warn(explained(message)),
    )


def assistant_on(library: "Library", options: argparse.Namespace) -> "Assistant":
    """Return the assistant that the options describe, on a library that ``open_library`` gave.

    Raises:
        QuothError: The model or the reader cannot be used.
    """
    from assistant.engine import Assistant

    warn = ignore if options.quiet else say
    return Assistant.on(
        library, reader=options.reader, warn=lambda message: warn(explained(message))
    )


def open_library(options: argparse.Namespace) -> "Library":
    """Open the documents that the options describe, current, without any model.

    Raises:
        QuothError: The sources or the index cannot be used.
    """
    from index.library import Library

    warn = ignore if options.quiet else say
    with progress_bar(quiet=options.quiet) as progress:
        return Library.open(options.sources, options.index, say=warn).ready(
            model=options.model,
            frozen=options.frozen,
            searching=False,
            progress=progress,
            say=lambda message: warn(explained(message)),
        )
