"""Vectors: of unit length, in full precision or as small codes, and how alike two of them are."""

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Codes

Vectors = NDArray[np.float32]


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
