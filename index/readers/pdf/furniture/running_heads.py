"""Running heads, feet and page numbers: what stands in the margins of many pages, and is no text."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, pairwise

from index.readers.pdf.lines import Line
from index.readers.pdf.page import Page

_HEAD, _FOOT = 0.1, 0.2
"""Of a page's height; text nearer to its edges may be a running head, a foot or a page number."""
_APART = 1.6
"""Times the size of its letters by which it is further from the text than lines are from each other."""
_WIDER = 1.2
"""Times the distance of two rows of a table; its header is not further from the first."""
_LARGER = 1.12
"""Times the usual size of letters; those of a heading are larger."""
_COUNTED = re.compile(
    r"(?!(?:page|seite|p|s|pg|pág|sida|side|blatt)\b)[^\W\d_]+\.?\s+\d{1,6}", re.IGNORECASE
)
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


def without_running_heads(pages: Sequence[Page], labels: Sequence[str] = ()) -> list[list[Line]]:
    """Return the lines of pages without those in their margins that repeat, or number the pages.

    ``labels`` are what the file itself calls its pages, where it does.
    """
    margins = [_margins(page) for page in pages]
    usual = _usual_size(pages)
    keys = {
        line: list(_keys(line, _own_number(line, labels), usual))
        for margin in margins
        for line in margin
    }
    counts = Counter(
        key for margin in margins for key in {k for line in margin for k in keys[line]}
    )
    enough = min(_REPEATED, max(len(pages), 2))
    found: list[list[Line]] = []
    for page, margin in zip(pages, margins, strict=True):
        repeated = [line for line in margin if any(counts[key] >= enough for key in keys[line])]
        furniture = repeated + [line for line in margin if _is_page_number(line, page, repeated)]
        found.append(
            [line for line in page.lines if line not in margin or not _is_in(line, furniture)]
        )
    return found


def _is_in(line: Line, furniture: Sequence[Line]) -> bool:
    """Whether a line is furniture, or the rest of a line with it that says no number by itself."""
    return any(line == other or line.is_beside(other) for other in furniture)


def _is_page_number(line: Line, page: Page, furniture: Sequence[Line]) -> bool:
    """Whether a line is the number of its page, and beside nothing but running heads."""
    number = _PAGE_NUMBER.match(line.text)
    if not number or int(number[1]) != line.page:
        return False
    beside = [other for other in page.lines if other != line and other.is_beside(line)]
    return all(other in furniture for other in beside)


def _own_number(line: Line, labels: Sequence[str]) -> set[str]:
    """Return what may be the number of a line's page: as it is counted, or as the file calls it."""
    label = labels[line.page - 1] if line.page <= len(labels) else ""
    return {str(line.page), *filter(str.isdecimal, [label])}


def _usual_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


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
    return {
        *_apart(above[::-1], highest, _step(inner)),
        *_apart(below, lowest, _step(inner[::-1])),
    }


def _apart(lines: Sequence[Line], nearest: Sequence[Line], step: float) -> Sequence[Line]:
    """Return those of ``lines``, from within outwards, behind the first wide gap to the text.

    A gap is wide that is wider than between lines, and than ``step``, that between rows of a table.
    """
    if not nearest:
        return ()
    for i, (inner, outer) in enumerate(pairwise([*nearest, *lines])):
        gap = abs(outer.bottom - inner.bottom)
        if gap > max(_APART * outer.size, _WIDER * step):
            return lines[i:]
    return ()


def _step(lines: Sequence[Line]) -> float:
    """Return how far the first row of cells is from the next; 0 where it is no row."""
    row = [line for line in lines if line.is_beside(lines[0])] if lines else []
    if len(row) < 2:  # noqa: PLR2004
        return 0.0
    following = next((line for line in lines if not line.is_beside(lines[0])), lines[0])
    return abs(following.bottom - lines[0].bottom)


def _keys(line: Line, own: Collection[str], usual: float) -> Iterator[tuple[str, int]]:
    """Give what may be the same in running heads: all of it, or all but the number of the page.

    Numbers that rise with the pages, but are not theirs, say something: that of an invoice. So does
    the number of a heading, which is larger than the text, or a word alone before it: "Day 3".
    """
    height = round(line.bottom / _NEAR)
    text = "#" if _ROMAN.fullmatch(line.text) else line.text
    yield text, height
    if _COUNTED.fullmatch(text) or line.size > _LARGER * usual:
        return
    is_bare = not any(map(str.isalpha, text))
    for found in islice(re.finditer(r"\d{1,6}", text), _MOST_NUMBERS):
        if not is_bare and found[0] not in own:
            continue
        counted = int(found[0]) - line.page if is_bare else 0
        yield f"{text[: found.start()]}#{counted}{text[found.end() :]}", height
