"""OneLineParser: reads a command line, and says what is wrong with it in one line."""

import argparse
import sys
from collections.abc import Callable, Container, Iterable
from typing import Any, NamedTuple, NoReturn

from assistant.console.messages import say


class Described(NamedTuple):
    """An option or an argument as its help tells of it; an argument has no ``names``."""

    names: tuple[str, ...]
    value: str
    says: str


class OneLineParser(argparse.ArgumentParser):
    """A parser that takes no abbreviations and whose errors are one line on stderr."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **settings})

    def takes_value(self, option: str) -> bool:
        """Tell whether an option, as it is written, has its value in the next argument."""
        action = self._option_string_actions.get(option)
        return action is not None and action.nargs != 0

    def described(self) -> list[Described]:
        """Return what its help tells of, in that order."""
        formatter = self._get_formatter()
        return [
            Described(
                tuple(action.option_strings),
                "" if action.nargs == 0 else formatter._format_args(action, _value(action)),  # noqa: SLF001 - what the help itself prints
                formatter._expand_help(action) if action.help else "",  # noqa: SLF001
            )
            for action in self._actions
            if action.help != argparse.SUPPRESS
        ]

    def complete_with(self, names: Container[str], completer: Callable[..., Iterable[str]]) -> None:
        """Let a shell complete the options that keep their values under some names."""
        for action in self._actions:
            if action.dest in names:
                action.completer = completer  # type: ignore[attr-defined]

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; exit with 2."""
        say(f"{message}; see {self.prog} --help", self.prog.partition(" ")[0])
        raise SystemExit(2)


def _value(action: argparse.Action) -> str:
    """Return the word that stands for the value of an action."""
    choices = ",".join(map(str, action.choices)) if action.choices else ""
    return f"{{{choices}}}" if choices else action.dest.upper()


class _Version(argparse.Action):
    """Prints the version of the installed distribution, looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        from importlib.metadata import version

        sys.stdout.write(f"{parser.prog.partition(' ')[0]} {version('quoth')}\n")
        raise SystemExit(0)


def add_version(parser: argparse.ArgumentParser) -> None:
    """Add ``--version``."""
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
