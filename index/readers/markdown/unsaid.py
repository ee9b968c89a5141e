"""What a Markdown file does not say: comments, which no reader sees, and what is struck out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, takewhile

from index.documents import Block, BlockKind, Span, trim

_OPENING, _CLOSING = "<!--", "-->"
_ON_A_LINE = re.compile(r"(?<![^\s])%%(?!%)[^%\n]+%%(?![^\s.,;:!?)])")
_ALONE = re.compile(r"^[ \t]*%%[ \t]*$", re.MULTILINE)
_STRUCK = re.compile(r"~~(?=[^\s~])[^~]*(?:~(?!~)[^~]*)*(?<=\S)~~(?!~)")
_LIST_MARK = re.compile(r"(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[ xX]\]\s+)?")
_AS_THEY_ARE = {BlockKind.ROW, BlockKind.HEADER, BlockKind.PREFORMATTED}
_SIGNS = (_OPENING, "%%", "~~")


def without_unsaid(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with comments, and blocks that are struck out, as such that nobody quotes.

    What stands in the middle of a line stays there; ``as_said`` leaves it out where it is shown.
    """
    if not any(map(text.__contains__, _SIGNS)):
        return blocks
    spans = _outside_code(text, blocks, _comments(text))
    ends = [end for _, end in spans]
    found: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.BODY and _is_struck(text[block.start : block.end]):
            found.append(Block(BlockKind.METADATA, block.start, block.end))
        else:
            first = bisect_right(ends, block.start)
            inside = takewhile(lambda span: span[0] < block.end, islice(spans, first, None))  # noqa: B023
            found += _cut(text, block, list(inside))
    return found


def as_said(text: str) -> str:
    """Return a part of a text without its comments and what is struck out in it."""
    if not any(map(text.__contains__, _SIGNS)):
        return text
    spans = [*_comments(text), *(match.span() for match in _STRUCK.finditer(text))]
    said, at = [], 0
    for start, end in sorted(spans):
        if start >= at and text.count("`", 0, start) % 2 == 0:
            said.append(text[at:start])
            is_apart = text[start - 1 : start] in {"", " "} and text[end : end + 1] == " "
            at = end + is_apart
    return "".join(said) + text[at:]


def _comments(text: str) -> Iterator[Span]:
    at = text.find(_OPENING)
    while at >= 0 and (end := text.find(_CLOSING, at + len(_OPENING))) >= 0:
        yield at, end + len(_CLOSING)
        at = text.find(_OPENING, end)
    yield from (match.span() for match in _ON_A_LINE.finditer(text))
    alone = [match.span() for match in _ALONE.finditer(text)]
    yield from ((start, end) for (start, _), (_, end) in zip(alone[::2], alone[1::2], strict=False))


def _outside_code(text: str, blocks: list[Block], comments: Iterable[Span]) -> list[Span]:
    """Return the comments that stand in no code, in order; those with nothing between are one."""
    starts = [block.start for block in blocks]
    found: list[Span] = []
    place, counted, ticks = -1, 0, 0
    for start, end in sorted(comments):
        if found and (start <= found[-1][1] or text[found[-1][1] : start].isspace()):
            found[-1] = found[-1][0], max(end, found[-1][1])
            continue
        at = bisect_right(starts, start) - 1
        if at != place:
            place, counted, ticks = at, starts[at] if at >= 0 else 0, 0
        ticks += text.count("`", counted, start)
        counted = start
        if at < 0 or not (blocks[at].kind in _AS_THEY_ARE or ticks % 2):
            found.append((start, end))
    return found


def _cut(text: str, block: Block, comments: list[Span]) -> Iterator[Block]:
    """Give a block, and the comments that begin it, end it, or stand on lines of their own."""
    at = block.start
    for comment_start, comment_end in comments:
        start, end = max(comment_start, at), min(comment_end, block.end)
        if block.kind is BlockKind.HEADING and (start, end) != (block.start, block.end):
            continue
        if start == at or end == block.end or "\n" in text[start:end]:
            yield from _part(text, block, at, start)
            yield from _part(text, Block(BlockKind.METADATA, start, end), start, end)
            at, _ = trim(text, end, block.end)
    yield from _part(text, block, at, block.end)


def _part(text: str, block: Block, start: int, end: int) -> Iterator[Block]:
    start, end = trim(text, start, end)
    if start < end:
        yield replace(block, start=start, end=end)


def _is_struck(said: str) -> bool:
    mark = _LIST_MARK.match(said)
    found = _STRUCK.match(said, mark.end() if mark else 0)
    return found is not None and found.end() == len(said)
