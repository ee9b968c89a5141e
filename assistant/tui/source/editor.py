"""A person's own editor, opened at the line of a source."""

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from assistant.console.ending import ASKS_TO_END, KEYS, handling
from assistant.console.streams import reason
from index.errors import InputError

if TYPE_CHECKING:
    from textual.app import App

    from assistant.citations.file_place import FilePlace

_PLUS_LINE = {
    "vi", "vim", "nvim", "gvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak",
}  # fmt: skip
_COLON_LINE = {"hx", "helix", "subl"}
_GO_TO_LINE = {"code", "codium"}


def editor_command(environment: Mapping[str, str], place: "FilePlace") -> list[str]:
    """Return the command that opens a place: $VISUAL, else $EDITOR, and how it takes a line.

    An editor that is not known gets the file alone.

    Raises:
        InputError: Neither is set, or it is no command.
    """
    name = next((n for n in ("VISUAL", "EDITOR") if environment.get(n, "").strip()), None)
    if name is None:
        raise InputError(
            "no editor is set; set $EDITOR before you start, as in: export EDITOR=nano"
        )
    try:
        command = shlex.split(environment[name])
    except ValueError as error:
        raise InputError(f"${name} is no command ({error}); correct it and start again") from None
    return [*command, *_arguments(Path(command[0]).stem, place)]


def _arguments(editor: str, place: "FilePlace") -> list[str]:
    file = os.path.abspath(place.path)  # noqa: PTH100 - begins with no "-", so it is no option
    if editor in _PLUS_LINE:
        return [f"+{place.line}", file]
    if editor in _COLON_LINE:
        return [f"{file}:{place.line}"]
    if editor in _GO_TO_LINE:
        return ["--goto", f"{file}:{place.line}"]
    return [file]


def open_in_editor(app: "App[None]", place: "FilePlace") -> None:
    """Give the terminal to the editor until it ends.

    Raises:
        InputError: There is none, it cannot be started, or it ended with an error.
    """
    command = editor_command(os.environ, place)
    try:
        with app.suspend():
            failure = _failure_of(command)  # raised later: the terminal has to come back first
    except SuspendNotSupported:
        raise InputError("this terminal cannot be given to an editor; open it in another") from None
    if failure:
        raise InputError(failure)


def _failure_of(command: list[str]) -> str:
    """Run a command and return what went wrong; empty where nothing did."""
    try:
        editor = subprocess.Popen(command)  # noqa: S603 - the person's own choice, and no shell
    except (OSError, ValueError) as error:
        problem = f"{command[0]}: cannot be started ({reason(error)})"
        return f"{problem}; set $VISUAL or $EDITOR to an editor that is there"
    with left_to_the_editor(editor):
        status = editor.wait()
    if status:
        return f"the editor ended with code {status}; to see why, run: {shlex.join(command)}"
    return ""


@contextmanager
def left_to_the_editor(editor: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Leave the keys that interrupt to the editor that has the terminal.

    What asks the program to end is handed on to the editor, and followed once that has ended.
    """
    asked: list[int] = []

    def hand_on(number: int, _: FrameType | None) -> None:
        asked.append(number)
        editor.send_signal(number)

    with handling(KEYS, signal.SIG_IGN), handling(ASKS_TO_END, hand_on):
        yield
    for number in asked[:1]:
        signal.raise_signal(number)
