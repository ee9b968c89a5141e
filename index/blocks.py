"""Large files of an index: mapped into memory, each block checked when it is first read."""

import hashlib
import mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamagedError

BLOCK = 4 * 1024
"""Bytes under one hash: about a passage, so that a question checks little more than it reads."""

_LENGTH = 8
"""Bytes of a file's length."""

Rows = NDArray[np.int64]
Codes = NDArray[np.int8]
"""Vectors of unit length as int8, each scaled so that its largest value is 127."""


def block_hashes(data: bytes) -> bytes:
    """Return the length of ``data`` and the SHA-256 of each of its blocks, one after the other."""
    view = memoryview(data)
    return len(data).to_bytes(_LENGTH) + b"".join(
        hashlib.sha256(view[at : at + BLOCK]).digest() for at in range(0, len(data), BLOCK)
    )


class BlockFile:
    """A file that is read a block at a time, none before it is proven."""

    def __init__(self, path: Path, hashes: bytes, remedy: str) -> None:
        self._path = path
        self._hashes = hashes[_LENGTH:]
        self._remedy = remedy
        try:
            with path.open("rb") as file:
                size = file.seek(0, 2)
                self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        except OSError as error:
            raise IndexDamagedError(
                f"{path}: cannot be read ({error.strerror}); {remedy}"
            ) from None
        if size != int.from_bytes(hashes[:_LENGTH]):
            raise self._damaged()
        self._proven = np.zeros(-(-size // BLOCK), np.bool_)

    def prove(self, starts: Rows, stops: Rows) -> None:
        """Check every block that holds a byte of the ranges ``[start, stop)``, once.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        blocks = ranges(starts // BLOCK, -(-stops // BLOCK))
        for block in np.unique(blocks[~self._proven[blocks]]).tolist():
            digest = hashlib.sha256(self.data[block * BLOCK : (block + 1) * BLOCK]).digest()
            if digest != self._hashes[block * len(digest) : (block + 1) * len(digest)]:
                raise self._damaged()
            self._proven[block] = True

    def _damaged(self) -> IndexDamagedError:
        return IndexDamagedError(f"{self._path}: is not what was written; {self._remedy}")


class CodeRows:
    """A matrix of int8 codes, (rows, dimension), in memory or in a file; read by slices."""

    def __init__(self, matrix: Codes, file: BlockFile | None = None) -> None:
        self._matrix = matrix
        self._file = file

    @classmethod
    def in_file(cls, file: BlockFile, dimension: int) -> "CodeRows":
        """Read a matrix from a file, each row once its bytes are proven.

        Raises:
            ValueError: The file ends within a row.
        """
        return cls(np.frombuffer(file.data, np.int8).reshape(-1, dimension), file)

    def __len__(self) -> int:
        return len(self._matrix)

    def __getitem__(self, rows: slice) -> Codes:
        start, stop, _ = rows.indices(len(self))
        return self.take(np.array([start]), np.array([max(start, stop)]))

    def take(self, starts: Rows, stops: Rows) -> Codes:
        """Return the rows of several ranges ``[start, stop)``, one after the other.

        Raises:
            IndexDamagedError: Some of them are not what was written.
        """
        if self._file:
            width = self._matrix.shape[1]
            self._file.prove(starts * width, stops * width)
        return self._matrix[ranges(starts, stops)]

    def to_bytes(self) -> bytes:
        """Return all codes, row by row."""
        return self[:].tobytes()


def ranges(starts: Rows, stops: Rows) -> Rows:
    """Return the numbers of several ranges ``[start, stop)``, one after the other."""
    counts = stops - starts
    ends = np.cumsum(counts)
    within = np.arange(ends[-1] if len(ends) else 0)
    return np.asarray(within + np.repeat(starts - ends + counts, counts), np.int64)
