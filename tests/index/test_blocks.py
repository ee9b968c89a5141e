"""Files that are read a block at a time, and proven as far as they are read."""

import numpy as np
import pytest

from index.blocks import BLOCK, BlockFile, StoredRows, block_hashes
from index.errors import IndexDamagedError

ROWS = np.arange(3 * BLOCK, dtype=np.uint8).reshape(-1, BLOCK // 2)
"""Two rows in each of three blocks."""


@pytest.fixture
def damaged(tmp_path):
    """Return the rows in a file whose second block is not what was written."""
    written = ROWS.tobytes()
    changed = bytearray(written)
    changed[BLOCK] ^= 1
    path = tmp_path / "rows.bin"
    path.write_bytes(changed)
    return StoredRows.in_file(BlockFile(path, block_hashes(written), "build"), np.uint8, BLOCK // 2)


def between(rows, *spans):
    """Take several ranges of rows."""
    starts, stops = np.array(spans).T
    return rows.take(starts, stops)


class TestStoredRows:
    def test_what_lies_in_whole_blocks_is_read(self, damaged):
        np.testing.assert_array_equal(damaged[4:6], ROWS[4:6])
        np.testing.assert_array_equal(between(damaged, (4, 6), (0, 1)), ROWS[[4, 5, 0]])

    @pytest.mark.parametrize("start", [1, 2, 3])
    def test_a_range_that_reaches_into_a_damaged_block_is_refused(self, damaged, start):
        with pytest.raises(IndexDamagedError, match="not what was written; build"):
            damaged[start : start + 2]

    def test_several_ranges_are_refused_for_any_that_is_damaged(self, damaged):
        with pytest.raises(IndexDamagedError):
            between(damaged, (0, 1), (3, 4))

    def test_a_damaged_block_stays_refused(self, damaged):
        for _ in range(2):
            with pytest.raises(IndexDamagedError):
                damaged[2:3]

    def test_of_no_rows_nothing_is_proven(self, damaged):
        assert not len(damaged[2:2])
        assert not len(damaged[5:2])
