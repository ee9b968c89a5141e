"""Late interaction: each query token against its best match among a passage's tokens.

MaxSim as in ColBERT (Khattab and Zaharia, 2020), over the vectors that the embedding model gives
its own tokens, so that it needs no further weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.dense import Vectors

Codes = NDArray[np.int8]
"""Vectors of unit length as int8, each scaled so that its largest value is 127."""


def unit(vectors: Vectors) -> Vectors:
    """Return vectors brought to unit length; those of length 0 stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)


def quantized(vectors: Vectors) -> Codes:
    """Return (n, dimension) vectors as int8; only their directions are kept."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    return np.rint(vectors * (127 / np.where(largest == 0, 1, largest))).astype(np.int8)


def restored(codes: Codes) -> Vectors:
    """Return quantized vectors as float32 of unit length."""
    return unit(codes.astype(np.float32))


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The content tokens of all passages, passage by passage.

    The tokens of passage ``p`` are ``codes[starts[p]:starts[p + 1]]``, (tokens, dimension);
    ``sentences`` says in which of the passage's sentences each stands, -1 for none.
    """

    codes: Codes
    sentences: NDArray[np.int16]
    starts: NDArray[np.int64]

    def of(self, passage: int) -> slice:
        """Return where the tokens of a passage stand."""
        return slice(int(self.starts[passage]), int(self.starts[passage + 1]))


@dataclass(frozen=True, slots=True)
class Interaction:
    """How well a passage's tokens match a query's: as a whole, and sentence by sentence."""

    passage: float
    sentences: Vectors


def interact(
    query: Vectors, weights: Vectors, tokens: TokenVectors, passage: int, sentences: int
) -> Interaction:
    """Return the weighted mean, over query tokens, of the best cosine with a passage's tokens.

    Args:
        query: (query tokens, dimension), rows of unit length.
        weights: (query tokens,), how telling each is; they sum to 1.
        tokens: Those of all passages.
        passage: Which passage.
        sentences: How many sentences it has.
    """
    held = tokens.of(passage)
    by_sentence = np.zeros(sentences, np.float32)
    if held.start == held.stop or not len(query):
        return Interaction(0.0, by_sentence)
    cosines = restored(tokens.codes[held]) @ query.T
    for number in range(sentences):
        inside = tokens.sentences[held] == number
        if inside.any():
            by_sentence[number] = cosines[inside].max(axis=0) @ weights
    return Interaction(float(cosines.max(axis=0) @ weights), by_sentence)


def token_weights(idf: Sequence[float]) -> Vectors:
    """Return each query token's weight from its word's idf; all alike where none tells."""
    weights = np.asarray(idf, np.float32)
    total = float(weights.sum())
    return weights / total if total else np.full(len(weights), 1 / max(len(weights), 1), np.float32)
