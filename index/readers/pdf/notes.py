"""PDF notes: small print at the foot of a page or column, which the text goes on around."""

import re
from collections import Counter
from collections.abc import Sequence

from index.readers.pdf.lines import Line

_SMALLER = 0.95
"""Of the usual size of letters; a note's are smaller."""
_LOWEST = 0.35
"""Of the height of the text; notes begin further down."""
_MARK = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}|[*†‡§¶]{1,3})\s?\w")


def without_notes(pages: Sequence[Sequence[Line]]) -> tuple[list[Line], list[list[Line]]]:
    """Return the lines of the text, and the lines of each note."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    text: list[Line] = []
    notes: list[list[Line]] = []
    for page in pages:
        found = _notes(page, usual)
        text += (line for i, line in enumerate(page) if i not in found)
        for i in sorted(found):
            if _MARK.match(page[i].text) or i - 1 not in found:
                notes.append([])
            notes[-1].append(page[i])
    return text, notes


def _notes(page: Sequence[Line], usual: float) -> set[int]:
    """Return which lines of a page are notes: small, from a mark on, with no text below them."""
    if not page:
        return set()
    top, bottom = min(line.top for line in page), max(line.bottom for line in page)
    limit = top + _LOWEST * (bottom - top)
    found: set[int] = set()
    start = None
    for i, line in enumerate(page):
        if line.size > _SMALLER * usual or line.bottom < limit:
            start = None
        elif start is None and not line.cell and _MARK.match(line.text):
            start = i
        if start is not None:
            found.add(i)
    body = [line for i, line in enumerate(page) if i not in found]
    return {i for i in found if not any(_is_above(page[i], line) for line in body)}


def _is_above(note: Line, line: Line) -> bool:
    overlap = min(note.right, line.right) - max(note.left, line.left)
    return note.bottom < line.bottom and overlap > 0
