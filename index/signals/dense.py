"""Dense vectors of passages in a FAISS index, each compared with a query; the only user of faiss."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.files.arrays import Mapped

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_MOST = 1000
"""Nearest passages that are asked for; as fast as asking for one, while all take four times that."""


_LENGTH = 8
"""Bytes of a length as FAISS writes it."""


class DenseIndex:
    """One vector of unit length a passage, in half precision; a score is a cosine.

    Half precision moves a cosine by less than 0.001, and halves what opening an index reads.
    """

    def __init__(self, faiss_index: Any, data: Mapped) -> None:
        self._index = faiss_index
        self._data = data  # the vectors lie in it

    @classmethod
    def from_bytes(cls, data: Mapped, size: int, dimension: int) -> "DenseIndex":
        """Read what ``file_of`` gives, without copying it, holding it to what it must be.

        Raises:
            ValueError: It is another kind of index, or of another size.
        """
        import faiss

        faiss.set_deserialization_vector_byte_limit(max(len(data), 1))
        view = np.frombuffer(data, np.uint8)
        try:
            reader = faiss.ZeroCopyIOReader(faiss.swig_ptr(view), len(view))  # type: ignore[attr-defined]
            index = faiss.read_index(reader)
        except RuntimeError as error:
            raise ValueError(f"vectors cannot be read: {error}") from None
        is_half = (
            isinstance(index, faiss.IndexScalarQuantizer)
            and index.sq.qtype == faiss.ScalarQuantizer.QT_fp16
        )
        is_product = index.metric_type == faiss.METRIC_INNER_PRODUCT
        if not (is_half and is_product and (index.ntotal, index.d) == (size, dimension)):
            raise ValueError("vectors are of another kind or number")
        return cls(index, data)

    def codes(self) -> NDArray[np.uint8]:
        """Return all vectors as they are stored, (passages, bytes), for as long as this lives."""
        import faiss

        size, codes = self._index.sa_code_size(), self._index.codes
        view: NDArray[np.uint8] = faiss.rev_swig_ptr(codes.data(), codes.size())
        return view.reshape(-1, size)

    def best(self, query: Vectors, among: Mask | None = None) -> tuple[Rows, Vectors]:
        """Return the passages nearest to a query, at most ``_MOST``, and their cosines.

        Args:
            query: (windows, dimension), rows of unit length; a passage counts by the best.
            among: Which passages are compared at all, (passages,); None compares all.
        """
        import faiss

        faiss.omp_set_num_threads(1)  # a question takes a millisecond; waking threads takes more
        scores = np.full(self._index.ntotal, -math.inf, np.float32)
        most, chosen = self._index.ntotal, None
        if among is not None:
            most = int(among.sum())
            bits = np.packbits(among, bitorder="little")
            chosen = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))  # type: ignore[call-arg, arg-type]
        for window in query:
            cosines, rows = self._index.search(window[None], min(_MOST, most), params=chosen)
            scores[rows[0]] = np.maximum(scores[rows[0]], cosines[0])
        found = np.flatnonzero(scores > -math.inf)
        return found, scores[found]

    def cosines(self, query: Vectors, rows: Rows) -> Vectors:
        """Return the cosines of given passages with the best of the query's windows."""
        vectors = self._index.reconstruct_batch(rows)
        return np.asarray((vectors @ query.T).max(axis=1), np.float32)


def encode(vectors: Vectors) -> NDArray[np.uint8]:
    """Return ``vectors``, (n, dimension), as they are stored, (n, bytes).

    Raises:
        ModelError: They are no numbers.
    """
    if not np.isfinite(vectors).all():
        raise ModelError("the model gives vectors that are no numbers; build with another one")
    coded = _empty(vectors.shape[1]).sa_encode(np.ascontiguousarray(vectors, np.float32))
    return np.asarray(coded, np.uint8)


def file_of(codes: NDArray[np.uint8], dimension: int) -> list[bytes | memoryview]:
    """Return what FAISS writes of an index, one part after the other, without copying the vectors.

    Args:
        codes: The vectors as they are stored, (passages, bytes), as ``encode`` gives them.
        dimension: How many numbers a vector has.
    """
    import faiss

    index = _empty(dimension)
    index.ntotal = len(codes)
    # What it writes ends with the codes, and before them how many bytes they are.
    before = faiss.serialize_index(index).tobytes()[:-_LENGTH]
    return [before, codes.size.to_bytes(_LENGTH, "little"), np.ascontiguousarray(codes).data]


def _empty(dimension: int) -> Any:
    import faiss

    faiss.omp_set_num_threads(1)  # others would spin for long after the little there is to do
    kind = faiss.ScalarQuantizer.QT_fp16
    return faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT)
