"""Preformatted text: code and aligned lines, which keep their breaks and indentation wherever shown."""

import re
from collections.abc import Sequence

_SEAM = "\0"
"""Between parts of one text; no safe text holds it."""
_TAB = 8
"""Columns between the stops that programs which write text files count with."""
_INDENTATION = re.compile(r"^[ \0]*(?=[^ \0\n])", re.MULTILINE)


def indentation(before: str) -> str:
    """Return what a line begins with, given the text before it; empty where that says something."""
    line = re.split(r"[\r\n]", before)[-1]
    return "" if line.strip() else line


def as_it_stands(parts: Sequence[str]) -> list[str]:
    """Return consecutive parts of one preformatted text: tabs as spaces, no margin that all lines have."""
    text = _without_tabs(_SEAM.join(parts))
    margin = min((_width(found[0]) for found in _INDENTATION.finditer(text)), default=0)
    lines = (_without(line, margin) for line in text.split("\n"))
    return "\n".join(lines).split(_SEAM)


def _without_tabs(text: str) -> str:
    shown, column = [], 0
    for char in text:
        width = _TAB - column % _TAB if char == "\t" else char != _SEAM
        shown.append(" " * width if char == "\t" else char)
        column = 0 if char == "\n" else column + width
    return "".join(shown)


def _width(blank: str) -> int:
    return len(blank) - blank.count(_SEAM)


def _without(line: str, margin: int) -> str:
    """Return a line without so many of the spaces that it begins with."""
    indent = _INDENTATION.match(line)
    if not indent:
        return _SEAM * line.count(_SEAM)
    return indent[0].replace(" ", "", margin) + line[indent.end() :].rstrip(" ")
