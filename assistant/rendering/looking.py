"""How plain answers look on this stdout: its width, its styles, and how files are named there."""

import os
import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING

from assistant.rendering.turns import Look

if TYPE_CHECKING:
    from assistant.engine import Assistant

_NARROWEST = 30


def look_of_stdout(assistant: "Assistant | None" = None, *, explain: bool = False) -> Look:
    """Return the terminal's width and styles; 80 columns and none where there is no terminal.

    On a terminal, citations of an assistant name files so that they can be opened from the current
    directory.
    """
    if sys.stdout is None or not sys.stdout.isatty():
        return Look(explain=explain)
    width = max(shutil.get_terminal_size().columns, _NARROWEST)
    styled = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    path = partial(_from_here, assistant) if assistant else None
    return Look(width, styled, explain, path)


def _from_here(assistant: "Assistant", document: str) -> str:
    """Return the path of a document's file, from the current directory where that is shorter."""
    path = str(assistant.original(document).path)
    try:
        return min(os.path.relpath(path), path, key=len)
    except (OSError, ValueError):  # the directory was removed, or is on another drive
        return path
