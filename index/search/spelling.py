"""Spelling: a mistyped word of a question, read as the word of the documents that it resembles."""

import re
from collections.abc import Callable

from index.language import ENGLISH, fold, stop_words
from index.search.wording import Wording
from index.signals.correction import Correction

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
_MOST_LOOKED_UP = 12
"""Unknown words of one question; with more of them it is no question with typing errors."""
_LONG = 8
"""Letters from which two mistakes are forgiven; shorter words are forgiven one."""


def correct(
    query: str, wording: Wording, is_word: Callable[[str], bool]
) -> tuple[str, tuple[Correction, ...]]:
    """Return the query with its mistyped words replaced, and what was replaced.

    A word counts as mistyped if the documents do not have it, it is no word of the language, and
    a word of the documents is at most two letters away (one below eight letters). So "Iraq" is
    never read as "Iran".

    Args:
        query: What was typed.
        wording: Holds the words of the documents, and tells the language of what was typed.
        is_word: Whether a folded word is one of the language.
    """
    place = wording.place
    read: dict[str, str | None] = {}
    corrections: dict[str, Correction] = {}

    def is_right(word: str) -> bool:
        is_short = len(word) < _SHORTEST
        return (
            is_short
            or word in stop_words(wording.language)
            or place.has_word(word)
            or is_word(word)
            or (wording.language != ENGLISH and any(place.frequencies(wording.terms(word))))
        )

    def replaced(match: re.Match[str]) -> str:
        typed = match.group()
        word = fold(typed)
        if word not in read and len(read) < _MOST_LOOKED_UP and not is_right(word):
            read[word] = place.nearest_word(word, 2 if len(word) >= _LONG else 1)
        nearest = read.get(word)
        if nearest is None:
            return typed
        corrections.setdefault(word, Correction(typed, nearest))
        return nearest

    return _WORD.sub(replaced, query), tuple(corrections.values())
