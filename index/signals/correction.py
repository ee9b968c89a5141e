"""Correction: a mistyped word of a question."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as it was typed, and the word of the documents that it is read as."""

    typed: str
    read: str
