"""Units of rows, such as those of one passage: each under a hash of its own, in one file or several."""

import hashlib
import mmap
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.files.arrays import DIGEST, LazyFile, Mapped, Rows
from index.files.disk import FileRange, Parts

_AT_ONCE = 4096
"""Units that are proven before what was read of them is let go."""


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

    def stretch(self, first: int, last: int) -> Parts:
        """Return the bytes of the units ``[first, last)``, or where they lie in a file.

        Raises:
            IndexDamagedError: Some of them are not what was written.
        """
        if not self._file:
            return [self.run(first, last).data]
        self._prove(first, last)
        size = self.array.strides[0]
        start, stop = (int(self.starts[unit]) * size for unit in (first, last))
        return [FileRange(self._file.path, start, stop)]

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
        self._prove(0, len(self))

    def _prove(self, first: int, last: int) -> None:
        """Check every byte of some units, and hold none of them in memory."""
        for some in range(first, last, _AT_ONCE):
            self.run(some, min(some + _AT_ONCE, last))
            if self._file:
                release(self._file.data)

    def _is_whole(self, unit: int) -> bool:
        rows = self.array[self.starts[unit] : self.starts[unit + 1]]
        return bool(hashlib.sha256(rows.data).digest() == self.hashes[unit].tobytes())


class JoinedUnits:
    """The units of several, one after the other, for a build to take from."""

    def __init__(self, parts: Sequence[StoredUnits]) -> None:
        self._parts = parts
        self._ends = np.cumsum([0, *map(len, parts)])
        counts = [np.diff(part.starts) for part in parts]
        self.starts: Rows = np.append(
            0, np.cumsum(np.concatenate([np.zeros(0, np.int64), *counts]))
        )
        """Where each begins among all rows, and where the last ends; (units + 1,)."""
        self.hashes = np.concatenate([np.zeros((0, DIGEST), np.uint8), *(p.hashes for p in parts)])
        """Their SHA-256, (units, 32)."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def run(self, first: int, last: int) -> NDArray[Any]:
        """Return the rows of the units ``[first, last)``; raises as ``StoredUnits.run``."""
        return np.concatenate([part.run(*own) for part, own in self._within(first, last)])

    def stretch(self, first: int, last: int) -> Parts:
        """Return the bytes of the units ``[first, last)``; see ``StoredUnits.stretch``."""
        return [each for part, own in self._within(first, last) for each in part.stretch(*own)]

    def prove(self) -> None:
        """Check every byte that lies in a file; raises as ``StoredUnits.prove``."""
        for part in self._parts:
            part.prove()

    def _within(self, first: int, last: int) -> list[tuple[StoredUnits, tuple[int, int]]]:
        """Return the parts that hold some of the units, and which of its own each holds."""
        found = []
        for part, (start, end) in zip(self._parts, pairwise(self._ends.tolist()), strict=True):
            own = max(first, start) - start, min(last, end) - start
            if own[0] < own[1]:
                found.append((part, own))
        return found


def release(data: Mapped) -> None:
    """Let go of what was read of a mapped file, where the system can: it is read again if needed."""
    if isinstance(data, mmap.mmap) and hasattr(data, "madvise"):
        data.madvise(mmap.MADV_DONTNEED)
