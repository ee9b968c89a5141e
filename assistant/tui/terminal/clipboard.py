"""Copying: to the terminal's clipboard, and to the system's where a program for that is there."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.worker import get_current_worker

if TYPE_CHECKING:
    from textual.screen import Screen

_LONGEST_WAIT = 2.0
"""Seconds; a program that takes longer talks to a display that is not there."""


@dataclass(frozen=True, slots=True)
class ClipboardProgram:
    """A program that puts what it reads into the system's clipboard.

    ``display`` is the variable without which it has no clipboard to write to; empty for none.
    """

    command: tuple[str, ...]
    display: str = ""
    encoding: str = "utf-8"


PROGRAMS: Final = (
    ClipboardProgram(("pbcopy",)),
    ClipboardProgram(("wl-copy",), "WAYLAND_DISPLAY"),
    ClipboardProgram(("xclip", "-selection", "clipboard"), "DISPLAY"),
    ClipboardProgram(("xsel", "--clipboard", "--input"), "DISPLAY"),
    ClipboardProgram(("clip.exe",), encoding="utf-16-le"),
)


def copy(screen: "Screen[None]", text: str, what: str) -> None:
    """Copy safe text, by OSC 52 and by a program, and say what was copied.

    Nobody can tell whether a terminal takes OSC 52; a program that fails is passed over.
    """
    screen.app.copy_to_clipboard(text)
    screen.run_worker(partial(_copy_by_program, text), thread=True, group="copy", exclusive=True)
    screen.notify(f"Copied {what}", markup=False)


def _copy_by_program(text: str) -> None:
    """Have the first program copy that can; in a worker thread."""
    worker = get_current_worker()
    for program, path in _found():
        if worker.is_cancelled or _is_copied(program, path, text):
            return


def _found() -> Iterator[tuple[ClipboardProgram, str]]:
    for program in PROGRAMS:
        path = shutil.which(program.command[0])
        if path and (not program.display or os.environ.get(program.display)):
            yield program, path


def _is_copied(program: ClipboardProgram, path: str, text: str) -> bool:
    """Run a program; its output goes nowhere, since some stay to hand out what was copied."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            [path, *program.command[1:]],
            input=text.encode(program.encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST_WAIT,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
