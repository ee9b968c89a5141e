"""Confidence: how probable it is that the first passage answers, and when to say no."""

import math
from collections.abc import Mapping

from index.lexical import terms
from index.retriever import WEIGHTS, ScoredPassage

THRESHOLD = 0.5
"""An answer below this probability is "not found"."""

_MEANING, _SENTENCE, _COVERAGE, _CONSTANT = 3.0, 3.0, 2.0, -3.0


def confidence(best: ScoredPassage, query_words: Mapping[str, str]) -> float:
    """Return the probability that ``best``, the first passage, answers; in [0, 1].

    Rests on raw signals only, which do not depend on what else is in the index. Of words it
    takes the share of the query's that the passage holds.
    """
    held = set(terms(best.passage.text))
    coverage = sum(term in held for term in query_words) / max(len(query_words), 1)
    values = dict(zip(WEIGHTS, best.signals.values, strict=True))
    logit = (
        _MEANING * values["meaning"]
        + _SENTENCE * values["sentence"]
        + _COVERAGE * coverage
        + _CONSTANT
    )
    return round(1 / (1 + math.exp(-logit)), 6)
