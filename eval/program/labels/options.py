"""The options that the commands for labels share."""

from assistant.commands.options import add_sources
from assistant.console.parser import OneLineParser, add_version


def add_labelling_options(parser: OneLineParser) -> None:
    """Add ``-s``, ``--quiet`` and ``--version``."""
    add_sources(
        parser,
        "a file or folder that the labels are about; repeatable "
        "(default: the sources named beside SET, or the article in seeds/)",
    )
    parser.add_argument("--quiet", action="store_true", help="findings and errors only")
    add_version(parser)
