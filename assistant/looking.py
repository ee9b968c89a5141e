"""How plain answers look on this stdout: its width, and whether it can show bold text."""

import os
import shutil
import sys

from assistant.rendering import Look

_NARROWEST = 30


def look_of_stdout(*, explain: bool = False) -> Look:
    """Return the terminal's width and styles; 80 columns and none where there is no terminal."""
    if sys.stdout is None or not sys.stdout.isatty():
        return Look(explain=explain)
    width = max(shutil.get_terminal_size().columns, _NARROWEST)
    styled = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(width, styled, explain)
