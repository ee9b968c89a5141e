"""Word list: words as they lie in a file, of which nothing is made before it is asked for."""

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np

from index.files.arrays import Mapped, Rows

_END = b"\n"


class WordList:
    """Words, none of which has an end of a line in it, each between two of these.

    Args:
        data: What ``written`` gives.

    Raises:
        ValueError: It is something else.
    """

    def __init__(self, data: Mapped) -> None:
        if data[:1] != _END or data[-1:] != _END:
            raise ValueError("words are in no lines")
        self._data = data

    @classmethod
    def of(cls, words: Iterable[str]) -> "WordList":
        """Return the list of some words."""
        return cls("\n".join(["", *words, ""]).encode() or _END)

    def written(self) -> bytes:
        """Return its bytes."""
        return self._data[:]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines.split("\n") if len(self) else [])

    def __contains__(self, word: str) -> bool:
        return self._data.find(_END + word.encode() + _END) >= 0

    @property
    def lines(self) -> str:
        """The words, a line each."""
        return self._data[1:-1].decode()

    def find(self, word: str) -> int | None:
        """Return the number of a word, where they stand in the order of their letters."""
        wanted = word.encode()
        first, last = 0, len(self)
        while first < last:
            middle = (first + last) // 2
            found = self._data[int(self._ends[middle]) + 1 : int(self._ends[middle + 1])]
            if found == wanted:
                return middle
            first, last = (middle + 1, last) if found < wanted else (first, middle)
        return None

    @cached_property
    def _ends(self) -> Rows:
        return np.flatnonzero(np.frombuffer(self._data, np.uint8) == _END[0])
