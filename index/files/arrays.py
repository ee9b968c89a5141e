"""Files of an index: mapped into memory; of large ones each piece is checked when first read."""

import hashlib
import mmap
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.errors import IndexDamagedError, OpenFilesError, QuothError, Remedy
from index.files.disk import TOO_MANY_OPEN, FileRange, Parts, open_regular

PIECE = 4 * 1024
"""Bytes under one hash: about a passage, so that a question checks little more than it reads."""

BLOCK = 2**20
"""Bytes under one hash of a file that is read as a whole."""

_FEW = 256 * 1024
"""Bytes of a file that is read at once."""

_LENGTH = 8
"""Bytes of a file's length."""

DIGEST = 32
"""Bytes of a SHA-256."""

PLACES = ".places"
"""Ends the name of the file that tells where units stand."""

HASHES = ".sha256"
"""Ends the name of the file that holds the hashes of another."""

Mapped = bytes | mmap.mmap
Rows = NDArray[np.int64]
Codes = NDArray[np.int8]
"""Vectors of unit length as int8, each scaled so that its largest value is 127."""


def mapped(path: Path) -> Mapped:
    """Return the bytes of a file, mapped into memory and not copied where they are many.

    Raises:
        IndexDamagedError: It cannot be read.
        OpenFilesError: Too many others are open.
    """
    try:
        with open_regular(path, follow=False) as file:
            if os.fstat(file.fileno()).st_size <= _FEW:  # what is mapped stays open
                return file.read()
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: object, error: OSError) -> QuothError:
    """Return the error that a file of an index cannot be read, which is damage only of the file itself."""
    if error.errno in TOO_MANY_OPEN:
        problem = (
            f"{path}: cannot be opened ({error.strerror}); allow more, as with: ulimit -n 8192"
        )
        return OpenFilesError(problem)
    problem = f"{path}: cannot be read ({error.strerror})"
    return IndexDamagedError(problem, Remedy.BUILD_OF_SOURCES)


def not_as_written(path: object) -> IndexDamagedError:
    """Return the error that something of an index is not what was written."""
    return IndexDamagedError(f"{path}: is not what was written", Remedy.BUILD_OF_SOURCES)


def piece_hashes(data: bytes | memoryview) -> bytes:
    """Return the length of ``data`` and the SHA-256 of each of its pieces, one after the other."""
    view = memoryview(data)  # a view of numbers would be counted by these
    view = view.cast("B") if view else memoryview(b"")
    return len(view).to_bytes(_LENGTH) + b"".join(
        hashlib.sha256(view[at : at + PIECE]).digest() for at in range(0, len(view), PIECE)
    )


def hashed_pieces(name: str, data: bytes | memoryview) -> dict[str, Parts]:
    """Return the file of this name and the one with its pieces' hashes."""
    return {name: [data], name + HASHES: [piece_hashes(data)]}


def block_hashes(parts: Parts) -> bytes:
    """Return the length of what parts hold, one after the other, and the SHA-256 of each block of it."""
    digests: list[bytes] = []
    length, left, digest = 0, BLOCK, hashlib.sha256()
    for part in parts:
        for data in part.pieces() if isinstance(part, FileRange) else [part]:
            view = memoryview(data).cast("B") if len(data) else memoryview(b"")
            length += len(view)
            while len(view) >= left:
                digest.update(view[:left])
                digests.append(digest.digest())
                view, left, digest = view[left:], BLOCK, hashlib.sha256()
            digest.update(view)
            left -= len(view)
    if left < BLOCK:
        digests.append(digest.digest())
    return length.to_bytes(_LENGTH) + b"".join(digests)


@dataclass(frozen=True, slots=True)
class LazyFile:
    """A mapped file of which nothing is proven yet, and the hashes of its parts."""

    path: Path
    data: Mapped
    hashes: Mapped
    further: Sequence[tuple[Path, Mapped]] = ()
    """Files behind it that hold more of the same."""
    places: Mapped | None = None
    """Where in all of them each unit stands, where that is not one after the other; see ``placed``."""

    def damaged(self) -> IndexDamagedError:
        """Return the error that says so."""
        return not_as_written(self.path)

    def prove_blocks(self) -> None:
        """Check every byte, on all cores, of a file whose blocks have hashes; see ``block_hashes``.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        view = memoryview(self.data)
        blocks = range(0, len(view), BLOCK)

        def digest(at: int) -> bytes:
            return hashlib.sha256(view[at : at + BLOCK]).digest()

        with ThreadPoolExecutor(os.cpu_count()) as cores:
            found = len(view).to_bytes(_LENGTH) + b"".join(cores.map(digest, blocks))
        if found != self.hashes[:]:
            raise self.damaged()


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


def ranges(starts: Rows, stops: Rows) -> Rows:
    """Return the numbers of several ranges ``[start, stop)``, one after the other."""
    counts = stops - starts
    ends = np.cumsum(counts)
    within = np.arange(ends[-1] if len(ends) else 0)
    return np.asarray(within + np.repeat(starts - ends + counts, counts), np.int64)
