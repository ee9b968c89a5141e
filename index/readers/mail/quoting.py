"""Quoting: the earlier mail that a reply holds below what was written, where no signs tell it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.documents import QUOTED_REPLY, Block, BlockKind, Document
from index.readers.text.replies import is_attribution, named

_IS_REPLY = re.compile(r"\s*(?:re|aw|sv|antw?|r[ée]f?|odp|vs)(?:\[\d+\])?\s*:", re.IGNORECASE)
_RULE = re.compile(
    r"\W{2,}(?:original message|ursprüngliche nachricht|message d'origine|mensaje original)\W{2,}$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?:From|Von|De|Da|Van|Från): (?P<sender>[^\n]+)\n"
    r"(?:[^\n]+\n){0,3}?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato|Verzonden|Skickat): [^\n]*\d"
)
_LINES = 5
"""Blocks in which the header of an earlier mail stands."""
_MOVED = {BlockKind.BODY, BlockKind.HEADING, BlockKind.SPEAKER, BlockKind.ROW, BlockKind.HEADER}


def quoting(document: Document, subject: str) -> Document:
    """Return what was written in a message with the earlier mail below it told as a quoted reply.

    That begins with a line that says so, or with the header of the earlier mail, as Outlook writes it;
    or behind a line such as "On Monday, 3 March, Ada wrote:". Each such mail is a reply of its own.
    Only replies, by their subject, have any: what is forwarded stands nowhere else.
    """
    if not _IS_REPLY.match(subject):
        return document
    text, blocks = document.text, document.blocks
    told = list(blocks)
    beginnings = [*_beginnings(text, blocks)]
    for (at, label), (end, _) in pairwise([*beginnings, (len(blocks), "")]):
        for i in range(at, end):
            if told[i].kind in _MOVED:
                told[i] = replace(told[i], kind=BlockKind.QUOTED, level=0, label=label)
    return replace(document, blocks=tuple(told))


def _beginnings(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Give where earlier mail may begin, and what it is called."""
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.QUOTED:
            continue
        said = [text[each.start : each.end] for each in blocks[at : at + _LINES]]
        is_ruled = _RULE.match(said[0]) is not None
        header = _HEADER.match("\n".join(said[is_ruled:]))
        is_dated = is_attribution(said[0]) and any(map(str.isdigit, said[0]))
        if header:
            yield at, f"{QUOTED_REPLY}: {header['sender'].strip()}"
        elif is_ruled:
            yield at, QUOTED_REPLY
        elif is_dated and not _is_marked(blocks[at + 1 :]):
            yield at + 1, named(said[0])


def _is_marked(behind: Sequence[Block]) -> bool:
    """Whether signs tell already what is quoted behind a line."""
    return not behind or behind[0].kind in {BlockKind.QUOTED, BlockKind.METADATA}
