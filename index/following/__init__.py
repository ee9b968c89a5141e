"""Following: question and conversation side by side, which of its words the question needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToldWord:
    """A word of a conversation as it was typed, and how probable it is that a question needs it."""

    word: str
    probability: float
