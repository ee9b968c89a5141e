"""Late interaction: each query token against its best match among a passage's tokens.

MaxSim as in ColBERT (Khattab and Zaharia, 2020), over the vectors that the embedding model gives
its own tokens, so that it needs no further weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Codes, Rows
from index.model.encoding import Encoding
from index.place import Units
from index.signals.bm25 import idf
from index.signals.signal import Candidates, Column, Signal
from index.vectors import Vectors, cosines

ABOVE = 0.9
"""How much a match counts with a token in no sentence, as those of a heading: what the passage
itself says tells it from others under the same heading."""

_SENTENCE_BYTES = 2
"""Behind a token's code, for its sentence."""


def token_rows(encoding: Encoding) -> Codes:
    """Return the content tokens of a passage as they are stored, (tokens, dimension + 2) int8.

    Sentence by sentence, first what stands in none: a token's code, and behind it, as int16, in
    which of the passage's sentences it stands, -1 for none.
    """
    order = encoding.token_sentences.argsort(kind="stable")
    sentences = encoding.token_sentences[order].reshape(-1, 1).view(np.int8)
    return np.hstack([encoding.tokens[order], sentences])


TOKENS = Column(
    "tokens.bin",
    starts="token_starts.bin",
    width=lambda _, token_dimension: token_dimension + _SENTENCE_BYTES,
    rows=token_rows,
)


@dataclass(frozen=True, slots=True)
class Interaction:
    """How well passages match a query token by token.

    ``passages`` is (passages,), ``sentences`` (sentences of all these passages,), in order.
    """

    passages: Vectors
    sentences: Vectors


def interact(query: Vectors, weights: Vectors, tokens: Units, sentences: Rows) -> Interaction:
    """Return the weighted mean, over query tokens, of the best cosine with a passage's tokens.

    Tokens in no sentence count for the passage and for each of its sentences, by ``ABOVE``.

    Args:
        query: (query tokens, dimension), rows of unit length.
        weights: (query tokens,), how telling each is; they sum to 1.
        tokens: Those of the passages to measure, as ``token_rows`` gives them.
        sentences: (passages + 1,), where the sentences of each begin among those of all these
            passages; the last is how many there are.
    """
    passages = len(tokens.starts) - 1
    above = np.zeros((passages, len(query)), np.float32)
    if not len(tokens.rows) or not len(query):
        return Interaction(above.sum(axis=1), np.zeros(int(sentences[-1]), np.float32))
    matches = cosines(tokens.rows[:, :-_SENTENCE_BYTES], query)
    inside = _sentence_numbers(tokens.rows)
    owner = np.repeat(np.arange(passages), np.diff(tokens.starts))
    # The tokens of one sentence are one run, and so are those in none.
    runs = np.flatnonzero(np.diff(owner, prepend=-1) | np.diff(inside, prepend=-2))
    best, of, within = np.maximum.reduceat(matches, runs, axis=0), owner[runs], inside[runs]
    is_above = within < 0
    best[is_above] *= ABOVE
    above[of[is_above]] = best[is_above]
    best = np.maximum(best, above[of])
    of_sentences = np.repeat(above @ weights, np.diff(sentences))
    places = sentences[of] + within
    of_sentences[places[~is_above]] = best[~is_above] @ weights
    of_passages = np.zeros(passages, np.float32)
    first = np.flatnonzero(np.diff(of, prepend=-1))
    of_passages[of[first]] = np.maximum.reduceat(best, first) @ weights
    return Interaction(of_passages, of_sentences)


def _sentence_numbers(rows: Codes) -> NDArray[np.int16]:
    return np.ascontiguousarray(rows[:, -_SENTENCE_BYTES:]).view(np.int16).reshape(-1)


def token_weights(idf: Sequence[float]) -> Vectors:
    """Return each query token's weight from its word's idf; all alike where none tells."""
    weights = np.asarray(idf, np.float32)
    total = float(weights.sum())
    return weights / total if total else np.full(len(weights), 1 / max(len(weights), 1), np.float32)


def interaction(candidates: Candidates) -> Interaction:
    """Return how well the tokens of candidates match those of their query."""
    query, place = candidates.query, candidates.place
    asked = [query.term(word) for word in query.encoded.words]
    telling = [
        idf(frequency, place.size) * query.weight(term) if term else 0.0
        for term, frequency in zip(asked, place.frequencies(asked), strict=True)
    ]
    tokens, sentences = place.units(TOKENS.file, candidates.rows), candidates.sentences.starts
    return interact(query.encoded.tokens, token_weights(telling), tokens, sentences)


class _WordByWord(Signal):
    """Late interaction with all of a passage's tokens."""

    name = "word by word"
    weight = 2.0
    column = TOKENS

    def measure(self, candidates: Candidates) -> Vectors:
        """Return how well all tokens of each candidate match."""
        return candidates.once(interaction).passages


class _WordByWordInASentence(Signal):
    """Late interaction with the tokens of the sentence that matches best."""

    name = "word by word in a sentence"
    weight = 2.0
    column = TOKENS

    def measure(self, candidates: Candidates) -> Vectors:
        """Return how well the tokens of each candidate's best sentence match."""
        starts = candidates.sentences.starts[:-1]
        return np.maximum.reduceat(candidates.once(interaction).sentences, starts)


WORD_BY_WORD = _WordByWord()
WORD_BY_WORD_IN_A_SENTENCE = _WordByWordInASentence()
