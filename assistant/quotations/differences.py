"""Differences: in which words a quotation and a stretch of a document differ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.quotations.comparing import normal

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['\u2019][^\W_]+)*|[^\w\s]|_")
"""A number, a word or a mark."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark of a text, and how it reads however it is set."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a quotation says where the document says something else; either may be empty."""

    quoted: str
    text: str


@lru_cache(maxsize=128)  # each place is looked at once for what is near, once for what is in it
def tokens(text: str, *, marks: bool = True) -> tuple[Token, ...]:
    """Return the words and numbers of a text in order, and its marks unless told otherwise."""
    found = (Token(*match.span(), _key(match[0])) for match in _TOKEN.finditer(text))
    return tuple(token for token in found if token.key and (marks or token.key[0].isalnum()))


def differences(quoted: str, text: str) -> tuple[Difference, ...]:
    """Return where two texts differ, in order; neighbouring differences are one."""
    from rapidfuzz.distance import Levenshtein

    ours, theirs = tokens(quoted), tokens(text)
    edits = Levenshtein.opcodes([one.key for one in ours], [one.key for one in theirs])
    return tuple(
        Difference(
            _stretch(quoted, ours[edit.src_start : edit.src_end]),
            _stretch(text, theirs[edit.dest_start : edit.dest_end]),
        )
        for edit in edits
        if edit.tag != "equal"
    )


@lru_cache(maxsize=65536)
def _key(token: str) -> str:
    return normal(token).strip()


def _stretch(text: str, part: Sequence[Token]) -> str:
    return text[part[0].start : part[-1].end] if part else ""
