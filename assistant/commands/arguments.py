"""The arguments of each command, besides the options that all share."""

import argparse
from pathlib import Path

from assistant.commands.options import add_answering_options, add_form_options, add_reading_options
from assistant.console.values import glob, port, port_or_any, positive


def add_chat(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth chat``."""
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


def add_ask(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth ask``."""
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
    command.add_argument(
        "--each",
        action="store_true",
        help="ask each document by itself, at most the 50 nearest, and give one passage of each",
    )
    add_daemon(command)
    add_form_options(command)
    add_answering_options(command)


def add_batch(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth batch``."""
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


def add_index(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth index``."""
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
    command.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="let the machines of a Ray cluster make what is new: HOST:PORT of its head, or auto",
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


def add_verify(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth verify``."""
    command.add_argument(
        "answers", metavar="ANSWERS.jsonl", type=Path, help="what quoth batch wrote; - is stdin"
    )


def add_find(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth find``."""
    command.add_argument(
        "quotation",
        metavar="QUOTE",
        nargs="*",
        help='the quotation, "…" where words are left out; - or nothing reads it from stdin',
    )
    add_form_options(command)


def add_judge(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth judge``."""
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


def add_serve(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth serve``."""
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
    command.add_argument(
        "--daemon",
        action="store_true",
        help="answer ask and find alone, no HTTP, in the background",
    )
    command.add_argument(
        "--idle",
        metavar="MINUTES",
        type=positive,
        default=15,
        help="after how long without work --daemon leaves (default: %(default)s)",
    )
    add_reading_options(command)


def add_daemon(command: argparse.ArgumentParser) -> None:
    """Add ``--daemon`` of a command that asks."""
    command.add_argument(
        "--daemon",
        action="store_true",
        help="leave a process in the background that answers next time, in milliseconds, until "
        "nothing was asked for 15 minutes",
    )


def add_config(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth config``."""
    command.add_argument(
        "name", metavar="NAME", nargs="?", help="k, reading, or collections.NAME; all by default"
    )
    change = command.add_mutually_exclusive_group()
    change.add_argument("values", metavar="VALUE", nargs="*", default=[], help="what to set it to")
    change.add_argument("--unset", action="store_true", help="go back to the default")


def add_completion(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth completion``."""
    command.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")


def add_pins(command: argparse.ArgumentParser) -> None:
    """Add those of ``quoth pins``."""
    command.add_argument(
        "name", metavar="NAME", nargs="?", help="the collection; without, all are listed"
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="write it to a file that ends with .md, .html, .docx or .jsonl",
    )
