"""PDF paragraphs: lines put together again, with words that hyphens divided."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from statistics import median

from index.documents import BlockKind
from index.readers.pdf.code import are_code, as_it_stands
from index.readers.pdf.lines import Line

_WIDER = 1.25
"""Of the usual distance between two lines; a wider one divides paragraphs."""
_WIDEST = 3
"""Times the size of the letters; lines that are further apart say nothing about the usual distance."""
_ENOUGH = 5
"""Distances on a page that say what is usual there."""
_ALL = 0
"""In place of a page: all pages."""
_SHORTEST_FULL_LINE = 30
"""Characters; a shorter line at the end of a page is rather a line of its own."""
_ROOM, _ROOM_UNENDED = 1.2, 3
"""Times the width of the next word, for which there is room behind a line that ends on purpose.

Letters differ in width, so a line that is no whole sentence needs more of it.
"""
_LIST_MARK = re.compile(r"[•‣◦▪●○■□–—*-]\s|\[\d{1,3}\]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s")  # noqa: RUF001
_ENDED = re.compile(r"[.!?…:。！？][\"'”’)\]»]*$")  # noqa: RUF001
_LAST_WORD = re.compile(r"(?<![\w-])\w[\w-]*$")
_FIRST_WORD = re.compile(r"\w+")
_TENS = re.compile(r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty", re.IGNORECASE)
_UNITS = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|first|second|third)(?:th)?|\w+th"
)
_LONGEST_WORD = 100
_BETWEEN_CELLS = " | "
_WORDS = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text; ``pages`` are the pages that begin in it, each with its offset.

    ``is_bold`` means that it is a row whose cells are all in bold letters.
    """

    text: str
    kind: BlockKind
    level: int
    pages: tuple[tuple[int, int], ...]
    is_bold: bool = False


def paragraphs(lines: Sequence[Line], levels: Mapping[int, int]) -> Iterator[Paragraph]:
    """Give the paragraphs of a document, given its lines and the levels of those in headings."""
    known = Counter(word for line in lines for word in _WORDS.findall(line.text.casefold()))
    leading = _Leading(lines)
    for level, run in groupby(range(len(lines)), key=lambda i: levels.get(i, 0)):
        for rows in _stretches([lines[i] for i in run], leading, is_heading=level > 0):
            yield _paragraph(rows, known, level)


