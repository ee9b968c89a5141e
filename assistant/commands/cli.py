"""The program ``quoth``: its parser and its commands."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.commands.default_command import NoCommandError, with_command
from assistant.commands.options import (
    add_answering_options,
    add_common_options,
    add_form_options,
    add_reading_options,
)
from assistant.console.ending import guarded, terminating
from assistant.console.parser import OneLineParser, add_version
from assistant.console.values import glob, port, port_or_any
from index.readers.formats import FORMATS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``quoth`` and return its exit code; errors become one line on stderr here alone."""
    with guarded("quoth") as ending, terminating():
        given = sys.argv[1:] if arguments is None else arguments
        options = _parse(given)
        ending.code = options.run(options)
    return ending.code


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = OneLineParser(
        prog="quoth",
        description="Answers questions about documents by quoting them.",
        epilog=f"Without a command: quoth chat. Each command has its own --help. It reads "
        f"{', '.join(FORMATS)}.",
    )
    add_version(parser)
    commands = _add_commands(parser)
    if not arguments or arguments[0] not in {"--help", "-h", "--version"}:
        try:
            arguments = with_command(arguments, commands)
        except NoCommandError as error:
            parser.error(str(error))
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


def _add_commands(parser: OneLineParser) -> dict[str, OneLineParser]:
    """Add the commands, and return the parser of each by its name."""
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    added: dict[str, OneLineParser] = {}
    for name, text, add_arguments, run in _COMMANDS:
        added[name] = commands.add_parser(name, help=text, description=f"{text.capitalize()}.")
        add_arguments(added[name])
        add_common_options(added[name])
        added[name].set_defaults(run=run, parser=added[name])
    return added


def _add_chat(command: argparse.ArgumentParser) -> None:
    face = command.add_mutually_exclusive_group()
    face.add_argument("--plain", action="store_true", help="line by line, without the UI")
    face.add_argument("--web", action="store_true", help="in a browser on this machine")
    command.add_argument(
        "--port", metavar="N", type=port, help="where --web listens (default: any free port)"
    )
    command.add_argument("--resume", action="store_true", help="go on with an earlier chat")
    command.add_argument(
        "--no-save", dest="save", action="store_false", help="keep nothing of this chat"
    )
    add_answering_options(command)


def _add_ask(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "question",
        metavar="QUESTION",
        nargs="*",
        help="the question; - or nothing reads it from stdin",
    )
    command.add_argument(
        "--history",
        metavar="TEXT",
        action="append",
        default=[],
        help="an earlier question; repeatable, oldest first",
    )
    command.add_argument(
        "--all",
        dest="mentions",
        metavar="TEXT",
        help="give every mention of these words instead, in any of their forms; "
        'in quotation marks ("…") only as they are',
    )
    add_form_options(command)
    add_answering_options(command)


def _add_batch(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "questions", metavar="QUESTIONS.jsonl", type=Path, help="one question a line; - is stdin"
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        default=Path("-"),
        help="where answers go (default: stdout); a file that is there is continued",
    )
    command.add_argument("--overwrite", action="store_true", help="begin FILE anew")
    add_answering_options(command)


def _add_index(command: argparse.ArgumentParser) -> None:
    action = command.add_mutually_exclusive_group()
    action.add_argument("--info", action="store_true", help="describe the index")
    action.add_argument(
        "--check", action="store_true", help="exit 0: whole and current, 1: stale, 2: damaged"
    )
    action.add_argument("--text", metavar="DOCUMENT", help="print the text of a document")
    action.add_argument(
        "--watch",
        action="store_true",
        help="build, then keep the index fresh until Ctrl+C, a line on stderr for each refresh "
        "(with --json a record on stdout: added, changed, removed)",
    )
    for name, does in (("include", "read only files"), ("exclude", "pass over files and folders")):
        command.add_argument(
            f"--{name}",
            metavar="GLOB",
            type=glob,
            action="append",
            default=[],
            help=f"{does} that match, as in a .gitignore; repeatable, recorded in the index; "
            "either replaces the recorded ones of both",
        )


def _add_verify(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "answers", metavar="ANSWERS.jsonl", type=Path, help="what quoth batch wrote; - is stdin"
    )


def _add_find(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "quotation",
        metavar="QUOTE",
        nargs="*",
        help='the quotation, "…" where words are left out; - or nothing reads it from stdin',
    )
    add_form_options(command)


def _add_judge(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="a text in Markdown, a file of answer records, or a folder of both; - is stdin",
    )
    command.add_argument(
        "--no-claims",
        dest="claims",
        action="store_false",
        help="judge quotations alone, and no sentences that cite a document; needs no model",
    )
    add_reading_options(command)


def _add_serve(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--port",
        metavar="N",
        type=port_or_any,
        default=0,
        help="where it listens (default: any free port)",
    )
    command.add_argument(
        "--public",
        action="store_true",
        help="let other machines ask too; needs a token in QUOTH_TOKEN",
    )
    add_reading_options(command)


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


def _mcp(options: argparse.Namespace) -> int:
    from assistant.commands.serving.mcp import run

    return run(options)


def _serve(options: argparse.Namespace) -> int:
    from assistant.commands.serving.serve import run

    return run(options)


class _Command(NamedTuple):
    """A command: its name, what it does, what adds its arguments, and what runs it."""

    name: str
    text: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


_COMMANDS = (
    _Command("chat", "talk with the documents in the terminal", _add_chat, _chat),
    _Command("ask", "answer one question", _add_ask, _ask),
    _Command("batch", "answer a file of questions", _add_batch, _batch),
    _Command("index", "build, refresh, describe or check the index", _add_index, _index),
    _Command("verify", "prove every citation in a file of answers", _add_verify, _verify),
    _Command("find", "say where a quotation stands in the documents", _add_find, _find),
    _Command("judge", "judge what a text quotes and cites", _add_judge, _judge),
    _Command("serve", "answer other programs over HTTP", _add_serve, _serve),
    _Command("mcp", "answer agents over the Model Context Protocol", add_reading_options, _mcp),
)
COMMANDS = tuple(command.name for command in _COMMANDS)
