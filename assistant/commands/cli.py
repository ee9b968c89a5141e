"""The program ``quoth``: its parser and its commands."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from assistant.commands import arguments
from assistant.commands.default_command import NoCommandError, with_command
from assistant.commands.options import add_collections, add_common_options, add_reading_options
from assistant.console.ending import guarded, terminating
from assistant.console.parser import OneLineParser, add_version
from assistant.console.settings import Settings, read_settings
from index.errors import InputError

_MENDING = {"config", "doctor", "completion", "man"}
"""Commands that work where the settings cannot be read, so that those can be mended."""


def main(given: Sequence[str] | None = None) -> int:
    """Run ``quoth`` and return its exit code; errors become one line on stderr here alone."""
    with guarded("quoth") as ending, terminating():
        options = _parse(sys.argv[1:] if given is None else given)
        ending.code = options.run(options)
    return ending.code


def whole_parser() -> tuple[OneLineParser, Mapping[str, OneLineParser]]:
    """Return the parser of the program, and those of its commands by name."""
    parser = _Program(
        prog="quoth", description="Answers questions about documents by quoting them."
    )
    add_version(parser)
    return parser, _add_commands(parser)


class _Program(OneLineParser):
    """The parser of the program; its help alone loads what knows the formats."""

    @property
    def epilog(self) -> str:
        """What stands below its help."""
        from index.readers.formats import FORMATS

        return (
            "Without a command: quoth chat. Each command has its own --help. It reads "
            f"{', '.join(FORMATS)}."
        )

    @epilog.setter
    def epilog(self, _: object) -> None:
        """Nothing else stands there."""


def _parse(given: Sequence[str]) -> argparse.Namespace:
    parser, commands = whole_parser()
    if "_ARGCOMPLETE" in os.environ:  # a shell asks how a command line goes on
        from assistant.commands.installation.completion import complete

        complete(parser, commands)
    settings = Settings()
    if not given or given[0] not in {"--help", "-h", "--version"}:
        try:
            given = with_command(given, commands)
        except NoCommandError as error:
            parser.error(str(error))
        try:
            settings = read_settings()
        except InputError:
            if given[0] not in _MENDING:
                raise
        _prefer(settings, commands[given[0]])
    options, unknown = parser.parse_known_args(given)
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    for name in options.collections:
        options.sources = [*options.sources, *settings.sources(name)]
    return options


def _prefer(settings: Settings, command: OneLineParser) -> None:
    """Let settings stand in place of the defaults of a command."""
    if settings.k is not None:
        command.set_defaults(k=settings.k)
    if settings.reading is False:
        command.set_defaults(reader=None)


def _add_commands(parser: OneLineParser) -> Mapping[str, OneLineParser]:
    """Add the commands, and return the parser of each by its name."""
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    added: dict[str, OneLineParser] = {}
    for name, text, add_arguments, run in _COMMANDS:
        added[name] = commands.add_parser(name, help=text, description=f"{text.capitalize()}.")
        add_arguments(added[name])
        add_common_options(added[name])
        add_collections(added[name])
        added[name].set_defaults(run=run, parser=added[name])
    return added


def _chat(options: argparse.Namespace) -> int:
    from assistant.commands.chat import run

    return run(options)


def _ask(options: argparse.Namespace) -> int:
    from assistant.commands.asking import run

    return run(options)


def _batch(options: argparse.Namespace) -> int:
    from assistant.commands.batch import run

    return run(options)


def _index(options: argparse.Namespace) -> int:
    from assistant.commands.indexing import run

    return run(options)


def _verify(options: argparse.Namespace) -> int:
    from assistant.commands.verify import run

    return run(options)


def _find(options: argparse.Namespace) -> int:
    from assistant.commands.quoting.find import run

    return run(options)


def _judge(options: argparse.Namespace) -> int:
    from assistant.commands.quoting.judge import run

    return run(options)


def _pins(options: argparse.Namespace) -> int:
    from assistant.commands.quoting.pins import run

    return run(options)


def _mcp(options: argparse.Namespace) -> int:
    from assistant.commands.serving.mcp import run

    return run(options)


def _serve(options: argparse.Namespace) -> int:
    from assistant.commands.serving.serve import run

    return run(options)


def _doctor(options: argparse.Namespace) -> int:
    from assistant.commands.installation.doctor import run

    return run(options)


def _config(options: argparse.Namespace) -> int:
    from assistant.commands.installation.configuring import run

    return run(options)


def _completion(options: argparse.Namespace) -> int:
    from assistant.commands.installation.completion import run

    return run(options)


def _man(options: argparse.Namespace) -> int:
    from assistant.commands.installation.manual_page import run

    return run(options)


class _Command(NamedTuple):
    """A command: its name, what it does, what adds its arguments, and what runs it."""

    name: str
    text: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


_COMMANDS = (
    _Command("chat", "talk with the documents in the terminal", arguments.add_chat, _chat),
    _Command("ask", "answer one question", arguments.add_ask, _ask),
    _Command("batch", "answer a file of questions", arguments.add_batch, _batch),
    _Command("index", "build, refresh, describe or check the index", arguments.add_index, _index),
    _Command("verify", "prove every citation in a file of answers", arguments.add_verify, _verify),
    _Command("find", "say where a quotation stands in the documents", arguments.add_find, _find),
    _Command("judge", "judge what a text quotes and cites", arguments.add_judge, _judge),
    _Command("pins", "show or export what was pinned in chats", arguments.add_pins, _pins),
    _Command("serve", "answer other programs over HTTP", arguments.add_serve, _serve),
    _Command("mcp", "answer agents over the Model Context Protocol", add_reading_options, _mcp),
    _Command("doctor", "say how this installation stands", lambda _: None, _doctor),
    _Command("config", "see and set what is asked for every day", arguments.add_config, _config),
    _Command(
        "completion", "print what completes in a shell", arguments.add_completion, _completion
    ),
    _Command("man", "print the manual page", lambda _: None, _man),
)
COMMANDS = tuple(command.name for command in _COMMANDS)
