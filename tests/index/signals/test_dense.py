"""Inner products, and an index file that is held to what it must be."""

import numpy as np
import pytest

from index.errors import ModelError
from index.signals.dense import DenseIndex, encode, file_of
from index.vectors import unit

ROWS = np.eye(3, 4, dtype=np.float32)


def written(rows):
    """The bytes of an index file of vectors."""
    return b"".join(file_of([encode(rows).data], *rows.shape))


def built(rows):
    return DenseIndex.from_bytes(written(rows), *rows.shape)


def scores(dense, query):
    """What ``nearest`` says of every passage, as its vector does."""
    found = dense.nearest(query)
    assert found.rows.tolist() == list(range(len(found.rows)))
    cosines = (dense.vectors(found.rows) @ query.T).max(axis=1)
    np.testing.assert_allclose(found.values, cosines, rtol=1e-4, atol=1e-5)
    return found.values


class TestScores:
    def test_they_are_in_the_order_of_the_passages(self):
        query = np.array([[0.0, 0.6, 0.8, 0.0]], np.float32)
        np.testing.assert_allclose(scores(built(ROWS), query), [0, 0.6, 0.8])

    def test_the_best_window_of_a_long_query_counts(self):
        query = np.array([[1, 0, 0, 0], [0, 0.6, 0.8, 0]], np.float32)
        np.testing.assert_allclose(scores(built(ROWS), query), [1, 0.6, 0.8])

    def test_negative_cosines_stay_negative(self):
        assert scores(built(ROWS), -ROWS[:1])[0] == -1

    def test_a_blank_query_scores_nothing(self):
        assert not scores(built(ROWS), np.zeros((1, 4), np.float32)).any()

    def test_they_are_those_of_a_plain_product(self):
        generator = np.random.default_rng(7)
        rows = unit(generator.normal(size=(500, 64)).astype(np.float32))
        query = unit(generator.normal(size=(1, 64)).astype(np.float32))
        np.testing.assert_allclose(scores(built(rows), query), rows @ query[0], atol=1e-3)


class TestBytes:
    def test_what_is_written_is_read_again(self):
        dense = DenseIndex.from_bytes(written(ROWS), 3, 4)
        np.testing.assert_array_equal(dense.codes().view(np.float16), ROWS)

    def test_vectors_that_were_read_are_written_as_they_were(self):
        rows = unit(np.random.default_rng(7).normal(size=(50, 8)).astype(np.float32))
        assert b"".join(file_of([built(rows).codes().data], 50, 8)) == written(rows)

    @pytest.mark.parametrize("count", [0, 1, 50])
    def test_they_are_the_bytes_that_faiss_writes(self, count):
        import faiss

        rows = unit(np.random.default_rng(7).normal(size=(count, 8)).astype(np.float32))
        index = faiss.IndexScalarQuantizer(
            8, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        if count:
            index.add(rows)
        assert written(rows) == faiss.serialize_index(index).tobytes()

    @pytest.mark.parametrize(("size", "dimension"), [(2, 4), (4, 4), (3, 3), (0, 4)])
    def test_another_number_of_vectors_is_refused(self, size, dimension):
        with pytest.raises(ValueError, match="another kind or number"):
            DenseIndex.from_bytes(written(ROWS), size, dimension)

    @pytest.mark.parametrize("data", [b"", b"x", b"IxFI", b"\0" * 1000])
    def test_anything_else_is_refused(self, data):
        with pytest.raises(ValueError, match="cannot be read"):
            DenseIndex.from_bytes(data, 3, 4)

    def test_a_truncated_one_is_refused(self):
        with pytest.raises(ValueError, match="cannot be read"):
            DenseIndex.from_bytes(written(ROWS)[:-1], 3, 4)

    @pytest.mark.parametrize("value", [np.nan, np.inf])
    def test_numbers_that_are_none_are_refused(self, value):
        rows = ROWS.copy()
        rows[1, 1] = value
        with pytest.raises(ModelError, match="no numbers"):
            built(rows)

    def test_another_metric_is_refused(self):
        import faiss

        other = faiss.IndexFlatL2(4)
        other.add(ROWS)
        data = faiss.serialize_index(other).tobytes()
        with pytest.raises(ValueError, match="another kind"):
            DenseIndex.from_bytes(data, 3, 4)

    def test_a_forged_size_takes_no_memory(self):
        data = bytearray(written(ROWS))
        at = data.index((3 * 4 * 2).to_bytes(8, "little"))
        data[at : at + 8] = (2**40).to_bytes(8, "little")
        with pytest.raises(ValueError, match="cannot be read"):
            DenseIndex.from_bytes(bytes(data), 3, 4)
