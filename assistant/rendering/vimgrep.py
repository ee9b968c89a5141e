"""Vimgrep: places as lines that editors jump to, ``FILE:LINE:COLUMN:TEXT``."""

import os

from assistant.citations.original import Original
from assistant.console.safe_text import safe_line


def vimgrep_line(original: Original, start: int, end: int) -> str:
    """Return the line for ``[start, end)`` of a document; in a file without lines it is the first.

    Lines and columns count from 1, columns in bytes, as editors do.

    Raises:
        InputError: The file is gone, or no longer holds the document.
    """
    place = original.place(start, end)
    column = 1
    if place.line is not None and not original.origin:
        before = original.text[original.text.rfind("\n", 0, start) + 1 : start]
        column += len(before.encode())
    text = " ".join(original.text[start:end].split())
    return safe_line(f"{_from_here(str(place.path))}:{place.line or 1}:{column}:{text}")


def _from_here(path: str) -> str:
    """Return a path from the current directory where that is shorter."""
    try:
        return min(os.path.relpath(path), path, key=len)
    except (OSError, ValueError):  # the directory was removed, or is on another drive
        return path
