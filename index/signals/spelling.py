"""Spelling: a mistyped word of a question, read as the word of the documents that it resembles."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.language import STOP_WORDS, fold

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
_MOST_LOOKED_UP = 12
"""Unknown words of one question; with more of them it is no question with typing errors."""
_LONG = 8
"""Letters from which two mistakes are forgiven; shorter words are forgiven one."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as it was typed, and the word of the documents that it is read as."""

    typed: str
    read: str


class Spelling:
    """Reads mistyped words of a query as words of the documents."""

    def __init__(self, vocabulary: Sequence[str], is_word: Callable[[str], bool]) -> None:
        """Take the documents' words, folded, most frequent first, and what else is a word."""
        self._vocabulary = vocabulary
        self._known = frozenset(vocabulary)
        self._is_word = is_word

    def correct(self, query: str) -> tuple[str, tuple[Correction, ...]]:
        """Return the query with its mistyped words replaced, and what was replaced.

        A word counts as mistyped if the documents do not have it, it is no word of the language,
        and a word of the documents is at most two letters away (one below eight letters). So
        "Iraq" is never read as "Iran".
        """
        read: dict[str, str | None] = {}
        corrections: dict[str, Correction] = {}

        def replaced(match: re.Match[str]) -> str:
            typed = match.group()
            word = fold(typed)
            if word not in read and len(read) < _MOST_LOOKED_UP and not self._is_right(word):
                read[word] = self._nearest(word)
            nearest = read.get(word)
            if nearest is None:
                return typed
            corrections.setdefault(word, Correction(typed, nearest))
            return nearest

        return _WORD.sub(replaced, query), tuple(corrections.values())

    def _is_right(self, word: str) -> bool:
        is_short = len(word) < _SHORTEST
        return is_short or word in self._known or word in STOP_WORDS or self._is_word(word)

    def _nearest(self, word: str) -> str | None:
        """Return the first of the words that are fewest edits away, if they are few enough."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        allowed = 2 if len(word) >= _LONG else 1
        best = extractOne(word, self._vocabulary, scorer=OSA.distance, score_cutoff=allowed)
        return str(best[0]) if best else None
