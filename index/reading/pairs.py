"""Pairs: a question and a passage as the reader sees them, in as many windows as they need."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index.documents import Span
from index.passages.tokens import TokenCounter

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 256
"""Wordpieces of a pair, special ones included: what the reader learned to read."""
_SPECIAL = 3
_LONGEST_QUESTION = 96
"""Wordpieces of a question in one window; so at least half is left to the passage."""
_LONGEST_HEADING = 40
"""Wordpieces of a heading; the end of a long one tells most."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One window: its wordpieces, which text each belongs to, and where it stands in the passage.

    ``types`` is 0 for the question and 1 for heading and passage; ``offsets`` are code points of
    the passage, None for what is outside it.
    """

    ids: list[int]
    types: list[int]
    offsets: list[Span | None]


class Pairing:
    """Makes pairs with one tokenizer: ``[CLS] question [SEP] heading, line break, passage [SEP]``."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._unknown = tokenizer.token_to_id("[UNK]")
        self._length = lru_cache(maxsize=64)(lambda text: len(self._ids(text)))

    def can_read(self, question: str) -> bool:
        """Whether the model knows any symbol of a question; unknown ones all look alike."""
        return any(token != self._unknown for token in self._ids(question))

    def pairs(self, question: str, heading: str, passage: str) -> Iterator[Pair]:
        """Give the windows of a question and a passage under a heading: one, unless they are long."""
        for asked in self._parts(question, _LONGEST_QUESTION):
            above = self._end(heading)
            left = LONGEST - _SPECIAL - self._length(asked) - self._length(above)
            for start, end in self._spans(passage, left):
                yield self._pair(asked, above, passage[start:end], start)

    def _pair(self, question: str, heading: str, passage: str, start: int) -> Pair:
        second = f"{heading}\n{passage}" if heading else passage
        before = len(second) - len(passage)
        encoded = self._tokenizer.encode(question, second)
        offsets = [
            (begin - before + start, end - before + start)
            if sequence == 1 and begin >= before and end > begin
            else None
            for sequence, (begin, end) in zip(encoded.sequence_ids, encoded.offsets, strict=True)
        ]
        return Pair(encoded.ids, encoded.type_ids, offsets)

    def _parts(self, text: str, window: int) -> list[str]:
        return [text[start:end] for start, end in self._spans(text, window)]

    def _end(self, heading: str) -> str:
        """Return the last part of a heading that fits."""
        return (self._parts(heading, _LONGEST_HEADING) or [""])[-1]

    def _spans(self, text: str, window: int) -> list[Span]:
        return list(TokenCounter(self._length, window, None).pieces(text, 0, len(text)))

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids
