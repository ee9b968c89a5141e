"""Tables of contents: lines that name a section and its page, which answer nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.readers.pdf.lines import Line

_DOTTED = re.compile(r"(?:\.[ \t]?){4,}|(?:…\s?){2,}|(?:·[ \t]?){4,}|_{5,}")
_PAGE = re.compile(r"(?:^|[\s.…·_|])(?:\d{1,4}|[ivxlc]{1,7})$")
_CAPTION = re.compile(
    r"(?:table of )?contents|list of (?:figures|tables)|inhalt(?:sverzeichnis)?|sommaire|table des matières"
    r"|índice|indice|inhoud(?:sopgave)?|innehåll",
    re.IGNORECASE,
)
_FEWEST = 3
_MOST_WRAPPED = 2
"""Lines of an entry before the one that has its page."""


def with_contents_marked(lines: Sequence[Line]) -> list[Line]:
    """Return lines, those of tables of contents and their captions marked as such.

    Where there is nothing else, they are the text.
    """
    found: set[int] = set()
    for entries in _runs(lines):
        if len(entries) >= _FEWEST:
            found.update(range(_begin(lines, entries[0]), entries[-1] + 1))
    if len(found) == len(lines):
        return list(lines)
    return [replace(line, is_contents=i in found) for i, line in enumerate(lines)]


def _runs(lines: Sequence[Line]) -> list[list[int]]:
    """Return entries that follow one another, with the wrapped lines between them left out."""
    runs: list[list[int]] = []
    captioned = False
    for i, line in enumerate(lines):
        captioned = captioned or bool(_CAPTION.fullmatch(line.text.strip(" :")))
        is_entry = _is_entry(lines, i, captioned=captioned)
        if is_entry and runs and i - runs[-1][-1] <= _MOST_WRAPPED + 1:
            runs[-1].append(i)
        elif is_entry:
            runs.append([i])
        elif runs and i - runs[-1][-1] > _MOST_WRAPPED + 1:
            captioned = False
    return runs


def _is_entry(lines: Sequence[Line], i: int, *, captioned: bool) -> bool:
    text = lines[i].text
    if not _PAGE.search(text):
        return False
    is_dotted = bool(_DOTTED.search(text))
    is_beside = i > 0 and lines[i].is_beside(lines[i - 1])
    return is_dotted or (is_beside and (captioned or bool(_DOTTED.search(lines[i - 1].text))))


def _begin(lines: Sequence[Line], first: int) -> int:
    """Return where a table begins: at the other cells of its first entry, or at its caption."""
    while first > 0 and lines[first].is_beside(lines[first - 1]):
        first -= 1
    for i in range(first - 1, max(first - 2 - _MOST_WRAPPED, -1), -1):
        if _CAPTION.fullmatch(lines[i].text.strip(" :")):
            return i
    return first
