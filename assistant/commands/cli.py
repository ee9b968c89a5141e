"""The program ``quoth``: its parser and its commands."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.commands.options import (
    OneLineParser,
    add_answering_options,
    add_common_options,
    add_version,
    glob,
    port,
)
from assistant.console.ending import guarded, terminating

COMMANDS = ("chat", "ask", "batch", "index", "verify")
_WITH_VALUE = {
    "-s", "--source", "--index", "-k", "--model", "--port",
    "--document", "--section", "--include", "--exclude",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``quoth`` and return its exit code; errors become one line on stderr here alone."""
    with guarded("quoth") as ending, terminating():
        given = sys.argv[1:] if arguments is None else arguments
        options = _parse(given)
        ending.code = options.run(options)
    return ending.code


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _parser()
    given = _with_command(arguments)
    if given[0] not in {*COMMANDS, "--help", "-h", "--version"}:
        names = ", ".join(COMMANDS)
        parser.error(f"{given[0]!r} is none of the commands {names}; to ask: quoth ask QUESTION")
    options, unknown = parser.parse_known_args(given)
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


def _with_command(arguments: Sequence[str]) -> list[str]:
    """Put the command first, where shared options stand before it, or ``chat`` where none is."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-") and arguments[at] != "-":
        if arguments[at] in {"--help", "-h", "--version"} and at == 0:
            return list(arguments)
        at += 2 if arguments[at] in _WITH_VALUE else 1
    if at >= len(arguments):
        return ["chat", *arguments]
    return [arguments[at], *arguments[:at], *arguments[at + 1 :]]


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog="quoth",
        description="Answers questions about documents by quoting them.",
        epilog="Without a command: quoth chat. Each command has its own --help.",
    )
    add_version(parser)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, text, add_arguments, run in (
        ("chat", "talk with the documents in the terminal", _add_chat, _chat),
        ("ask", "answer one question", _add_ask, _ask),
        ("batch", "answer a file of questions", _add_batch, _batch),
        ("index", "build, refresh, describe or check the index", _add_index, _index),
        ("verify", "prove every citation in a file of answers", _add_verify, _verify),
    ):
        command = commands.add_parser(name, help=text, description=f"{text.capitalize()}.")
        add_arguments(command)
        add_common_options(command)
        command.set_defaults(run=run, parser=command)
    return parser


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
