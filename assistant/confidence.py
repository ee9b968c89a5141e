"""Confidence: how probable it is that the first passage answers, and when to say no."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answering import Certainty
from assistant.understanding.expectation import expected_kind, holds_kind
from assistant.understanding.names import names
from index.documents import Span
from index.exactness.asking import asks_same
from index.exactness.held import share_held
from index.exactness.letter import contradicts, missing_figures, says_all
from index.exactness.measures import is_measured_otherwise
from index.exactness.opposites import says_opposite
from index.exactness.roles import is_of_another
from index.exactness.subjects import is_counted_of_others
from index.language import ENGLISH, terms
from index.passages.passage import searchable
from index.search.scored_passage import ScoredPassage

UNSURE = 0.2
"""An answer below this probability is "no": the documents do not say."""
SURE = 0.7
"""One below this probability is "unsure". ``eval/README.md`` says what both points cost."""

MISSING_NAME = "a name or number is missing"
MISSING_KIND = "the kind of answer is missing"
OPPOSITE = "the opposite is said"
READING = "reading"
OTHER_FIGURE = 0.05
"""At most so probable is an answer where the passage says others for the figure that was asked for
to the letter. Of 22 such questions on SQuAD 2.0 no passage answered one."""
SAME_FIGURE = 0.3
"""At least so probable where the marked sentence says it, and little else is asked."""
OTHER_MEASURE = 0.3
"""At most so probable where the words that are to answer measure, or count, something else than is asked
for. Of 2,594 questions that ask for measures, or for a count of somebody, the words that people gave do
once."""
NOTHING_HELD, HALF_HELD = 0.1, 0.65
"""At most so probable is an answer in a language other than English, of which the models know little,
where its passage has nothing of what the question says, and where it has no more than half."""
_HALF = 0.5
_CERTAIN = 6.0
"""Log odds beyond which reading says no more."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression: the weight of each piece of evidence, and the constant."""

    weights: Mapping[str, float]
    constant: float

    def probability(self, found: Mapping[str, float]) -> float:
        """Return how probable evidence makes it, in [0, 1]."""
        logit = self.constant + sum(weight * found[name] for name, weight in self.weights.items())
        return round(1 / (1 + math.exp(-logit)), 6)


READ = Calibration(
    {
        "meaning": 2.96,
        "best sentence": 0.72,
        "word by word": 2.91,
        MISSING_NAME: -0.34,
        MISSING_KIND: -0.67,
        OPPOSITE: -2.0,
        READING: 0.59,
    },
    -3.09,
)
"""Where the first passage was read. Both are fitted to SQuAD 2.0, MTRAG-UN, XQuAD and the article
among others, each set counting the same; printed by ``python -m eval.studies.calibration``."""
RANKED = Calibration(
    {
        "meaning": 2.25,
        "best sentence": 2.68,
        "word by word": 3.73,
        MISSING_NAME: -0.60,
        MISSING_KIND: -1.14,
        OPPOSITE: -2.0,
    },
    -4.72,
)
"""Where nothing was read."""


def confidence(question: str, best: ScoredPassage) -> float:
    """Return the probability that ``best``, the first passage, answers ``question``; in [0, 1]."""
    text = searchable(best.passage)
    probability = calibration(best).probability(evidence(question, best))
    if best.passage.language != ENGLISH:
        probability = min(probability, _most(share_held(question, text, best.passage.language)))
    if contradicts(question, text):
        return min(probability, OTHER_FIGURE)
    if best.answer and _is_of_something_else(question, best, best.answer):
        return min(probability, OTHER_MEASURE)
    last = best.passage.said(best.passage.sentences[-1])
    if best.read is not None and asks_same(question, last, best.passage.language):
        # What it has of the question it asks itself; only reading tells what it says besides.
        return min(probability, best.read)
    said = "\n".join((*best.passage.section[-1:], best.passage.said(best.sentence)))
    if says_all(question, said, text):
        return max(probability, SAME_FIGURE)
    return probability


def _is_of_something_else(question: str, best: ScoredPassage, answer: Span) -> bool:
    """Whether the words that are to answer are of another measure, count or role than is asked for."""
    said = best.passage.said(answer), best.passage.said(best.sentence)
    return (
        is_measured_otherwise(question, *said)
        or is_counted_of_others(question, *said)
        or is_of_another(question, said[1])
    )


def _most(held: float) -> float:
    """Return how probable an answer is at most whose passage holds such a share of the question."""
    return NOTHING_HELD if not held else HALF_HELD if held <= _HALF else 1.0


def calibration(best: ScoredPassage) -> Calibration:
    """Return which calibration a first passage is judged by."""
    return RANKED if best.read is None else READ


def certainty_of(probability: float) -> Certainty:
    """Return what a confidence means."""
    if probability < UNSURE:
        return Certainty.NO
    return Certainty.SURE if probability >= SURE else Certainty.UNSURE


def evidence(question: str, scored: ScoredPassage) -> dict[str, float]:
    """Return what speaks for and against a passage's answering, by the names in its calibration.

    Raw signals, what the passage lacks, and the log odds by reading: of the rest of the index they
    know only how rare its words are.
    """
    known = {said.signal: said.value for said in scored.contributions}
    known[MISSING_NAME] = float(lacks_name(question, scored))
    known[MISSING_KIND] = float(lacks_kind(question, scored))
    known[OPPOSITE] = float(_says_opposite(question, scored))
    if scored.read is not None:
        known[READING] = _log_odds(scored.read)
    return {name: known[name] for name in calibration(scored).weights}


def _log_odds(probability: float) -> float:
    least = 1 / (1 + math.exp(_CERTAIN))
    bounded = min(max(probability, least), 1 - least)
    return math.log(bounded / (1 - bounded))


def lacks_name(question: str, scored: ScoredPassage) -> bool:
    """Whether a name or figure in the question stands neither in the passage nor above it.

    A figure stands there in any form, or in a range that holds it.
    """
    text = searchable(scored.passage)
    if missing_figures(question, text):
        return True
    named = {
        term
        for name in names(question)
        if name.is_sure
        for term in terms(name.word, scored.passage.language)
    }
    # Most questions have none, and stemming a passage takes long.
    return bool(named) and not named.issubset(terms(text, scored.passage.language))


def _says_opposite(question: str, scored: ScoredPassage) -> bool:
    """Whether the marked sentence says the opposite of what an English question asks for."""
    passage = scored.passage
    return passage.language == ENGLISH and says_opposite(question, passage.said(scored.sentence))


def lacks_kind(question: str, scored: ScoredPassage) -> bool:
    """Whether the passage holds nothing of the kind that the question asks for."""
    kind = expected_kind(question)
    return kind is not None and not holds_kind(scored.passage.text, kind, question)
