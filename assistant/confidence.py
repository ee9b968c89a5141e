"""Confidence: how probable it is that the first passage answers, and when to say no."""

import math

from assistant.answering import Certainty
from assistant.understanding.expectation import expected_kind, holds_kind
from assistant.understanding.names import names
from index.exactness.agreement import missing_figures
from index.language import terms
from index.passages.passage import searchable
from index.search.scored_passage import ScoredPassage

THRESHOLD = 0.14
"""An answer below this probability is "not found"; see ``eval/README.md`` for what it refuses."""
SURE = 0.5
"""One below this probability is unsure."""

COEFFICIENTS = {
    "meaning": 1.52,
    "best sentence": 3.87,
    "word by word": 2.38,
    "a name or number is missing": -0.78,
    "the kind of answer is missing": -0.49,
}
CONSTANT = -3.96
"""Logistic regression on SQuAD 2.0, MTRAG-UN and XQuAD, each set counting the same; printed by
``python -m eval.studies.calibration``."""


def confidence(question: str, best: ScoredPassage) -> float:
    """Return the probability that ``best``, the first passage, answers ``question``; in [0, 1]."""
    found = evidence(question, best)
    logit = CONSTANT + sum(weight * found[name] for name, weight in COEFFICIENTS.items())
    return round(1 / (1 + math.exp(-logit)), 6)


def certainty_of(probability: float) -> Certainty:
    """Return what a confidence means."""
    if probability < THRESHOLD:
        return Certainty.NO
    return Certainty.SURE if probability >= SURE else Certainty.UNSURE


def evidence(question: str, scored: ScoredPassage) -> dict[str, float]:
    """Return what speaks for and against a passage's answering, by the names in ``COEFFICIENTS``.

    Raw signals, and what the passage lacks: of the rest of the index they know only how rare its
    words are.
    """
    known = {said.signal: said.value for said in scored.contributions}
    known["a name or number is missing"] = float(lacks_name(question, scored))
    known["the kind of answer is missing"] = float(lacks_kind(question, scored))
    return {name: known[name] for name in COEFFICIENTS}


def lacks_name(question: str, scored: ScoredPassage) -> bool:
    """Whether a name or figure in the question stands neither in the passage nor above it.

    A figure stands there in any form, or in a range that holds it.
    """
    text = searchable(scored.passage)
    if missing_figures(question, text):
        return True
    named = {term for name in names(question) if name.is_sure for term in terms(name.word)}
    # Most questions have none, and stemming a passage takes long.
    return bool(named) and not named.issubset(terms(text))


def lacks_kind(question: str, scored: ScoredPassage) -> bool:
    """Whether the passage holds nothing of the kind that the question asks for."""
    kind = expected_kind(question)
    return kind is not None and not holds_kind(scored.passage.text, kind, question)
