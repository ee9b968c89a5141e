"""Large files of an index: mapped into memory, each block checked when it is first read."""

import hashlib
import mmap
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamagedError

BLOCK = 16 * 1024
"""Bytes under one hash: a few passages, so that a question checks little more than it reads."""

_LENGTH = 8
"""Bytes of a file's length."""

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
        self._proven: set[int] = set()
        try:
            with path.open("rb") as file:
                size = file.seek(0, 2)
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        except OSError as error:
            raise IndexDamagedError(
                f"{path}: cannot be read ({error.strerror}); {remedy}"
            ) from None
        if size != int.from_bytes(hashes[:_LENGTH]):
            raise self._damaged()
        self.size = size

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes ``[start, end)``.

        Raises:
            IndexDamagedError: A block that holds some of them is not what was written.
        """
        for block in range(start // BLOCK, -(-end // BLOCK)):
            if block not in self._proven:
                self._prove(block)
        return self._data[start:end]

    def _prove(self, block: int) -> None:
        data = self._data[block * BLOCK : (block + 1) * BLOCK]
        digest = hashlib.sha256(data).digest()
        if digest != self._hashes[block * len(digest) : (block + 1) * len(digest)]:
            raise self._damaged()
        self._proven.add(block)

    def _damaged(self) -> IndexDamagedError:
        return IndexDamagedError(f"{self._path}: is not what was written; {self._remedy}")


class CodeRows:
    """A matrix of int8 codes, (rows, dimension), in memory or in a file; read by slices."""

    def __init__(self, read: Callable[[int, int], bytes], size: int, dimension: int) -> None:
        if size % dimension:
            raise ValueError("codes end within a row")
        self._read = read
        self._rows = size // dimension
        self.dimension = dimension

    @classmethod
    def of(cls, codes: Codes) -> "CodeRows":
        """Wrap a matrix in memory."""
        data = np.ascontiguousarray(codes).tobytes()
        return cls(lambda start, end: data[start:end], len(data), codes.shape[1])

    @classmethod
    def in_file(cls, file: BlockFile, dimension: int) -> "CodeRows":
        """Read a matrix from a file."""
        return cls(file.read, file.size, dimension)

    def __len__(self) -> int:
        return self._rows

    def __getitem__(self, rows: slice) -> Codes:
        start, stop, _ = rows.indices(self._rows)
        data = self._read(start * self.dimension, max(stop, start) * self.dimension)
        return np.frombuffer(data, np.int8).reshape(-1, self.dimension)

    def to_bytes(self) -> bytes:
        """Return all codes, row by row."""
        return self._read(0, self._rows * self.dimension)
