"""The projection that makes token vectors smaller: fixed per model, whatever the documents.

It is fitted to the model's own vocabulary, read in shuffled runs, so that no index depends on
the texts, or on the order, that it grew from.
"""

from collections.abc import Callable, Iterable

import numpy as np

from index.vectors import Vectors

DIMENSION = 64
"""Of projected token vectors; fewer lose quality, more gain none (see ``index/README.md``)."""

PROBES = (
    "How long did it last, and who paid for it?",
    "The committee, which met 12 times in 2019, rejected the proposal by a vote of 7 to 5.",
    "Rain is expected in the north; the river may rise by 1.5 metres before Sunday evening.",
)
"""Texts by which an exported model is compared with the original."""

_WORDS = 16_384
_RUN = 64
_SHORTEST = 3
_DIGITS = 3


def fit_projection(run: Callable[[str], Vectors], vocabulary: Iterable[str]) -> Vectors:
    """Return the first principal axes of a model's token vectors, (width, dimension) float32.

    Args:
        run: Returns the token vectors of one text.
        vocabulary: The model's tokens, of which whole words are read.
    """
    words = sorted(
        word for word in vocabulary if len(word) >= _SHORTEST and word.isascii() and word.isalpha()
    ) or list(PROBES)
    shuffled = np.random.default_rng(0).permutation(words)[:_WORDS]
    moments = np.zeros(())
    for at in range(0, len(shuffled), _RUN):
        vectors = run(" ".join(shuffled[at : at + _RUN])).astype(np.float64)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        moments = moments + vectors.T @ vectors
    _, axes = np.linalg.eigh(moments)
    first = axes[:, ::-1][:, :DIMENSION]
    largest = np.take_along_axis(first, np.abs(first).argmax(axis=0)[None], axis=0)
    # Signs fixed and noise rounded away, so that it does not matter how a machine adds up.
    return np.ascontiguousarray(np.round(first * np.sign(largest), _DIGITS), np.float32)
