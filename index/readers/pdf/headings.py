"""PDF headings: lines that the outline names, or else those that are larger or bolder than the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.readers.pdf.lines import Line

_LONGEST = 160
"""Characters of a heading's line."""
_LARGER = 1.12
"""Times the usual size of letters; those of a heading are larger."""
_DEEPEST = 6
_MOST_LINES = 4
_UNFINISHED = (".", ",", ";", ":", "!")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline: its words, its depth from 1, and the page it leads to, from 1."""

    title: str
    level: int
    page: int


def headings(lines: Sequence[Line], outline: Sequence[Entry]) -> Mapping[int, int]:
    """Return the level of each line, by its index, that is a heading or a part of one."""
    return _named(lines, outline) or _set_apart(lines)


def _named(lines: Sequence[Line], outline: Sequence[Entry]) -> dict[int, int]:
    """Return the lines that say what an entry of the outline says, on the page it leads to."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if not line.is_contents:
            by_page[line.page].append(i)
    levels: dict[int, int] = {}
    for entry in outline:
        for i in by_page[entry.page]:
            end = _end_of(lines, i, _letters(entry.title)) if i not in levels else i
            if end > i:
                levels.update(dict.fromkeys(range(i, end), entry.level))
                break
    return levels


def _end_of(lines: Sequence[Line], start: int, title: str) -> int:
    """Return where the lines from ``start`` that make up a title end; ``start`` if they do not.

    Numbers such as "2.1" may stand in only one of the two.
    """
    said = ""
    for end in range(start, min(start + _MOST_LINES, len(lines))):
        said += _letters(lines[end].text)
        if said == title or said.lstrip("0123456789") == title.lstrip("0123456789"):
            return end + 1 if said else start
        if len(said) > len(title) + 8:
            break
    return start


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _set_apart(lines: Sequence[Line]) -> dict[int, int]:
    """Return lines in larger or bolder letters than most text; the largest are the outermost."""
    letters: Counter[float] = Counter()
    bold = 0
    for line in lines:
        letters[_size(line)] += len(line.text)
        bold += len(line.text) * line.is_bold
    usual = letters.most_common(1)[0][0]
    bold_counts = bold < sum(letters.values()) / 4
    found = [
        (i, _size(line))
        for i, line in enumerate(lines)
        if _may_be_heading(line)
        and (
            line.size > usual * _LARGER
            or (bold_counts and line.is_bold and line.size >= usual * 0.95)
        )
    ]
    ranks = {size: rank for rank, size in enumerate(sorted({s for _, s in found}, reverse=True), 1)}
    return {i: min(ranks[size], _DEEPEST) for i, size in found}


def _size(line: Line) -> float:
    return round(line.size * 2) / 2


def _may_be_heading(line: Line) -> bool:
    text = line.text
    return (
        len(text) <= _LONGEST
        and not line.row
        and not line.is_contents
        and not text.endswith(_UNFINISHED)
        and bool(re.search(r"[^\W\d_]{2}", text))
    )
