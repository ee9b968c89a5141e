"""The system's viewers for files that are no text: a browser where it can be told the place.

What opens a file by its kind (xdg-open, open, the Windows shell) drops what a URL says after ``#``;
a browser that gets the URL itself follows it.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from index.errors import InputError

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.citations.file_place import FilePlace

BROWSERS: Final = (
    "x-www-browser", "firefox", "google-chrome", "google-chrome-stable", "chromium",
    "chromium-browser", "brave-browser", "microsoft-edge", "vivaldi", "opera",
)  # fmt: skip
_LONGEST_WAIT = 2.0
"""Seconds; a program that runs longer shows the file."""


def viewer_command(environment: Mapping[str, str], place: "FilePlace") -> list[str]:
    """Return the command that shows a place: $BROWSER, another browser, or what opens such files.

    Raises:
        InputError: There is none, or no display to show it on.
    """
    is_elsewhere = sys.platform in {"darwin", "win32"}
    if not (is_elsewhere or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        raise InputError(f"{_named(place)}: there is no display here; open it where there is one")
    if place.fragment and (browser := next(_browsers(environment, _url(place)), None)):
        return browser
    opener = {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")
    if found := shutil.which(opener, path=environment.get("PATH")):
        return [found, str(place.path)]
    raise InputError(f"{_named(place)}: nothing here opens it; set $BROWSER before you start")


def _browsers(environment: Mapping[str, str], url: str) -> Iterator[list[str]]:
    for chosen in [*environment.get("BROWSER", "").split(os.pathsep), *BROWSERS]:
        try:
            name, *arguments = shlex.split(chosen)
        except ValueError:  # it is blank, or a quotation has no end
            continue
        if found := shutil.which(name, path=environment.get("PATH")):
            given = [argument.replace("%s", url) for argument in arguments]
            yield [found, *given, *([] if given != arguments else [url])]


def _url(place: "FilePlace") -> str:
    return f"{place.path.as_uri()}#{place.fragment}"


def _named(place: "FilePlace") -> str:
    page = place.fragment.removeprefix("page=")
    return f"{place.path}, page {page}" if page != place.fragment else str(place.path)


def open_in_viewer(screen: "Screen[None]", place: "FilePlace") -> None:
    """Show a place of a file beside the terminal, and say what was opened.

    Raises:
        InputError: Nothing can show it.
    """
    command = viewer_command(os.environ, place)
    screen.notify(safe_line(f"Opening {_named(place)}"), markup=False)
    work = partial(_run, screen, command, place)
    screen.run_worker(work, thread=True, group="viewer")


def _run(screen: "Screen[None]", command: list[str], place: "FilePlace") -> None:
    """Start a program and say if it fails; in a worker thread."""
    if failure := _failure_of(command):
        words = f"{_named(place)}: {failure}; open it yourself, or set $BROWSER before you start"
        screen.notify(safe_line(words), severity="warning", markup=False)


def _failure_of(command: list[str]) -> str:
    """Start a program that has no part of the terminal; return what went wrong at once."""
    try:
        program = subprocess.Popen(  # noqa: S603 - the person's own choice, and no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        code = program.wait(_LONGEST_WAIT)
    except subprocess.TimeoutExpired:
        return ""
    except OSError as error:
        return f"{command[0]} cannot be started ({reason(error)})"
    failed = code and sys.platform != "win32"  # where explorer always ends with 1
    return f"{command[0]} ended with code {code}" if failed else ""
