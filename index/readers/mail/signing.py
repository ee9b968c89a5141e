"""Signing: how a message ends: its farewell, who signs it, and the signature below ``--``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

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
    r"[^\W\d_](?:\.|(?:['\u2019-]?[^\W\d_])*)(?:\s+[^\W\d_](?:\.|(?:['\u2019-]?[^\W\d_])+))*"
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
    runs = [*_runs(document)]
    blocks: list[Block] = []
    for (reply, run), after in zip(runs, [*runs[1:], None], strict=False):
        end = len(run)
        while end and not _said(text, run[end - 1]):
            end -= 1
        end -= bool(end and after and is_attribution(_said(text, run[end - 1])))
        blocks += _run(text, run[:end], "" if reply else sender)
        # What names the reply names its section too; where it would be quoted for another's words, it goes.
        is_others = bool(reply) or any(block.label == SIGNATURE for block in blocks[-1:])
        kind = BlockKind.METADATA if is_others else BlockKind.FURNITURE
        blocks += [
            replace(block, kind=kind, level=0, label="") if _said(text, block) else block
            for block in run[end:]
        ]
    return replace(document, blocks=tuple(blocks))


def _runs(document: Document) -> Iterator[tuple[str, list[Block]]]:
    """Give the stretches that one person wrote, each with what names the reply; empty where none is quoted.

    Marks that say nothing belong to what they follow.
    """
    reply, run = "", list[Block]()
    for block in document.blocks:
        own = block.label if block.kind is BlockKind.QUOTED else ""
        is_mark = block.kind is BlockKind.METADATA and document.text[block.start] == ">"
        if own != reply and not is_mark:
            if run:
                yield reply, run
            reply, run = own, []
        run.append(block)
    if run:
        yield reply, run


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
        end = next((i for i in range(len(below), 1, -1) if _said(text, below[i - 1])), 1)
        yield Block(BlockKind.BODY, below[0].start, below[end - 1].end, label=SIGNATURE)
        yield from below[end:]


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
    """Whether a line is the name of who wrote the message, or stands alone below all that it says.

    There it is whatever they are called; a full name that is not theirs is somebody else's.
    """
    bare = line.strip().lstrip("-\u2013\u2014~ ").rstrip(",")
    if not _NAME.fullmatch(bare) or len(bare.split()) > _LONGEST_NAME:
        return False
    known = _words(sender)
    is_of_sender = any(word in known for word in _words(bare) if len(word) > 1)
    is_called = not known or len(bare.split()) == 1
    return is_of_sender or (
        is_below and is_called and all(word[0].isupper() for word in bare.split())
    )


def _words(line: str) -> list[str]:
    return [found[0].casefold() for found in _WORD.finditer(line)]


def _said(text: str, block: Block) -> str:
    """Return what a block says, without the marks of what is quoted."""
    lines = text[block.start : block.end].splitlines()
    return "\n".join(without_marks(line).strip() for line in lines).strip()
