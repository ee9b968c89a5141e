"""Files that are read a piece at a time, and proven as far as they are read."""

import hashlib
from itertools import accumulate, pairwise

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.files.arrays import BLOCK, PIECE, LazyFile, StoredRows, block_hashes, piece_hashes
from index.files.units import StoredUnits

ROWS = np.arange(3 * PIECE, dtype=np.uint8).reshape(-1, PIECE // 2)
"""Two rows in each of three pieces."""


@pytest.fixture
def damaged(tmp_path):
    """Return the rows in a file whose second piece is not what was written."""
    written = ROWS.tobytes()
    changed = bytearray(written)
    changed[PIECE] ^= 1
    path = tmp_path / "rows.bin"
    file = LazyFile(path, bytes(changed), piece_hashes(written))
    return StoredRows.in_file(file, np.uint8, PIECE // 2)


class TestStoredRows:
    def test_what_lies_in_whole_pieces_is_read(self, damaged):
        np.testing.assert_array_equal(damaged[4:6], ROWS[4:6])

    @pytest.mark.parametrize("start", [1, 2, 3])
    def test_a_range_that_reaches_into_a_damaged_piece_is_refused(self, damaged, start):
        with pytest.raises(IndexDamagedError, match="is not what was written"):
            damaged[start : start + 2]

    def test_a_damaged_piece_stays_refused(self, damaged):
        for _ in range(2):
            with pytest.raises(IndexDamagedError):
                damaged[2:3]

    def test_of_no_rows_nothing_is_proven(self, damaged):
        assert not len(damaged[2:2])
        assert not len(damaged[5:2])


class TestBlocks:
    DATA = bytes(range(256)) * 9000

    @pytest.mark.parametrize("sizes", [[len(DATA)], [1, 5, BLOCK - 6, 0, 77], [BLOCK, BLOCK], []])
    def test_have_the_same_hashes_however_the_data_comes(self, sizes):
        ends = [0, *accumulate(sizes), len(self.DATA)]
        parts = [memoryview(self.DATA)[a:b] for a, b in pairwise(ends)]
        assert block_hashes(parts) == block_hashes([self.DATA])
        assert len(block_hashes([self.DATA])) == 8 + 3 * 32

    @pytest.mark.parametrize("at", [0, BLOCK, len(DATA) - 1])
    def test_of_which_one_is_damaged_are_refused(self, tmp_path, at):
        changed = bytearray(self.DATA)
        changed[at] ^= 1
        path, hashes = tmp_path / "vectors", block_hashes([self.DATA])
        LazyFile(path, self.DATA, hashes).prove_blocks()
        for data in (bytes(changed), self.DATA[:-1], self.DATA + b"x", b""):
            with pytest.raises(IndexDamagedError, match="vectors: is not what was written"):
                LazyFile(path, data, hashes).prove_blocks()


class TestStoredUnits:
    STARTS = np.array([0, 2, 2, 3, 6])

    @pytest.fixture
    def units(self, tmp_path):
        """Units of two, no, one and three rows, of which the third is not what was written."""
        units = [ROWS[start:stop] for start, stop in pairwise(self.STARTS)]
        hashes = b"".join(hashlib.sha256(unit).digest() for unit in units)
        changed = ROWS.copy()
        changed[2, 7] ^= 1
        file = LazyFile(tmp_path / "units.bin", changed.tobytes(), hashes)
        return StoredUnits.in_file(file, self.STARTS, np.uint8, PIECE // 2)

    def test_whole_ones_are_read_beside_a_damaged_one(self, units):
        np.testing.assert_array_equal(units.take(np.array([3, 1, 0])), ROWS[[3, 4, 5, 0, 1]])
        np.testing.assert_array_equal(units.run(0, 2), ROWS[:2])

    @pytest.mark.parametrize("read", [lambda u: u.run(1, 3), lambda u: u.take(np.array([0, 2]))])
    def test_a_damaged_one_is_refused_each_time(self, units, read):
        for _ in range(2):
            with pytest.raises(IndexDamagedError, match=r"units\.bin: is not what was written"):
                read(units)

    def test_all_are_proven_on_request(self, units):
        with pytest.raises(IndexDamagedError):
            units.prove()
