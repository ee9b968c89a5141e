"""Best sentence: how near the sentence of a passage is that is nearest to the query."""

from operator import attrgetter

import numpy as np

from index.signals.signal import Candidates, Column, Signal
from index.vectors import Vectors, cosines

SENTENCE_CODES = Column(
    "sentence_codes.bin",
    starts=None,
    width=lambda dimension, _: dimension,
    rows=attrgetter("sentences"),
)


def sentence_meanings(candidates: Candidates) -> Vectors:
    """Return the cosine of each sentence of the candidates with the query, (sentences,)."""
    codes = candidates.place.units(SENTENCE_CODES.file, candidates.rows).rows
    return np.asarray(cosines(codes, candidates.query.encoded.windows).max(axis=1), np.float32)


class _BestSentence(Signal):
    name = "best sentence"
    weight = 1.0
    column = SENTENCE_CODES

    def measure(self, candidates: Candidates) -> Vectors:
        """Return the cosine of each candidate's best sentence."""
        starts = candidates.sentences.starts[:-1]
        return np.maximum.reduceat(candidates.once(sentence_meanings), starts)


BEST_SENTENCE = _BestSentence()
