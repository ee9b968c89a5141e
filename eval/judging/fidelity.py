"""Fidelity: whether two indexes of the same documents answer alike."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.errors import InputError
from index.library import Library, Ranking

_FIVE = 5
_ALIKE = 1e-6
"""By how much a score may differ; it is ranked as rounded to so much."""
LEAST_FIRST, LEAST_CANDIDATES = 0.995, 0.99
"""What must be alike for one to stand in for the other."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How much of what one index finds another finds too, each a share of all questions.

    ``first`` is of how many the first passage is the same with the same score, ``five`` of how many
    all of the first five are, ``candidates`` which part of the measured passages is the same.
    """

    questions: int
    first: float
    five: float
    candidates: float

    @property
    def holds(self) -> bool:
        """Whether one can stand in for the other."""
        return self.first >= LEAST_FIRST and self.candidates >= LEAST_CANDIDATES


def fidelity(questions: Sequence[str], one: Library, other: Library) -> Fidelity:
    """Ask two libraries the same questions.

    Args:
        questions: At least one, none blank.
        one: What is taken for right.
        other: What is compared with it.

    Raises:
        InputError: They are of other documents or settings.
    """
    if one.description.fingerprint != other.description.fingerprint:
        raise InputError(f"{one.directory} and {other.directory}: are not of the same documents")
    pairs = [(one.search(question), other.search(question)) for question in questions]
    same = [_alike(right, found) for right, found in pairs]
    held = [_held(right, found) for right, found in pairs]
    return Fidelity(
        len(questions),
        float(np.mean([each[0] for each in same])),
        float(np.mean([all(each) for each in same])),
        float(np.mean(held)),
    )


def _alike(right: Ranking, found: Ranking) -> list[bool]:
    return [
        (a.passage.document, a.passage.start) == (b.passage.document, b.passage.start)
        and abs(a.score - b.score) <= _ALIKE
        for a, b in zip(right[:_FIVE], found[:_FIVE], strict=True)
    ]


def _held(right: Ranking, found: Ranking) -> float:
    return float(np.isin(right.candidates, found.candidates).mean())
