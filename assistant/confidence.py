"""Confidence: how probable it is that the first passage answers, and when to say no."""

import math

from index.retriever import ScoredPassage

THRESHOLD = 0.3
"""An answer below this probability is "not found"."""

_WEIGHTS = {"best sentence": 4.92, "word by word": 2.74}
_CONSTANT = -4.04
"""Logistic regression on answerable and unanswerable questions of SQuAD 2.0 and MTRAG-UN and
on answerable ones of XQuAD, each set counting the same."""


def confidence(best: ScoredPassage) -> float:
    """Return the probability that ``best``, the first passage, answers; in [0, 1].

    Rests on raw signals, which know of the rest of the index only how rare its words are.
    """
    values = {name: value for name, value, _ in best.signals.measured()}
    logit = _CONSTANT + sum(weight * values[name] for name, weight in _WEIGHTS.items())
    return round(1 / (1 + math.exp(-logit)), 6)