class _Leading:
    """The usual distance between two lines in letters of one size: of a page, or of them all."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._steps: dict[tuple[int, int], list[float]] = defaultdict(list)
        for upper, lower in pairwise(lines):
            step = lower.bottom - upper.bottom
            if upper.page == lower.page and 0 < step < _WIDEST * upper.size:
                self._steps[upper.page, round(upper.size)].append(step)
                self._steps[_ALL, round(upper.size)].append(step)
        self._usual = {key: median(steps) for key, steps in self._steps.items()}

    def of(self, line: Line) -> float:
        """Return the distance in points from a line to the next of its paragraph."""
        here, all_over = (line.page, round(line.size)), (_ALL, round(line.size))
        key = here if len(self._steps.get(here, ())) >= _ENOUGH else all_over
        return self._usual.get(key, line.size)


def _stretches(
    lines: Sequence[Line], leading: _Leading, *, is_heading: bool
) -> Iterator[list[Line]]:
    """Divide lines where a new paragraph can be seen."""
    for stretch in _divided(lines, lambda upper, lower: _is_apart(upper, lower, leading)):
        if is_heading or stretch[0].row or are_code(stretch):
            yield stretch
            continue
        margins = _margins(stretch)
        yield from _divided(stretch, partial(_ends_early, margins))


def _margins(lines: Sequence[Line]) -> dict[Line, float]:
    """Return how far the lines of the same column and page reach, for each line."""
    columns = _divided(lines, lambda upper, lower: not _is_below(lower, upper))
    return {line: max(other.right for other in column) for column in columns for line in column}


def _is_below(lower: Line, upper: Line) -> bool:
    return lower.page == upper.page and lower.bottom > upper.bottom


def _divided(
    lines: Sequence[Line], is_border: Callable[[Line, Line], bool]
) -> Iterator[list[Line]]:
    stretch = [lines[0]]
    for upper, lower in pairwise(lines):
        if is_border(upper, lower):
            yield stretch
            stretch = []
        stretch.append(lower)
    yield stretch


def _is_apart(upper: Line, lower: Line, leading: _Leading) -> bool:
    if upper.row or lower.row:
        return upper.row != lower.row
    if upper.is_contents or lower.is_contents:
        return not lower.is_beside(upper)
    if upper.pitch and lower.pitch:
        return _is_below(lower, upper) and lower.bottom - upper.bottom > _WIDEST * upper.size
    if (
        upper.angle != lower.angle
        or abs(upper.size - lower.size) > upper.size / 8
        or _LIST_MARK.match(lower.text)
        or (bool(upper.pitch) != bool(lower.pitch) and not _may_go_on_in_code(upper, lower))
    ):
        return True
    if not _is_below(lower, upper):
        return not _goes_on(upper, lower)
    is_indented = lower.left > upper.left + 0.8 * upper.size
    item_left = upper.hang or upper.left
    is_behind_list = lower.left < item_left - 0.5 * upper.size and _LIST_MARK.match(upper.text)
    is_new = bool(is_behind_list or (is_indented and _ENDED.search(upper.text)))
    return is_new or lower.bottom - upper.bottom > _WIDER * leading.of(upper)


def _may_go_on_in_code(upper: Line, lower: Line) -> bool:
    """Whether a sentence may go on from or to a line all in fixed pitch, which is then no code."""
    is_level = abs(lower.left - upper.left) < upper.size or bool(_LIST_MARK.match(upper.text))
    return _is_below(lower, upper) and is_level and not _ENDED.search(upper.text)


def _goes_on(upper: Line, lower: Line) -> bool:
    """Whether a sentence goes on over the end of a page or column."""
    if upper.is_broken or lower.text[:1].islower():
        return True
    return len(upper.text) >= _SHORTEST_FULL_LINE and not _ENDED.search(upper.text)


def _ends_early(margins: Mapping[Line, float], upper: Line, lower: Line) -> bool:
    """Whether the next word would still have fit, so that the line was ended on purpose."""
    if upper.is_broken or not _is_below(lower, upper):
        return False
    word = len(lower.text.split(maxsplit=1)[0]) + 1
    room = _ROOM if _ENDED.search(upper.text) else _ROOM_UNENDED
    width = word * (upper.right - upper.left) / len(upper.text)
    return upper.right + room * width < margins[upper]


def _paragraph(lines: Sequence[Line], known: Mapping[str, int], level: int) -> Paragraph:
    if are_code(lines) and not level:
        code, begun = as_it_stands(lines)
        return Paragraph(code, BlockKind.PREFORMATTED, 0, tuple(begun))
    text = ""
    pages: list[tuple[int, int]] = []
    last: Line | None = None
    for line in lines:
        if last and line.cell != last.cell:
            text += _BETWEEN_CELLS
        elif last:
            text = _joined(text, line.text, known, broken=last.is_broken)
        if last is None or line.page != last.page:
            pages.append((line.page, len(text)))
        text += line.text
        last = line
    kind = BlockKind.ROW if lines[0].row else BlockKind.BODY
    if lines[0].is_contents:
        kind = BlockKind.METADATA
    elif level:
        kind = BlockKind.HEADING
    is_bold = kind is BlockKind.ROW and all(line.is_bold for line in lines)
    return Paragraph(text, kind, level, tuple(pages), is_bold)


def _joined(text: str, following: str, known: Mapping[str, int], *, broken: bool) -> str:
    """Return ``text`` such that ``following`` can be put behind it; a hyphen goes if it only divides.

    It stays where the word is written with it elsewhere in the document, or before a capital.
    """
    bare = text if broken else text.removesuffix("-").removesuffix("\N{HYPHEN}")
    start = _LAST_WORD.search(bare[-_LONGEST_WORD:])
    end = _FIRST_WORD.match(following[:_LONGEST_WORD])
    if not start or not end or (bare == text and not broken):
        return f"{text}-" if broken else f"{text} "
    whole = f"{start[0]}{end[0]}".casefold()
    apart = f"{start[0]}-{end[0]}".casefold()
    is_number = bool(_TENS.fullmatch(start[0]) and _UNITS.fullmatch(end[0]))
    is_apart = known.get(whole, 0) < known.get(apart, 0)
    divides = end[0][0].islower() and not is_number and not is_apart
    return bare if divides else f"{bare}-"
