"""``quoth completion``: what a shell runs so that it completes commands, options and document ids."""

import argparse
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from assistant.console.parser import OneLineParser
from assistant.console.settings import read_settings
from assistant.console.streams import write_text
from index.errors import QuothError

_OF_IDS = {"documents", "text"}
"""Where options of these names keep an id of a document."""
_MOST = 500
"""Ids that are offered at once."""


def run(options: argparse.Namespace) -> int:
    """Print what the shell is to run."""
    from argcomplete.shell_integration import shellcode

    write_text(shellcode(["quoth"], shell=options.shell) + "\n")
    return 0


def complete(parser: argparse.ArgumentParser, commands: Mapping[str, OneLineParser]) -> None:
    """Answer a shell that asks how a command line goes on, and end."""
    import argcomplete

    for command in commands.values():
        command.complete_with(_OF_IDS, document_ids)
        command.complete_with({"collections"}, collections)
    argcomplete.autocomplete(parser, always_complete_options=True)


def collections(prefix: str, **_: Any) -> Iterable[str]:
    """Return the names of the collections that the settings have."""
    with suppress(QuothError, OSError):
        return [name for name in read_settings().collections if name.startswith(prefix)]
    return []


def document_ids(parsed_args: argparse.Namespace, prefix: str, **_: Any) -> Iterable[str]:
    """Return the ids of documents of the index that a command line names, if it is built."""
    from index.library import Library

    with suppress(QuothError, OSError):
        library = Library.open(parsed_args.sources or (), parsed_args.index)
        if library.exists():
            return [each for each in library.documents if each.startswith(prefix)][:_MOST]
    return []
