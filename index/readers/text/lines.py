"""Lines of plain text: physical lines that were only wrapped are joined, rows of tables are not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import add

from index.documents import Span, trim
from index.readers.format import as_broken
from index.readers.text.replies import depth, is_divided_attribution, without_marks
from index.readers.text.statements import looks_like_heading

_LONGEST_WRAPPED_LINE = 120
"""Columns; longer lines are paragraphs, since nobody wraps text by hand that wide."""
_NARROWEST = 40
"""Columns; a text of shorter lines is a list."""
_FEWEST_ROWS = 3
"""Lines with gaps of two spaces that stand one below the other at least; with wider gaps, one less."""

_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(
    r"[-*+•‣◦–—>|]|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s"  # noqa: RUF001
    r"|\[?\d{1,4}[-:/.]\d{1,2}[-:/.]\d"
)
"""The mark of an item, or the time of an entry, with which a line of its own begins."""
RULE = re.compile(r"([=\-~^*_#+])\1{2,}[ \t]*$", re.MULTILINE)
"""A line that is drawn, below a heading or between parts."""
GAP = re.compile(r"(?<=[^\s.!?:])(?: {2,}|[ ]*\t\s*)(?=\S)")
_WIDE = 3
"""Spaces that nobody puts between two words of a sentence."""
_INITIAL = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Fig|Lt|Col|Gen)\.$")
"""At the end of a line, where a name or a number goes on in the next."""
_FIELD = re.compile(r"(?:>[ \t]?)*[A-Z][A-Za-z-]{1,20}: \S")
"""Of the header of a mail, or of a form."""
_ENDS = '.!?…”"。'
_FEWEST_WORDS = 4
"""Of a quoted line that goes on in the next, however short the lines are; a greeting has fewer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as its author meant it."""

    start: int
    end: int
    first: bool
    """Whether it stands at the beginning of the text or after a blank line."""
    is_row: bool = False
    """Whether it is a row of a table that spaces align."""


def logical_lines(text: str) -> list[Line]:
    """Return the lines of a text, without surrounding white space; blank ones are none."""
    physical = list(_physical_lines(text))
    prose = [line for line in physical if not line.is_row and not RULE.match(text, line.start)]
    prose.sort(key=lambda line: depth(text[line.start : line.end]))
    widths = {
        level: _wrap_width([(line.start, line.end) for line in group])
        for level, group in groupby(prose, lambda line: depth(text[line.start : line.end]))
    }
    lines: list[Line] = []
    last: Line | None = None
    for line in physical:
        if last and not line.first and _was_wrapped(text, last, line, widths):
            lines[-1] = replace(lines[-1], end=line.end)
        else:
            lines.append(line)
        last = line
    return lines


def unwrapped(text: str) -> str:
    """Return a part of a text with a line for each logical line, and blank lines as they are.

    See ``lines`` of ``Format``.
    """
    bare = text.replace("\0", "")
    only_wrapped = {
        at for line in logical_lines(bare) for at in _line_feeds(bare, line.start, line.end)
    }
    breaks = ["\n" if at not in only_wrapped else " " for at in _line_feeds(bare, 0, len(bare))]
    parts = text.split("\n")
    following = (
        without_marks(part) if before == " " else part
        for part, before in zip(parts, ["\n", *breaks], strict=True)
    )
    return as_broken("".join(map(add, following, [*breaks, ""])))


def _line_feeds(text: str, start: int, end: int) -> Iterator[int]:
    at = text.find("\n", start, end)
    while at >= 0:
        yield at
        at = text.find("\n", at + 1, end)


def _physical_lines(text: str) -> Iterator[Line]:
    spans = [trim(text, *match.span()) for match in _LINE.finditer(text)]
    spans = [span for span in spans if span[0] < span[1]]
    rows = _rows(text, spans)
    end: int | None = None
    for i, span in enumerate(spans):
        first = end is None or _blank_line_between(text, end, span[0])
        yield Line(*span, first, i in rows)
        end = span[1]


def _rows(text: str, lines: Sequence[Span]) -> set[int]:
    """Return which lines are rows: those with wide gaps that begin at a column of the next or last."""
    gaps = [list(GAP.finditer(text, *line)) for line in lines]
    columns = [_columns(text, line, found) for line, found in zip(lines, gaps, strict=True)]
    goes_on = [bool(upper & lower) for upper, lower in pairwise(columns)]
    rows: set[int] = set()
    for is_run, group in groupby(range(len(goes_on)), key=lambda i: goes_on[i]):
        run = list(group)
        found = [*run, run[-1] + 1]
        is_wide = all(any("\t" in g[0] or len(g[0]) >= _WIDE for g in gaps[i]) for i in found)
        if is_run and len(found) >= _FEWEST_ROWS - is_wide:
            rows.update(found)
    return rows


def _columns(text: str, line: Span, gaps: Sequence[re.Match[str]]) -> set[tuple[str, int]]:
    """Return where the cells of a line begin and end, but for the first; with tabs, their number."""
    if any("\t" in gap[0] for gap in gaps):
        return {("tabs", sum(gap[0].count("\t") for gap in gaps))}
    margin = max(text.rfind("\n", 0, line[0]), text.rfind("\r", 0, line[0])) + 1
    ends = [*(gap.start() for gap in gaps[1:]), *([line[1]] if gaps else [])]
    return {("left", gap.end() - margin) for gap in gaps} | {("right", e - margin) for e in ends}


def _wrap_width(lines: list[Span]) -> int:
    """Return the column at which the text was wrapped, 0 where it was not wrapped at all."""
    lengths = sorted(end - start for start, end in lines)
    total = sum(lengths)
    long = sum(length for length in lengths if length > _LONGEST_WRAPPED_LINE)
    if not total or long > total / 10:
        return 0
    fitting = [length for length in lengths if length <= _LONGEST_WRAPPED_LINE]
    width = fitting[int(len(fitting) * 0.95)] if fitting else 0
    return width if width >= _NARROWEST else 0


def _blank_line_between(text: str, end: int, start: int) -> bool:
    gap = text[end:start].replace("\r\n", "\n").replace("\r", "\n")
    return gap.count("\n") > 1 or "\f" in gap


def _was_wrapped(text: str, upper: Line, lower: Line, widths: Mapping[int, int]) -> bool:
    """Whether the break between two lines is there only because the next word did not fit.

    ``widths`` are the columns at which lines were wrapped, by how deep they are quoted.
    """
    above, said = text[upper.start : upper.end], text[lower.start : lower.end]
    level = depth(above)
    if level and level == depth(said):
        above, said = without_marks(above), without_marks(said) or said
    if upper.is_row or lower.is_row or _ITEM.match(said) or RULE.match(said):
        return False
    if is_divided_attribution(above, said) or (level and _goes_on(above, said)):
        return True
    width = widths.get(level, 0)
    if not width:
        return False
    if _FIELD.match(said) and _FIELD.match(text, upper.start):
        return False
    is_ended = text[upper.end - 1] in _ENDS and not _INITIAL.search(text, upper.start, upper.end)
    if is_ended and looks_like_heading(said):
        return False
    word = len(said.split(maxsplit=1)[0])
    return upper.end - upper.start + 1 + word > width * 0.9


def _goes_on(above: str, said: str) -> bool:
    """Whether a sentence goes on in the next line, as its letters say."""
    if not above or above[-1] in f"{_ENDS}:" or not said[0].islower():
        return False
    return above[0].islower() or len(above.split()) >= _FEWEST_WORDS
