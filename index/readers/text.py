"""Plain text: title, headings and paragraphs recognised as a reader would see them."""

import re
from collections import Counter
from dataclasses import dataclass

from index.documents import Block, BlockKind, Document, Span, trim
from index.readers.charsets import decode
from index.readers.format import Format, Reading
from index.readers.lines import line_address, line_now

_LONGEST_HEADING = 100
"""Characters; headlines reach some 90, and a paragraph of that length ends like a sentence."""
_LONGEST_WRAPPED_LINE = 120
"""Columns; longer lines are paragraphs, since nobody wraps text by hand that wide."""
_LONGEST_HEADING_RUN = 3
"""Short lines that stand one after the other beyond this number are a list or a poem."""

_MOST_FRONT_LINES = 12
"""Lines at the top among which a headline may be repeated."""

_LINE = re.compile(r"[^\r\n]+")
_CREDIT = re.compile(
    r"(?i:(?:photo |image |picture )?credits?\s*:|(?:photo|image|picture|photograph)(?:\s+by\b|\s*:)"
    r"|©|copyright\s+(?:©|\(c\)|\d{4})|(?:published|posted|updated)\b.*\d)"
    r"|(?:By|BY)\s+[A-Z][\w.'’-]*\s+[A-Z]"  # noqa: RUF001
)
_LIST_MARK = re.compile(r"[-*+•‣◦–—>|]|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s")  # noqa: RUF001
_NUMBERED_HEADING = re.compile(r"(?:\d+(?:\.\d+)*\.?|[IVXLC]+\.)\s+[^\W\d_]")
_CLOSERS = "\"'”’)]»"  # noqa: RUF001
_ENDS = '.!?…”"。'
_UNFINISHED = (".", "!", ",", ";", ":", "…", "。", "、", "؟", "۔")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as its author meant it: physical lines that were only wrapped are joined."""

    start: int
    end: int
    first: bool
    """Whether it stands at the beginning of the text or after a blank line."""


def read(data: bytes, name: str) -> Reading:
    """Read one plain-text file; see ``Format``."""
    text, problems = decode(data)
    title, blocks = structure(text)
    return Reading((Document(name, title or "", text, blocks),), problems)


TEXT = Format((".txt",), read, address=line_address, line=line_now)


def structure(text: str, title: str | None = None) -> tuple[str | None, tuple[Block, ...]]:
    """Return the title of a plain text, if it shows one, and its blocks.

    Args:
        text: The whole document.
        title: Known from elsewhere; the lines that repeat it are recognised as such.
    """
    lines = _logical_lines(text)
    labels = [text[line.start : line.end] for line in lines]
    heading_levels = _heading_levels(lines, labels)
    title = title or _title(labels, heading_levels)
    front = _front_matter(labels, title)
    if title and labels[:1] == [title] and not front:
        _raise_headings_below_title(heading_levels)
    blocks = []
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        level = heading_levels.get(i, 0)
        if label == title and i == 0 and not front:
            block = Block(BlockKind.HEADING, line.start, line.end)
        elif label == title or _is_credit(label) or (i < front and _looks_like_heading(label)):
            block = Block(BlockKind.FURNITURE, line.start, line.end)
        elif level:
            block = Block(BlockKind.HEADING, line.start, line.end, level, label)
        else:
            block = Block(BlockKind.BODY, line.start, line.end)
        blocks.append(block)
    return title, tuple(blocks)


def _logical_lines(text: str) -> list[_Line]:
    physical = [trim(text, *match.span()) for match in _LINE.finditer(text)]
    physical = [span for span in physical if span[0] < span[1]]
    width = _wrap_width(physical)
    lines: list[_Line] = []
    last: Span | None = None
    for start, end in physical:
        after_blank = last is None or _blank_line_between(text, last[1], start)
        if last is not None and not after_blank and _was_wrapped(text, last, (start, end), width):
            lines[-1] = _Line(lines[-1].start, end, lines[-1].first)
        else:
            lines.append(_Line(start, end, after_blank))
        last = (start, end)
    return lines


def _wrap_width(lines: list[Span]) -> int:
    """Return the column at which the text was wrapped, 0 where it was not wrapped at all."""
    lengths = sorted(end - start for start, end in lines)
    total = sum(lengths)
    long = sum(length for length in lengths if length > _LONGEST_WRAPPED_LINE)
    if not total or long > total / 10:
        return 0
    fitting = [length for length in lengths if length <= _LONGEST_WRAPPED_LINE]
    return fitting[int(len(fitting) * 0.95)] if fitting else 0


def _blank_line_between(text: str, end: int, start: int) -> bool:
    gap = text[end:start].replace("\r\n", "\n").replace("\r", "\n")
    return gap.count("\n") > 1 or "\f" in gap


def _was_wrapped(text: str, upper: Span, lower: Span, width: int) -> bool:
    """Whether the break between two lines is there only because the next word did not fit."""
    if not width or _LIST_MARK.match(text, *lower):
        return False
    if text[upper[1] - 1] in _ENDS and _looks_like_heading(text[slice(*lower)]):
        return False
    word = len(text[slice(*lower)].split(maxsplit=1)[0])
    return upper[1] - upper[0] + 1 + word > width * 0.9


def _heading_levels(lines: list[_Line], labels: list[str]) -> dict[int, int]:
    """Return the headings and their levels: short lines, no sentences, before what they name.

    Headings that stand one right after the other go one level deeper each.
    """
    spaced = sum(line.first for line in lines) > len(lines) / 4
    levels: dict[int, int] = {}
    run: list[int] = []
    for i, label in enumerate(labels):
        if (lines[i].first or not spaced) and _looks_like_heading(label):
            run.append(i)
            continue
        if len(run) <= _LONGEST_HEADING_RUN:
            levels.update((heading, level) for level, heading in enumerate(run, 1))
        run = []
    return levels


def _raise_headings_below_title(levels: dict[int, int]) -> None:
    """Give the headings right below the title the level that their siblings have."""
    at = 1
    while at in levels:
        levels[at] -= 1
        at += 1


def _looks_like_heading(label: str) -> bool:
    bare = label.rstrip(_CLOSERS)
    if len(label) > _LONGEST_HEADING or not bare or bare.endswith(_UNFINISHED):
        return False
    if _NUMBERED_HEADING.match(label):
        return True
    first = next((char for char in label if char.isalnum()), "a")
    return not first.islower() and not _LIST_MARK.match(label)


def _is_credit(label: str) -> bool:
    return len(label) <= _LONGEST_HEADING and bool(
        _CREDIT.match(label) and not label.endswith(_UNFINISHED)
    )


def _title(labels: list[str], heading_levels: dict[int, int]) -> str | None:
    """Return the headline: the one most repeated at the top, else the heading that opens it."""
    counts = Counter(filter(_looks_like_heading, _top(labels)))
    repeated = [label for label, count in counts.items() if count > 1]
    if repeated:
        return max(repeated, key=lambda label: (counts[label], len(label)))
    return labels[0] if 0 in heading_levels and not _is_credit(labels[0]) else None


def _front_matter(labels: list[str], title: str | None) -> int:
    """Return how many lines lie before the last repetition of the title at the top."""
    places = [i for i, label in enumerate(_top(labels)) if label == title]
    return places[-1] if places else 0


def _top(labels: list[str]) -> list[str]:
    """Return the lines before the first paragraph that is longer than any standfirst."""
    body = next((i for i, label in enumerate(labels) if len(label) > 3 * _LONGEST_HEADING), None)
    return labels[:body][:_MOST_FRONT_LINES]
