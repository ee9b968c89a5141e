"""Wrapping: a text in lines of at most so many columns, some of it bold."""

import re
from collections.abc import Iterator
from itertools import pairwise

_WORD = re.compile(r"(\S+)(\s*)")
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def wrapped(text: str, width: int, bold: tuple[int, int] = (0, 0)) -> list[str]:
    """Return the lines of ``text``; a newline in it ends one, a word longer than one is broken.

    ``bold`` is the stretch ``[start, end)`` that a terminal is told to emphasise.
    """
    lines: list[str] = []
    at = 0
    for paragraph in text.split("\n"):
        breaks = [0, *_breaks(paragraph, width), len(paragraph)]
        for start, end in pairwise(breaks):
            line = paragraph[start:end].rstrip()
            stretch = (max(edge - at - start, 0) for edge in bold)
            lines.append(_emphasised(line, *stretch))
        at += len(paragraph) + 1
    return lines


def _breaks(text: str, width: int) -> Iterator[int]:
    """Return where lines begin, besides the first."""
    from rich.cells import cell_len, chop_cells

    filled = 0
    for match in _WORD.finditer(text):
        start, word = match.start(), match.group(1)
        columns = cell_len(word)
        if filled + columns > width:
            for piece in chop_cells(word, width):
                if start:
                    yield start
                start += len(piece)
                filled, columns = 0, cell_len(piece)
        filled += columns + len(match.group(2))


def _emphasised(line: str, start: int, end: int) -> str:
    inside = line[start:end]
    return f"{line[:start]}{_BOLD}{inside}{_PLAIN}{line[end:]}" if inside else line
