"""Titles: the heading that names a document, told from those that count its parts."""

import re
from collections.abc import Iterable

from index.documents import Block, BlockKind

_COUNTED = re.compile(r"([^\d]{0,30}?)\b(\d{1,6}|[IVXLC]+)\b")


def headline(blocks: Iterable[Block]) -> str:
    """Return the outermost heading, the first of several; empty where it counts a part among others.

    "Invoice 1001" before "Invoice 1002" is the first part of a document, and not its title.
    """
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    level = min((block.level for block in headings), default=0)
    labels = [block.label for block in headings if block.level == level]
    return "" if is_counted(labels) else next(iter(labels), "")


def is_counted(labels: list[str]) -> bool:
    """Whether the first of some headings has the words of another one before another number."""
    counts = [found.groups() for label in labels if (found := _COUNTED.match(label))]
    if not counts or not _COUNTED.match(labels[0]):
        return False
    words, number = counts[0]
    return any(other == words and count != number for other, count in counts[1:])
