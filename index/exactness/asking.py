"""Asking: whether a text is a question, and how much of another one it asks."""

import re

from index.language import ENGLISH, terms

_ASKS = re.compile(r"\?[\s\"'\u201d\u2019)\]*_]*$")
_TAIL = 6
"""Characters within which a question's mark stands at its end."""
_ALIKE = 0.7
"""How much of a question stands in one that asks the same."""


def asks(sentence: str) -> bool:
    """Whether a sentence is a question."""
    return "?" in sentence[-_TAIL:] and _ASKS.search(sentence) is not None


def asks_same(question: str, sentence: str, language: str = ENGLISH) -> bool:
    """Whether a sentence asks itself what a question does, both read in a language."""
    return asks(sentence) and share_in({*terms(question, language)}, sentence, language) >= _ALIKE


def share_in(asked: set[str], text: str, language: str = ENGLISH) -> float:
    """Return how many of the terms of a question stand in a text of a language, in [0, 1]."""
    return len(asked & {*terms(text, language)}) / max(len(asked), 1)
