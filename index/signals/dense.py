"""Meaning: one vector a passage, compared with the query's by FAISS; the only user of faiss."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.files.arrays import Mapped, Rows
from index.files.disk import Parts
from index.place import Mask, Place, Scored, Selection
from index.signals.query import SearchQuery
from index.signals.signal import Candidates, Signal
from index.vectors import Vectors

VECTORS = "vectors.faiss"
"""The file that holds them."""
_COUNT, _BYTES = slice(8, 16), slice(-8, None)
"""Where FAISS says, before the vectors, how many there are and how many bytes they have."""
_FOUND = 1000
"""Nearest passages that are asked for; as fast as asking for one, while all take four times that."""


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

    def nearest(self, query: Vectors, among: Mask | None = None, least: int = 1) -> Scored:
        """Return the passages nearest to a query, at least so many, and their cosines.

        Args:
            query: (windows, dimension), rows of unit length; a passage counts by the best.
            among: Which passages are compared at all, (passages,); None compares all.
            least: How many are wanted; to each window there are ``_FOUND``, if so many are.
        """
        import faiss

        faiss.omp_set_num_threads(1)  # a question takes a millisecond; waking threads takes more
        most, chosen = self._index.ntotal, None
        if among is not None:
            most = int(among.sum())
            bits = np.packbits(among, bitorder="little")
            chosen = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))  # type: ignore[call-arg, arg-type]
        count = min(max(_FOUND, least), most)
        found = [self._index.search(window[None], count, params=chosen) for window in query]
        rows = np.concatenate([rows[0] for _, rows in found])
        order = np.argsort(rows, kind="stable")
        firsts = np.flatnonzero(np.diff(rows[order], prepend=-1))
        cosines = np.concatenate([cosines[0] for cosines, _ in found])[order]
        return Scored(rows[order][firsts], np.maximum.reduceat(cosines, firsts))

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of passages, (rows, dimension)."""
        return np.asarray(self._index.reconstruct_batch(rows), np.float32)


def encode(vectors: Vectors) -> NDArray[np.uint8]:
    """Return ``vectors``, (n, dimension), as they are stored, (n, bytes).

    Raises:
        ModelError: They are no numbers.
    """
    if not np.isfinite(vectors).all():
        raise ModelError("the model gives vectors that are no numbers; build with another one")
    coded = _coder(vectors.shape[1]).sa_encode(np.ascontiguousarray(vectors, np.float32))
    return np.asarray(coded, np.uint8)


def in_memory(codes: NDArray[np.uint8], dimension: int) -> DenseIndex:
    """Return an index of vectors as they are stored; see ``file_of``."""
    index = _empty(dimension)
    index.add_sa_codes(np.ascontiguousarray(codes))
    return DenseIndex(index, b"")


def file_of(codes: Parts, count: int, dimension: int) -> Parts:
    """Return the bytes that FAISS writes of an index, one part after the other.

    Args:
        codes: The vectors as they are stored, as ``encode`` gives them, one after the other.
        count: How many vectors there are.
        dimension: How many numbers a vector has.
    """
    import faiss

    index = _empty(dimension)
    head = bytearray(faiss.serialize_index(index).tobytes())
    head[_COUNT] = count.to_bytes(8, "little")
    head[_BYTES] = (count * index.sa_code_size()).to_bytes(8, "little")
    return [bytes(head), *codes]


def _empty(dimension: int) -> Any:
    import faiss

    faiss.omp_set_num_threads(1)  # others would spin for long after the little there is to do
    kind = faiss.ScalarQuantizer.QT_fp16
    return faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT)


@lru_cache(maxsize=1)
def _coder(dimension: int) -> Any:
    """Return what encodes vectors, one by one in a build: making it takes longer than its work."""
    return _empty(dimension)


class _Meaning(Signal):
    """The cosine of the passage's vector with the query's."""

    name = "meaning"
    weight = 1.0
    column = None

    def propose(self, query: SearchQuery, place: Place, within: Selection, least: int) -> Scored:
        """Return the nearest passages."""
        return place.nearest(query.encoded.windows, within, least)

    def measure(self, candidates: Candidates) -> Vectors:
        """Return the cosine of each candidate with the best of the query's windows."""
        vectors = candidates.place.vectors(candidates.rows)
        return np.asarray((vectors @ candidates.query.encoded.windows.T).max(axis=1), np.float32)


MEANING = _Meaning()
