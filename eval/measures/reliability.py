"""Reliability: whether a confidence is the share that is right, and what a refusal would cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures.result import Result

BINS = 5
"""Of equal numbers of questions."""
REFUSED = (1, 2, 5, 10)
"""Per cent of the answerable questions that may be refused."""
NEAR_MISS = "near-miss"
"""The tag of questions that nothing answers, though the documents come near."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of about the same confidence.

    Args:
        low: The lowest confidence among them.
        high: The highest.
        questions: How many.
        confidence: Its mean.
        right: The share whose first passage is right.
    """

    low: float
    high: float
    questions: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is answered where so many of the answerable questions may be refused.

    Args:
        refused: Per cent of the answerable questions that may be.
        threshold: The confidence from which on a question is then answered.
        answered: The share of the unanswerable questions that reach it.
        near_misses: The same of those that are near misses; None where none is.
    """

    refused: int
    threshold: float
    answered: float
    near_misses: float | None


def reliability(results: Sequence[Result]) -> tuple[Bin, ...]:
    """Return bins of equal numbers of questions, in the order of confidence; none where none says it."""
    judged = [
        (result.confidence, result.is_first_right)
        for result in results
        if result.answerable is not None and result.confidence is not None
    ]
    rows = np.array(sorted(judged, key=lambda row: row[0]), np.float64).reshape(-1, 2)
    parts = (part for part in np.array_split(rows, BINS) if len(part))
    return tuple(
        Bin(
            low=float(part[0, 0]),
            high=float(part[-1, 0]),
            questions=len(part),
            confidence=float(part[:, 0].mean()),
            right=float(part[:, 1].mean()),
        )
        for part in parts
    )


def refusals(results: Sequence[Result]) -> tuple[Refusal, ...]:
    """Return what each share of refused questions would cost; none where one side is missing."""
    answerable = _confidences(result for result in results if result.answerable)
    unanswerable = [result for result in results if result.answerable is False]
    confidences = _confidences(iter(unanswerable))
    near = _confidences(result for result in unanswerable if NEAR_MISS in result.tags)
    if not (answerable and confidences):
        return ()
    ascending = sorted(answerable)
    found = []
    for percent in REFUSED:
        threshold = ascending[percent * len(ascending) // 100]
        found.append(
            Refusal(
                refused=percent,
                threshold=threshold,
                answered=_reach(confidences, threshold),
                near_misses=_reach(near, threshold) if near else None,
            )
        )
    return tuple(found)


def _confidences(results: Iterator[Result]) -> list[float]:
    return [result.confidence for result in results if result.confidence is not None]


def _reach(confidences: Sequence[float], threshold: float) -> float:
    return sum(one >= threshold for one in confidences) / len(confidences)
