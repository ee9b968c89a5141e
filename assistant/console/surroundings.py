"""Surroundings: what a command is run in that changes how its results look."""

import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from assistant.console.links import follows_links

_COLUMNS = 80
_NARROWEST = 30


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where results are shown, and from where.

    Args:
        is_terminal: Whether people look on.
        columns: How many columns a line has; 80 where there is no terminal.
        is_styled: Whether escape sequences are understood, and wanted.
        follows_links: Whether links can be followed.
        folder: The current folder; None where it has been removed.
    """

    is_terminal: bool = False
    columns: int = _COLUMNS
    is_styled: bool = False
    follows_links: bool = False
    folder: str | None = None

    @classmethod
    def here(cls) -> Self:
        """Return those of this process."""
        folder = None
        with suppress(OSError):
            folder = os.getcwd()  # noqa: PTH109
        if sys.stdout is None or not sys.stdout.isatty():
            return cls(folder=folder)
        columns = max(shutil.get_terminal_size().columns, _NARROWEST)
        is_styled = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(True, columns, is_styled, is_styled and follows_links(os.environ), folder)

    def path(self, path: str) -> str:
        """Return a path from the current folder where that is shorter."""
        if self.folder is None:
            return path
        try:
            return min(os.path.relpath(path, self.folder), path, key=len)
        except (OSError, ValueError):  # it is on another drive
            return path
