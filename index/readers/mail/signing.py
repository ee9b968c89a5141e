"""Signing: how a message ends: its farewell, who signs it, and the signature below ``--``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, pairwise

from index.documents import Block, BlockKind, Document
from index.readers.text.replies import is_attribution, without_marks

SIGNATURE = "Signature"
"""Under which stands what a sender's program puts below each message."""

_ENDED = (".", "!", "?", "…")
_FAREWELL = frozenset(
    """
    all and again always as best bye care cheers ciao cordially dear ever faithfully for greetings hugs
    in advance kind kindest love many much my of regards respectfully see sincerely so soon take thank
    thanks the then truly until very warm warmest warmly wishes with you your yours
    """.split()  # noqa: SIM905
)
_BIDS = frozenset(
    """
    best bye cheers ciao cordially faithfully greetings hugs love regards respectfully sincerely soon
    thank thanks truly warmly wishes yours
    """.split()  # noqa: SIM905
)
"""Of these a farewell has one at least."""
_LONGEST_FAREWELL, _LONGEST_NAME = 6, 3
"""Words."""
_NAME = re.compile(
    r"(?:[^\W\d_]\.|[^\W\d_][^\W\d_'\u2019-]*)(?:\s+(?:[^\W\d_]\.|[^\W\d_][^\W\d_'\u2019-]+))*"
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_SIGNATURE = 12
"""Lines."""


def signed(document: Document, sender: str) -> Document:
    """Return what was written in a message with its ending told from what it says.

    A farewell, the name below it and what announces a quoted reply are furniture; what stands below
    ``--`` is one body under ``SIGNATURE``; a question is never a heading, since who wrote it asks.

    Args:
        document: The text of the message.
        sender: Who wrote it, as its header says.
    """
    text = document.text
    runs = [(told, [*run]) for told, run in groupby(document.blocks, partial(_is_quoted, text))]
    blocks: list[Block] = []
    for (is_quoted, run), after in zip(runs, [*runs[1:], None], strict=False):
        announcing = run[-1:] if after and is_attribution(_said(text, run[-1])) else []
        blocks += _run(text, run[: len(run) - len(announcing)], "" if is_quoted else sender)
        blocks += [replace(block, kind=BlockKind.FURNITURE, level=0) for block in announcing]
    return replace(document, blocks=tuple(blocks))


def _is_quoted(text: str, block: Block) -> bool:
    return block.kind is BlockKind.QUOTED or text[block.start] == ">"


def _run(text: str, run: Sequence[Block], sender: str) -> Iterator[Block]:
    """Give the blocks of a stretch that one person wrote."""
    at = next((i for i, block in enumerate(run) if _said(text, block) == "--"), len(run))
    below = run[at + 1 :]
    if not 0 < len(below) <= _LONGEST_SIGNATURE:
        at, below = len(run), []
    signing = _signing(text, run[:at], sender)
    for i, block in enumerate(run[:at]):
        if i in signing:
            yield replace(block, kind=BlockKind.FURNITURE, level=0)
        elif block.kind is BlockKind.HEADING and _said(text, block).endswith("?"):
            yield replace(block, kind=BlockKind.BODY, level=0, label="")
        else:
            yield block
    if below:
        yield replace(run[at], kind=BlockKind.METADATA, level=0, label="")
        yield Block(BlockKind.BODY, below[0].start, below[-1].end, label=SIGNATURE)


def _signing(text: str, run: Sequence[Block], sender: str) -> set[int]:
    """Return which blocks of a stretch are its farewell, and the name of who signs."""
    saying = [i for i, block in enumerate(run) if block.kind is not BlockKind.METADATA]
    found: set[int] = set()
    for above, at in reversed([*pairwise(saying)]):
        if not _signs(_said(text, run[at]), _said(text, run[above]), sender):
            break
        found.add(at)
    return found


def _signs(said: str, above: str, sender: str) -> bool:
    is_below = above.endswith(_ENDED) or _is_farewell(above)
    return all(
        _is_farewell(line) or _is_name(line, sender, is_below=n > 0 or is_below)
        for n, line in enumerate(said.splitlines())
    )


def _is_farewell(line: str) -> bool:
    said = _words(line)
    return len(said) <= _LONGEST_FAREWELL and _FAREWELL.issuperset(said) and bool(_BIDS & {*said})


def _is_name(line: str, sender: str, *, is_below: bool) -> bool:
    """Whether a line is that of who wrote the message, or a name that stands below its last sentence."""
    bare = line.strip().lstrip("-\u2013\u2014~ ").rstrip(",")
    if not _NAME.fullmatch(bare) or len(bare.split()) > _LONGEST_NAME:
        return False
    known = _words(sender)
    is_of_sender = any(word in known for word in _words(bare) if len(word) > 1)
    return is_of_sender or (is_below and all(word[0].isupper() for word in bare.split()))


def _words(line: str) -> list[str]:
    return [found[0].casefold() for found in _WORD.finditer(line)]


def _said(text: str, block: Block) -> str:
    """Return what a block says, without the marks of what is quoted."""
    lines = text[block.start : block.end].splitlines()
    return "\n".join(without_marks(line).strip() for line in lines).strip()
