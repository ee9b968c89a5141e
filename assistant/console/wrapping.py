"""Wrapping: a text in lines of at most so many columns, stretches of it emphasised."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_WORD = re.compile(r"(\S+)(\s*)")
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that have no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, kana, Han."""
BOLD, ITALIC, UNDERLINED_BOLD = "\x1b[1m", "\x1b[3m", "\x1b[1;4m"
"""What tells a terminal to emphasise what follows."""
_PLAIN = "\x1b[0m"

Emphasis = tuple[int, int, str]
"""A stretch ``[start, end)`` of a text, and what tells a terminal to emphasise it."""


def wrapped(
    text: str,
    width: int,
    emphases: Sequence[Emphasis] = (),
    whole: Sequence[tuple[int, int]] = (),
) -> list[str]:
    """Return the lines of ``text``; a newline in it ends one.

    A word longer than one is broken where it is of a script that has no spaces between words; links,
    paths and the like stay whole, so that they can be copied.

    Args:
        text: What to wrap.
        width: Columns of a line.
        emphases: In the order of the text, none of which overlaps another.
        whole: Stretches ``[start, end)`` of which no line is wrapped.
    """
    lines: list[str] = []
    at = 0
    for paragraph in text.split("\n"):
        is_whole = any(start <= at < end for start, end in whole)
        breaks = [0, *(() if is_whole else _breaks(paragraph, width)), len(paragraph)]
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
            for piece in chop_cells(word, width) if _WITHOUT_SPACES.search(word) else (word,):
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
