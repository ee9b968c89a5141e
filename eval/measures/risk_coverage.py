"""Risk and coverage: how often an answer is wrong where only the surest questions are answered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures.result import Result

COVERAGES = (100, 90, 80, 70, 60, 50)
"""Percent of the judged questions that are answered, at least."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The surest questions, and how many of their answers are wrong.

    Args:
        coverage: Percent of the judged questions that are to be answered.
        threshold: The lowest confidence among them, in [0, 1].
        answered: How many reach it; more than ``coverage`` asks for where confidences tie.
        risk: The share of these whose first passage is not right.
    """

    coverage: int
    threshold: float
    answered: int
    risk: float


def risk_coverage(
    results: Sequence[Result], coverages: Sequence[int] = COVERAGES
) -> tuple[Covered, ...]:
    """Return the risk at each coverage (El-Yaniv and Wiener, 2010).

    Questions are taken in the order of confidence, whatever was found; equal ones together, since
    no threshold divides them. An unanswerable question that is answered is wrong. None where no
    question is known to be answerable or not, or nothing says how probable an answer is.
    """
    judged = [
        (result.confidence, not result.is_first_right)
        for result in results
        if result.answerable is not None and result.confidence is not None
    ]
    confidence = np.array([said for said, _ in judged], np.float64)
    wrong = np.array([is_wrong for _, is_wrong in judged], np.bool_)
    descending = -np.sort(-confidence)
    covered: list[Covered] = []
    for coverage in coverages if judged else ():
        least = -(-coverage * len(judged) // 100)  # rounded up
        threshold = descending[least - 1]
        answered = confidence >= threshold
        risk = float(wrong[answered].mean())
        covered.append(Covered(coverage, float(threshold), int(answered.sum()), risk))
    return tuple(covered)
