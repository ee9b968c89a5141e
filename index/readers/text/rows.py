"""Rows of plain text: tables that spaces align, or that bars divide, and their headers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from index.documents import Block, BlockKind, Span
from index.readers.tables import with_headers
from index.readers.text.lines import GAP

_BAR = re.compile(r"(?<!\\)\|")
DRAWN = re.compile(r"[\s|+:=\-–—_]*([=\-–—_])\1[\s|+:=\-–—_]*$")  # noqa: RUF001
"""A line that is drawn, also one that has gaps or bars where columns end."""


def with_rows(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with lines that bars divide as rows, and the headers of tables as such."""
    found = list(blocks)
    said = [i for i, block in enumerate(blocks) if block.kind is not BlockKind.METADATA]
    bars = {i: _bars(text, blocks[i]) for i in said}
    for count, group in groupby(said, key=bars.__getitem__):
        run = list(group)
        if count and len(run) > 1:
            for i in run:
                found[i] = replace(blocks[i], kind=BlockKind.ROW)
    cells = {i: _cells(text, block) for i, block in enumerate(found)}
    return with_headers(found, {i: row for i, row in cells.items() if row})


def _said(text: str, block: Block) -> str:
    return text[block.start : block.end]


def _bars(text: str, block: Block) -> int:
    """Return how many bars divide a line of a text."""
    is_line = block.kind is BlockKind.BODY and "|" in _said(text, block)
    return len(_BAR.findall(_said(text, block).strip("|"))) if is_line else 0


def _cells(text: str, block: Block) -> list[str]:
    """Return the cells of a row; none of anything else."""
    said = _said(text, block)
    match block.kind:
        case BlockKind.ROW:
            return [said[slice(*cell)] for cell in barred(said)]
        case BlockKind.PREFORMATTED:
            return GAP.split(said)
        case _:
            return []


def barred(said: str) -> list[Span]:
    """Return where the cells of a row stand that bars divide; the outer ones are no cells."""
    bars = [found.start() for found in _BAR.finditer(said)]
    ends = [-1, *bars, len(said)]
    spans = [(start + 1, end) for start, end in pairwise(ends)]
    if said.lstrip().startswith("|"):
        spans = spans[1:]
    if said.rstrip().endswith("|") and len(spans) > 1:
        spans = spans[:-1]
    return [_stripped(said, *span) for span in spans]


def _stripped(said: str, start: int, end: int) -> Span:
    cell = said[start:end]
    return end - len(cell.lstrip()), end - len(cell.lstrip()) + len(cell.strip())
