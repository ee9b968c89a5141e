"""Files of an index: mapped into memory; of large ones each piece is checked when first read."""

import hashlib
import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.errors import IndexDamagedError, Remedy
from index.files.disk import FileRange, Parts, open_regular

PIECE = 4 * 1024
"""Bytes under one hash: about a passage, so that a question checks little more than it reads."""

_LENGTH = 8
"""Bytes of a file's length."""

DIGEST = 32
"""Bytes of a SHA-256."""

HASHES = ".sha256"
"""Ends the name of the file that holds the hashes of another."""

Mapped = bytes | mmap.mmap
Rows = NDArray[np.int64]
Codes = NDArray[np.int8]
"""Vectors of unit length as int8, each scaled so that its largest value is 127."""


def mapped(path: Path) -> Mapped:
    """Return the bytes of a file, mapped into memory and not copied.

    Raises:
        IndexDamagedError: It cannot be read.
    """
    try:
        with open_regular(path, follow=False) as file:
            size = file.seek(0, 2)
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
    except OSError as error:
        problem = f"{path}: cannot be read ({error.strerror})"
        raise IndexDamagedError(problem, Remedy.BUILD_OF_SOURCES) from None


def not_as_written(path: object) -> IndexDamagedError:
    """Return the error that something of an index is not what was written."""
    return IndexDamagedError(f"{path}: is not what was written", Remedy.BUILD_OF_SOURCES)


def piece_hashes(data: bytes) -> bytes:
    """Return the length of ``data`` and the SHA-256 of each of its pieces, one after the other."""
    view = memoryview(data)
    return len(data).to_bytes(_LENGTH) + b"".join(
        hashlib.sha256(view[at : at + PIECE]).digest() for at in range(0, len(data), PIECE)
    )


def hashed_pieces(name: str, data: bytes) -> dict[str, Parts]:
    """Return the file of this name and the one with its pieces' hashes."""
    return {name: [data], name + HASHES: [piece_hashes(data)]}


@dataclass(frozen=True, slots=True)
class LazyFile:
    """A mapped file of which nothing is proven yet, and the hashes of its parts."""

    path: Path
    data: Mapped
    hashes: Mapped

    def damaged(self) -> IndexDamagedError:
        """Return the error that says so."""
        return not_as_written(self.path)


