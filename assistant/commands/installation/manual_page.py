"""``quoth man``: the manual page, made of the help of the commands themselves."""

import argparse
from collections.abc import Iterable, Iterator, Mapping

from assistant.console.parser import Described, OneLineParser
from assistant.console.streams import write_text

_EXITS = (
    ("0", "done: answered, processed, proven, passed"),
    ("1", "a plain no: not found, some line failed, some citation no longer holds"),
    ("2", "could not run; one line on stderr says why, and what to do"),
    ("130, 143", "interrupted, or ended by SIGTERM; what was finished is kept"),
)


def run(options: argparse.Namespace) -> int:
    """Print the page; return 0."""
    from importlib.metadata import version

    from assistant.commands.cli import whole_parser

    del options
    write_text(manual_page(*whole_parser(), version("quoth")))
    return 0


def manual_page(parser: OneLineParser, commands: Mapping[str, OneLineParser], version: str) -> str:
    """Return a page in the macros of man(7).

    Args:
        parser: That of the program.
        commands: Those of its commands, by name; options that all of them have are told once.
        version: That of the program.
    """
    by_command = {name: command.described() for name, command in commands.items()}
    shared = set.intersection(*({each.names for each in told} for told in by_command.values()))
    lines = [
        f'.TH QUOTH 1 "" "quoth {_roff(version)}" "User Commands"',
        ".SH NAME",
        "quoth \\- answer questions about documents by quoting them",
        ".SH SYNOPSIS",
        ".B quoth",
        "[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        _roff(f"{parser.description} {parser.epilog}"),
        ".SH COMMANDS",
    ]
    for name, told in by_command.items():
        lines += [f".SS quoth {_roff(name)}", _roff(commands[name].description or "")]
        lines += _entries(each for each in told if each.names not in shared or not each.names)
    lines.append(".SH OPTIONS OF ALL COMMANDS")
    lines += _entries(each for each in next(iter(by_command.values())) if each.names in shared)
    lines.append(".SH EXIT STATUS")
    for code, says in _EXITS:
        lines += [".TP", f".B {code}", _roff(says)]
    return "\n".join(lines) + "\n"


def _entries(options: Iterable[Described]) -> Iterator[str]:
    for option in options:
        names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in option.names)
        value = f"\\fI{_roff(option.value)}\\fR" if option.value else ""
        yield from (".TP", " ".join(filter(None, (names, value))), _roff(option.says))


def _roff(text: str) -> str:
    """Return text on one line that roff prints as it is."""
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    line = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in line)
    return f"\\&{line}" if line.startswith((".", "'")) else line
