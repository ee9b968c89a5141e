"""Units of rows, such as those of one passage: each under a hash of its own, in one file or several."""

import hashlib
import mmap
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.files.arrays import DIGEST, LazyFile, Mapped, Rows
from index.files.disk import FileRange, Parts

_AT_ONCE = 4096
"""Units that are proven before what was read of them is let go."""


class StoredUnits:
    """An array in units of rows, such as those of one passage: each under a hash of its own.

    Unit ``u`` has ``starts[u + 1] - starts[u]`` rows. A hash depends on its unit alone, so that it
    stays with the unit when another index takes that over. What lies in files is proven before it is
    read.

    Args:
        array: The rows, in order.
        starts: See above; (units + 1,).
        file: Where they lie; None where that is in memory.
        further: Arrays behind the first that hold more of them.
        places: Where each unit begins among the rows of all arrays; None where that is in order.
    """

    def __init__(
        self,
        array: NDArray[Any],
        starts: Rows,
        file: LazyFile | None = None,
        further: Sequence[NDArray[Any]] = (),
        places: Rows | None = None,
    ) -> None:
        self._arrays = [array, *further]
        self._ends = np.cumsum([len(each) for each in self._arrays]).tolist()
        self.starts = starts
        self._places = places
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
        every = [file.data, *(data for _, data in file.further)]
        sizes, places = [int(starts[-1]) * size], None
        if file.places is not None:
            sizes, places = _read_places(file.places, len(starts) - 1)
        if list(map(len, every)) != sizes:
            raise file.damaged()
        arrays = [np.frombuffer(data, kind) for data in every]
        shaped = arrays if width is None else [each.reshape(-1, width) for each in arrays]
        return cls(shaped[0], starts, file, shaped[1:], places)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def places(self) -> Rows:
        """Where each unit begins among the rows of all files."""
        return self.starts[:-1] if self._places is None else self._places

    @property
    def files(self) -> list[tuple[Path, int]]:
        """The files that they lie in, and how many bytes each has."""
        if not self._file:
            return []
        every = [(self._file.path, self._file.data), *self._file.further]
        return [(path, len(data)) for path, data in every]

    @property
    def row_size(self) -> int:
        """How many bytes a row has."""
        return int(self._arrays[0].strides[0])

    def run(self, first: int, last: int) -> NDArray[Any]:
        """Return the rows of the units ``[first, last)``, not copied where they lie in order.

        Raises:
            IndexDamagedError: Some of them are not what was written.
        """
        while self._file and (unit := self._proven.find(0, first, last)) >= 0:
            if hashlib.sha256(self._unit(unit).data).digest() != self.hashes[unit].tobytes():
                raise self._file.damaged()
            self._proven[unit] = True
        if self._places is None:
            return self._arrays[0][self.starts[first] : self.starts[last]]
        return np.concatenate([self._arrays[0][:0], *map(self._unit, range(first, last))])

    def stretch(self, first: int, last: int) -> Parts:
        """Return the bytes of the units ``[first, last)``, or where they lie in files.

        Raises:
            IndexDamagedError: Some of them are not what was written.
        """
        if not self._file:
            return [self.run(first, last).data]
        self._prove(first, last)
        ranges: list[FileRange] = []
        places, counts = self.places[first:last], np.diff(self.starts[first : last + 1])
        is_apart = np.isin(places[1:], self._ends) | (places[1:] != (places + counts)[:-1])
        for run in np.split(np.arange(last - first), np.flatnonzero(is_apart) + 1):
            start, stop = int(places[run[0]]), int(places[run[-1]] + counts[run[-1]])
            at, before = self._at(start)
            path, _ = self.files[at]
            size = self.row_size
            ranges.append(FileRange(path, (start - before) * size, (stop - before) * size))
        return ranges

    def take(self, units: Rows) -> NDArray[Any]:
        """Return the rows of several units, one after the other.

        Raises:
            IndexDamagedError: Some of them are not what was written.
        """
        for unit in units.tolist():
            if not self._proven[unit]:
                self.run(unit, unit + 1)
        return np.concatenate([self._arrays[0][:0], *map(self._unit, units.tolist())])

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
                for data in (self._file.data, *(data for _, data in self._file.further)):
                    release(data)

    def _unit(self, unit: int) -> NDArray[Any]:
        start, stop = self.starts[unit : unit + 2].tolist()
        if self._places is None:
            return self._arrays[0][start:stop]
        place = int(self._places[unit])
        at, before = self._at(place)
        return self._arrays[at][place - before : place - before + stop - start]

    def _at(self, place: int) -> tuple[int, int]:
        """Return the array that holds a row, and how many rows lie before that one."""
        at = min(bisect_right(self._ends, place), len(self._ends) - 1)
        return at, self._ends[at - 1] if at else 0


def _read_places(data: Mapped, units: int) -> tuple[list[int], Rows]:
    """Return the sizes of files, and where each unit begins, as ``placed`` gave them.

    Raises:
        ValueError: They are of another number.
    """
    numbers = np.frombuffer(data, np.int64)
    files = int(numbers[0]) if len(numbers) else -1
    if files < 1 or len(numbers) != 1 + files + units or (numbers < 0).any():
        raise ValueError("places are of another number")
    return numbers[1 : 1 + files].tolist(), numbers[1 + files :]


def placed(sizes: Sequence[int], places: Rows) -> Parts:
    """Return what a file says of where units stand.

    Args:
        sizes: How many bytes each of the files has that hold them.
        places: Where each begins among the rows of all; (units,).
    """
    return [np.array([len(sizes), *sizes], np.int64).data, places.astype(np.int64).data]


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
