"""Spelling: a mistyped word of a question, read as the word of the documents that it resembles."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.lexical import STOP_WORDS, fold

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
_LONG = 8
"""Letters from which two mistakes are forgiven; shorter words are forgiven one."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as it was typed, and the word of the documents that it is read as."""

    typed: str
    read: str


def correct(
    query: str, vocabulary: Sequence[str], is_word: Callable[[str], bool]
) -> tuple[str, tuple[Correction, ...]]:
    """Return the query with its mistyped words replaced, and what was replaced.

    A word counts as mistyped if the documents do not have it, ``is_word`` does not know it
    either, and a word of ``vocabulary`` is at most two letters away (one below eight letters).
    So "Iraq" is never read as "Iran".

    Args:
        query: What is searched.
        vocabulary: The documents' words, folded, most frequent first.
        is_word: Whether a folded word is a word of the language.
    """
    known = frozenset(vocabulary)
    found: dict[str, Correction] = {}

    def replaced(match: re.Match[str]) -> str:
        typed = match.group()
        word = fold(typed)
        if len(word) < _SHORTEST or word in known or word in STOP_WORDS or is_word(word):
            return typed
        nearest = _nearest(word, vocabulary)
        if nearest is None:
            return typed
        found.setdefault(word, Correction(typed, nearest))
        return nearest

    return _WORD.sub(replaced, query), tuple(found.values())


def _nearest(word: str, vocabulary: Sequence[str]) -> str | None:
    """Return the first of the words that are fewest edits away, if they are few enough."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    allowed = 2 if len(word) >= _LONG else 1
    best = extractOne(word, vocabulary, scorer=OSA.distance, score_cutoff=allowed)
    return str(best[0]) if best else None
