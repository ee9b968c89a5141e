"""Running heads, feet and page numbers: what stands in the margins of many pages, and is no text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from index.readers.pdf.lines import Line
from index.readers.pdf.page import Page

_HEAD, _FOOT = 0.1, 0.2
"""Of a page's height; text nearer to its edges may be a running head, a foot or a page number."""
_APART = 1.6
"""Times the size of its letters by which it is further from the text than lines are from each other."""
_REPEATED = 3
"""Pages on which a running head stands at least; both of two."""
_NEAR = 4.0
"""Points by which running heads may differ in height."""
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
_MOST_NUMBERS = 10
"""Of a line that may count pages."""
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?(\d{1,5})(?:\s*(?:of|/|von)\s*\d{1,5})?\W*$", re.IGNORECASE
)


def without_running_heads(pages: Sequence[Page]) -> list[list[Line]]:
    """Return the lines of pages without those in their margins that repeat, or count the pages."""
    margins = [_margins(page) for page in pages]
    counts = Counter(
        key for margin in margins for key in {k for line in margin for k in _keys(line)}
    )
    enough = min(_REPEATED, max(len(pages), 2))

    def is_furniture(line: Line) -> bool:
        number = _PAGE_NUMBER.match(line.text)
        if number and int(number[1]) == line.page:
            return True
        return any(counts[key] >= enough for key in _keys(line))

    furniture = [[line for line in margin if is_furniture(line)] for margin in margins]
    return [
        [line for line in page.lines if line not in margin or not _is_beside_any(line, found)]
        for page, margin, found in zip(pages, margins, furniture, strict=True)
    ]


def _is_beside_any(line: Line, others: Sequence[Line]) -> bool:
    return any(line == other or line.is_beside(other) for other in others)


def _margins(page: Page) -> set[Line]:
    """Return what stands in the margins above and below the text, apart from it."""
    height = page.bottom - page.top
    by_height = sorted(page.lines, key=lambda line: line.bottom)
    above = [line for line in by_height if line.top < page.top + _HEAD * height]
    below = [line for line in by_height if line.bottom > page.bottom - _FOOT * height]
    outer = {*above, *below}
    inner = [line for line in by_height if line not in outer]
    highest = inner[:1] or above[-1:]
    lowest = inner[-1:] or above[-1:] or below[:1]
    return {*_apart(above[::-1], highest), *_apart(below, lowest)}


def _apart(lines: Sequence[Line], nearest: Sequence[Line]) -> Sequence[Line]:
    """Return those of ``lines``, from within outwards, behind the first wide gap to the text."""
    if not nearest:
        return ()
    for i, (inner, outer) in enumerate(pairwise([*nearest, *lines])):
        if abs(outer.bottom - inner.bottom) > _APART * outer.size:
            return lines[i:]
    return ()


def _keys(line: Line) -> Iterator[tuple[str, int]]:
    """Give what may be the same in running heads: all of it, or all but the number of the page."""
    height = round(line.bottom / _NEAR)
    text = "#" if _ROMAN.fullmatch(line.text) else line.text
    yield text, height
    for found in islice(re.finditer(r"\d{1,6}", text), _MOST_NUMBERS):
        counted = int(found[0]) - line.page
        yield f"{text[: found.start()]}#{counted}{text[found.end() :]}", height
