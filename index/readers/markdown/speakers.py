"""Speakers in Markdown: paragraphs, or their beginnings, in bold letters that name who speaks."""

import re
from collections import Counter
from collections.abc import Sequence

from index.documents import Block, BlockKind, trim
from index.readers.text.speakers import SPEAKER_LEVEL

_TIME = r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?"
_BOLD = r"(?:\*\*|__)(?P<name>[^*_:\n]{2,40}?)"
_ALONE = re.compile(rf"(?:{_TIME}\s*)?{_BOLD}:?(?:\*\*|__):?\s*(?P<time>{_TIME})?")
_BEFORE = re.compile(rf"{_BOLD}(?::(?:\*\*|__)|(?:\*\*|__)(?:\s*{_TIME})?:)\s+")
_FEWEST_TURNS = 3


def with_speakers(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which who speaks is a heading over what is said; names come back."""
    found: dict[Block, tuple[str, int]] = {}
    for block in blocks:
        if block.kind is not BlockKind.BODY:
            continue
        said = text[block.start : block.end]
        alone, before = _ALONE.fullmatch(said), _BEFORE.match(said)
        if alone and alone["time"]:
            found[block] = alone["name"].strip(), block.end
        elif before:
            found[block] = before["name"].strip(), block.start + before.end()
    counts = Counter(name for name, _ in found.values())
    if len(found) < _FEWEST_TURNS or 4 * len(counts) > 3 * len(found):
        return list(blocks)
    divided: list[Block] = []
    for block in blocks:
        if block not in found:
            divided.append(block)
            continue
        name, end = found[block]
        span = trim(text, block.start, end)
        divided.append(Block(BlockKind.SPEAKER, *span, SPEAKER_LEVEL, name))
        start, end = trim(text, end, block.end)
        if start < end:
            divided.append(Block(block.kind, start, end))
    return divided
