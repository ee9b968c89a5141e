"""Vimgrep: places as lines that editors jump to, ``FILE:LINE:COLUMN:TEXT``."""

import codecs
from collections.abc import Iterable
from pathlib import Path

from assistant.citations.original import Original
from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from assistant.console.surroundings import Surroundings

_LOOKED_AT = 4096
"""Bytes of a file that show whether it is a text."""


def vimgrep(places: Iterable[tuple[Original, int, int]], here: Surroundings) -> tuple[str, str]:
    """Return a line for each ``[start, end)`` of a document, and what to say of those without.

    In a text whose lines are not those of the document it is the first line. Other files, such as
    a PDF, have no lines to jump to.

    Raises:
        InputError: A file is gone, or no longer holds the document.
    """
    lines: list[str] = []
    without: dict[str, int] = {}
    for original, start, end in places:
        if line := _line(original, start, end, here):
            lines.append(line)
        else:
            without[original.document] = without.get(original.document, 0) + 1
    said = ""
    if without:
        count = counted(sum(without.values()), "more place")
        said = safe_line(
            f"{count} in files without lines, where editors cannot jump: {', '.join(without)}"
        )
    return "".join(f"{line}\n" for line in lines), said


def _line(original: Original, start: int, end: int, here: Surroundings) -> str:
    """Return the line of a place; empty where its file has none.

    Lines and columns count from 1, columns in bytes, as editors do.
    """
    place = original.place(start, end)
    if place.line is None and not _is_text(place.path):
        return ""
    column = 1
    if place.line is not None and not original.origin:
        before = original.text[original.text.rfind("\n", 0, start) + 1 : start]
        column += len(before.encode())
    text = " ".join(original.text[start:end].split())
    return safe_line(f"{here.path(str(place.path))}:{place.line or 1}:{column}:{text}")


def _is_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            beginning = file.read(_LOOKED_AT)
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except (OSError, UnicodeDecodeError):
        return False
    return b"\0" not in beginning
