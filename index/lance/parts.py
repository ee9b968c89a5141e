"""Parts: arrays that are as long as an index, in pieces of a table, read when they are asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.lance.engine import Row, as_bytes
from index.lance.tables import Table

PIECE = 2**20
"""Bytes of a row."""

DOCUMENT_IDS, FILES_OF, SHARED, SECTIONS = "document_ids", "files_of", "shared", "sections"
DESCRIBED, LANGUAGES = "described", "languages"
DOCUMENT_OF, SECTION_OF, REPEATS, LENGTHS = "document_of", "section_of", "repeats", "lengths"
PROJECTION = "projection"
TERMS, TERM_HEADS = "terms", "term_heads"
WORDS, WORD_COUNTS = "words", "word_counts"


class PartWriter:
    """Gives the rows of arrays, and remembers where each stands."""

    def __init__(self) -> None:
        self.places: dict[str, tuple[int, int]] = {}
        self._next = 0

    def pieces(self, name: str, data: bytes) -> Iterator[Row]:
        """Give the rows of an array."""
        return self.rows(name, (data[at : at + PIECE] for at in range(0, len(data), PIECE)))

    def rows(self, name: str, rows: Iterable[bytes]) -> Iterator[Row]:
        """Give rows that are one array, and are read each by itself."""
        first = self._next
        for row in rows:
            self._next += 1
            yield (row,)
        self.places[name] = (first, self._next)


class Parts:
    """The arrays of an index, by their names.

    Whatever is asked of it raises what ``Table.rows`` raises.
    """

    def __init__(self, table: Table, places: Mapping[str, tuple[int, int]]) -> None:
        self._table = table
        self._places = places

    def data(self, name: str) -> bytes:
        """Return the bytes of an array."""
        return b"".join(as_bytes(value) for (value,) in self._table.all(*self._places[name]))

    def text(self, name: str) -> str:
        """Return a text."""
        return self.data(name).decode()

    def array(self, name: str, kind: DTypeLike) -> NDArray[Any]:
        """Return an array of numbers, (n,)."""
        return np.frombuffer(self.data(name), kind)

    def rows(self, name: str, numbers: Sequence[int]) -> list[bytes]:
        """Return some of the rows of an array that are read each by itself."""
        first = self._places[name][0]
        found = self._table.rows([first + number for number in numbers])
        return [as_bytes(value) for (value,) in found]
