"""Wrapping: a text in lines of at most so many columns, stretches of it emphasised."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_WORD = re.compile(r"(\S+)(\s*)")
BOLD, ITALIC, UNDERLINED_BOLD = "\x1b[1m", "\x1b[3m", "\x1b[1;4m"
"""What tells a terminal to emphasise what follows."""
_PLAIN = "\x1b[0m"

Emphasis = tuple[int, int, str]
"""A stretch ``[start, end)`` of a text, and what tells a terminal to emphasise it."""


def wrapped(text: str, width: int, emphases: Sequence[Emphasis] = ()) -> list[str]:
    """Return the lines of ``text``; a newline in it ends one, a word longer than one is broken.

    ``emphases`` are in the order of the text, and none overlaps another.
    """
    lines: list[str] = []
    at = 0
    for paragraph in text.split("\n"):
        breaks = [0, *_breaks(paragraph, width), len(paragraph)]
        for start, end in pairwise(breaks):
            line = paragraph[start:end].rstrip()
            lines.append(_emphasised(line, at + start, emphases))
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


def _emphasised(line: str, at: int, emphases: Sequence[Emphasis]) -> str:
    """Return a line, which begins at ``at``, with what of it is emphasised."""
    shown, done = "", 0
    for start, end, begin in emphases:
        first, last = max(start - at, 0), min(end - at, len(line))
        if first < last:
            shown += f"{line[done:first]}{begin}{line[first:last]}{_PLAIN}"
            done = last
    return shown + line[done:]
