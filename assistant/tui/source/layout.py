"""SourceLayout: a whole document cut into lines of a terminal, as offsets into its text."""

import re
import sys
from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len

from assistant.console.safe_text import safe_cells

_ONE_CELL_EACH = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
"""Text whose every character is shown as it is, in one cell: what most documents consist of."""


class SourceLayout:
    """The lines of a document at one width; line ``i`` is ``text[starts[i]:ends[i]]``.

    Lines break at spaces where there are any. Of several blank lines in a row, one is kept.
    A book of 5 MB takes about a tenth of a second, and 16 bytes a line.

    Where a page begins, an empty line comes first; ``page_marks`` has its page, which is no text.

    Args:
        text: The document's text, as it is; only ``shown`` makes it fit for a terminal.
        width: The cells of a line, at least 1.
        pages: Where each page begins in the text; empty where there are none.
    """

    def __init__(self, text: str, width: int, pages: Sequence[int] = ()) -> None:
        self.text = text
        self.width = max(width, 1)
        self.pages = pages
        self.starts = array("Q")
        self.ends = array("Q")
        self.page_marks: dict[int, int] = {}
        for start, end, page in _by_page(text, pages):
            if page:
                self.page_marks[len(self)] = page
                self.starts.append(start)
                self.ends.append(start)
            plain = _ONE_CELL_EACH.fullmatch(text, start, end)
            before = None if plain else _cells_before(text)
            for line_start, line_end in _cut(text, start, end, self.width, before):
                self.starts.append(line_start)
                self.ends.append(line_end)

    def __len__(self) -> int:
        return len(self.starts)

    def line(self, i: int) -> tuple[int, int]:
        """Return where line ``i`` starts and ends in the text."""
        return self.starts[i], self.ends[i]

    def line_at(self, offset: int) -> int:
        """Return the line that holds an offset, or the last one before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def line_above(self, offset: int) -> int:
        """Return the line that holds an offset, or the mark of the page that it begins."""
        line = self.line_at(offset)
        return line - 1 if line - 1 in self.page_marks else line


def shown(text: str) -> str:
    """Return a stretch of one line as a terminal may show it."""
    return safe_cells(text).replace("\t", "    ")


def _by_page(text: str, pages: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the lines of the text, divided where a page begins, with the page that begins there or 0."""
    numbers = {start: number for number, start in enumerate(pages, 1)}  # of empty pages the last
    upcoming = deque(numbers)
    for start, end in _paragraphs(text):
        at, begun = start, 0
        while upcoming and (upcoming[0] <= at or upcoming[0] < end):
            page = upcoming.popleft()
            if page > at:
                yield at, page, begun
                at = page
            begun = numbers[page]
        yield at, end, begun


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of the text without their ends, and no second blank one in a row."""
    start, was_blank = 0, True
    while start < len(text):
        newline = text.find("\n", start)
        after = len(text) if newline < 0 else newline
        end = after - 1 if newline > start and text[newline - 1] == "\r" else after
        is_blank = start == end or text[start:end].isspace()
        if not (is_blank and was_blank):
            yield start, start if is_blank else end
        start, was_blank = after + 1, is_blank


def _cut(
    text: str, start: int, end: int, width: int, before: "array[int] | None"
) -> Iterator[tuple[int, int]]:
    """Yield lines of at most ``width`` cells; ``before`` is None where each character takes one."""
    while True:
        if before is None:
            full = start + width
        else:
            full = bisect_right(before, before[start] + width, start, end + 1) - 1
        if full >= end:
            yield start, end
            return
        space = text.rfind(" ", start, full + 1)
        at, after = (space, space + 1) if space > start else (max(full, start + 1),) * 2
        yield start, at
        start = after


@lru_cache(maxsize=1)
def _cells_before(text: str) -> "array[int]":
    """Return how many cells the text takes before each character, and at last all of it."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_there = np.zeros(sys.maxunicode + 1, bool)
    is_there[codes] = True
    cells_of = np.zeros(sys.maxunicode + 1, np.uint8)
    for code in np.flatnonzero(is_there).tolist():
        cells_of[code] = cell_len(shown(chr(code)))
    before = np.zeros(len(codes) + 1, np.uint32)
    np.cumsum(cells_of[codes], out=before[1:])
    return array("I", before.tobytes())
