"""The documents that labels are about, read without a model or an index."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from assistant.commands.options import add_sources
from assistant.console.parser import OneLineParser, add_version
from eval.questions.sources import sources_beside
from index.documents import Document
from index.files.location import default_sources
from index.sources.files import read_collection


def add_labelling_options(parser: OneLineParser) -> None:
    """Add the options that the commands for labels share."""
    add_sources(
        parser,
        "a file or folder that the labels are about; repeatable "
        "(default: the sources named beside SET, or the article in seeds/)",
    )
    parser.add_argument("--quiet", action="store_true", help="findings and errors only")
    add_version(parser)


def documents_of(
    options: Namespace, eval_set: Path, warn: Callable[[str], None]
) -> dict[str, Document]:
    """Return by their ids the documents that a set is about.

    Raises:
        QuothError: A source cannot be read.
    """
    sources = options.sources or sources_beside(eval_set) or default_sources()
    found = read_collection(sources)
    for problem in found.problems:
        warn(problem)
    return {document.id: document for document in found.documents}
