"""Late interaction: each query token against its best match among a passage's tokens.

MaxSim as in ColBERT (Khattab and Zaharia, 2020), over the vectors that the embedding model gives
its own tokens, so that it needs no further weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Codes, StoredUnits
from index.signals.dense import Vectors

SENTENCE_BYTES = 2
"""Behind a token's code, for its sentence."""


def unit(vectors: Vectors) -> Vectors:
    """Return vectors brought to unit length; those of length 0 stay."""
    lengths = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))[..., None]
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)


def quantized(vectors: Vectors) -> Codes:
    """Return (n, dimension) vectors as int8; only their directions are kept."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    return np.rint(vectors * (127 / np.where(largest == 0, 1, largest))).astype(np.int8)


def cosines(codes: Codes, directions: Vectors) -> Vectors:
    """Return the cosine of each of (n, dimension) quantized vectors with each direction.

    ``directions`` is (directions, dimension), rows of unit length. Of a vector of length 0 it is 0.
    """
    vectors = codes.astype(np.float32)
    # Dividing the products is less work than dividing the vectors.
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.asarray(vectors @ directions.T / np.maximum(lengths, 1)[:, None], np.float32)


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The content tokens of all passages, passage by passage and in the order of the text.

    Unit ``p`` holds those of passage ``p``, (tokens, dimension + 2) int8: a token's code, and behind
    it, as int16, in which of the passage's sentences it stands, -1 for none.
    """

    units: StoredUnits

    @staticmethod
    def rows(codes: Codes, sentences: NDArray[np.int16]) -> NDArray[np.int8]:
        """Return the rows of one passage, (tokens, dimension + 2)."""
        return np.hstack([codes, sentences.reshape(-1, 1).view(np.int8)])

    def take(self, passages: NDArray[np.int64]) -> tuple[Codes, NDArray[np.int16]]:
        """Return the codes and the sentences of the tokens of some passages, in turn.

        Raises:
            IndexDamagedError: Some of them are not what was written.
        """
        rows = self.units.take(passages)
        sentences = np.ascontiguousarray(rows[:, -SENTENCE_BYTES:]).view(np.int16)
        return rows[:, :-SENTENCE_BYTES], sentences.reshape(-1)


@dataclass(frozen=True, slots=True)
class Interaction:
    """How well passages match a query token by token.

    ``passages`` is (passages,), ``sentences`` (sentences of all these passages,), in order.
    """

    passages: Vectors
    sentences: Vectors


def interact(
    query: Vectors,
    weights: Vectors,
    tokens: TokenVectors,
    passages: NDArray[np.int64],
    first_sentences: NDArray[np.int64],
) -> Interaction:
    """Return the weighted mean, over query tokens, of the best cosine with a passage's tokens.

    Args:
        query: (query tokens, dimension), rows of unit length.
        weights: (query tokens,), how telling each is; they sum to 1.
        tokens: Those of all passages.
        passages: The passages to measure.
        first_sentences: (passages + 1,), where the sentences of each begin among those of all
            these passages; the last is how many there are.
    """
    scores = np.zeros(len(passages), np.float32)
    sentences = np.zeros(int(first_sentences[-1]), np.float32)
    codes, inside = tokens.take(passages)
    if not len(codes) or not len(query):
        return Interaction(scores, sentences)
    matches = cosines(codes, query)
    counts = tokens.units.starts[passages + 1] - tokens.units.starts[passages]
    owner = np.repeat(np.arange(len(passages)), counts)
    # Tokens stand in the order of the text, so those of one sentence are one run.
    runs = np.flatnonzero(np.diff(owner, prepend=-1) | np.diff(inside, prepend=-2))
    best_in_run = np.maximum.reduceat(matches, runs, axis=0)
    within = inside[runs] >= 0
    places = first_sentences[owner[runs]] + inside[runs]
    sentences[places[within]] = (best_in_run @ weights)[within]
    first_runs = np.flatnonzero(np.diff(owner[runs], prepend=-1))
    scores[owner[runs][first_runs]] = np.maximum.reduceat(best_in_run, first_runs) @ weights
    return Interaction(scores, sentences)


def token_weights(idf: Sequence[float]) -> Vectors:
    """Return each query token's weight from its word's idf; all alike where none tells."""
    weights = np.asarray(idf, np.float32)
    total = float(weights.sum())
    return weights / total if total else np.full(len(weights), 1 / max(len(weights), 1), np.float32)