class PieceFile:
    """A file that is read a piece at a time, none before it is proven."""

    def __init__(self, file: LazyFile) -> None:
        self._file = file
        self._hashes = file.hashes[_LENGTH:]
        self.data = file.data
        if len(self.data) != int.from_bytes(file.hashes[:_LENGTH]):
            raise file.damaged()
        self._proven = bytearray(-(-len(self.data) // PIECE))

    def prove_all(self) -> None:
        """Check every byte.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        self.prove(0, len(self.data))

    def prove(self, start: int, stop: int) -> None:
        """Check every piece that holds a byte of ``[start, stop)``, once.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        first, last = start // PIECE, -(-stop // PIECE)
        while (piece := self._proven.find(0, first, last)) >= 0:
            digest = hashlib.sha256(self.data[piece * PIECE : (piece + 1) * PIECE]).digest()
            if digest != self._hashes[piece * len(digest) : (piece + 1) * len(digest)]:
                raise self._file.damaged()
            self._proven[piece] = True


class StoredRows:
    """An array, in memory or in a file, of which a few ranges of rows are read.

    In a file, the bytes of a row are proven before it is read.
    """

    def __init__(self, array: NDArray[Any], file: PieceFile | None = None) -> None:
        self._array = array
        self._file = file
        self._size = array.strides[0]

    @classmethod
    def in_file(cls, file: LazyFile, kind: DTypeLike, width: int | None = None) -> "StoredRows":
        """Read an array from a file; ``width`` is how many values a row has, if it is no single one.

        Raises:
            IndexDamagedError: The file has another length than was written.
            ValueError: It ends within a row.
        """
        pieces = PieceFile(file)
        array = np.frombuffer(file.data, kind)
        return cls(array if width is None else array.reshape(-1, width), pieces)

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, rows: slice) -> NDArray[Any]:
        start, stop, _ = rows.indices(len(self))
        return self._range(start, stop)

    def _range(self, start: int, stop: int) -> NDArray[Any]:
        if self._file:
            self._file.prove(start * self._size, stop * self._size)
        return self._array[start:stop]

    def prove(self) -> None:
        """Check every byte that lies in a file.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        if self._file:
            self._file.prove_all()

    def to_bytes(self) -> bytes:
        """Return all values, row by row."""
        return self[:].tobytes()


class StoredUnits:
    """An array in units of rows, such as those of one passage: each under a hash of its own.

    Unit ``u`` is the rows ``[starts[u], starts[u + 1])``. A hash depends on its unit alone, so that
    it stays with the unit when another index takes that over. What lies in a file is proven before
    it is read.
    """

    def __init__(self, array: NDArray[Any], starts: Rows, file: LazyFile | None = None) -> None:
        self.array = array
        self.starts = starts
        self._file = file
        self._proven = bytearray(len(starts) - 1)
        self.hashes: NDArray[np.uint8] = np.frombuffer(
            file.hashes if file else b"", np.uint8
        ).reshape(-1, DIGEST)
        """The units' SHA-256, (units, 32); none of an array in memory."""

    @classmethod
    def in_file(
        cls, file: LazyFile, starts: Rows, kind: DTypeLike, width: int | None = None
    ) -> "StoredUnits":
        """Read units from a file; ``width`` is how many values a row has, if it is no single one.

        Raises:
            IndexDamagedError: The file has another length than was written.
            ValueError: Units and hashes do not belong together.
        """
        size = np.dtype(kind).itemsize * (width or 1)
        if len(starts) == 0 or starts[0] != 0 or (np.diff(starts) < 0).any():
            raise ValueError("rows are in no order")
        if len(file.hashes) != DIGEST * (len(starts) - 1):
            raise ValueError("hashes are of another number")
        if len(file.data) != int(starts[-1]) * size:
            raise file.damaged()
        array = np.frombuffer(file.data, kind)
        return cls(array if width is None else array.reshape(-1, width), starts, file)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def run(self, first: int, last: int) -> NDArray[Any]:
        """Return the rows of the units ``[first, last)``, not copied.

        Raises:
            IndexDamagedError: Some of them are not what was written.
        """
        while self._file and (unit := self._proven.find(0, first, last)) >= 0:
            if not self._is_whole(unit):
                raise self._file.damaged()
            self._proven[unit] = True
        return self.array[self.starts[first] : self.starts[last]]

    def stretch(self, first: int, last: int) -> memoryview | FileRange:
        """Return the bytes of the units ``[first, last)``, or where they lie in a file.

        Raises:
            IndexDamagedError: Some of them are not what was written.
        """
        rows = self.run(first, last)
        if not self._file:
            return rows.data
        size = self.array.strides[0]
        start, stop = (int(self.starts[unit]) * size for unit in (first, last))
        return FileRange(self._file.path, start, stop)

    def take(self, units: Rows) -> NDArray[Any]:
        """Return the rows of several units, one after the other.

        Raises:
            IndexDamagedError: Some of them are not what was written.
        """
        for unit in units.tolist():
            if not self._proven[unit]:
                self.run(unit, unit + 1)
        spans = zip(self.starts[units].tolist(), self.starts[units + 1].tolist(), strict=True)
        return np.concatenate([self.array[:0], *(self.array[a:b] for a, b in spans)])

    def prove(self) -> None:
        """Check every byte that lies in a file.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        self.run(0, len(self))

    def _is_whole(self, unit: int) -> bool:
        rows = self.array[self.starts[unit] : self.starts[unit + 1]]
        return bool(hashlib.sha256(rows.data).digest() == self.hashes[unit].tobytes())


def ranges(starts: Rows, stops: Rows) -> Rows:
    """Return the numbers of several ranges ``[start, stop)``, one after the other."""
    counts = stops - starts
    ends = np.cumsum(counts)
    within = np.arange(ends[-1] if len(ends) else 0)
    return np.asarray(within + np.repeat(starts - ends + counts, counts), np.int64)
