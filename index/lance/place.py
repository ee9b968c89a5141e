"""Place: what a search asks of an index, answered from the tables of a store."""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Rows
from index.lance.engine import Version, as_bytes
from index.lance.fetched import Fetched
from index.lance.finder import Finder
from index.lance.parts import LANGUAGES, PROJECTION, Parts
from index.lance.passages import StoredDocuments, StoredPassages
from index.lance.tables import DOCUMENTS, PARTS, PASSAGES, POSTINGS, VECTORS, Table
from index.lance.words import StoredWords
from index.metadata import Metadata
from index.place import Scored, Selection, Units
from index.signals.dense import DenseIndex, in_memory
from index.signals.registry import COLUMNS
from index.storage.kept import PassagesAndWords
from index.vectors import Vectors

_PROBED, _PROBED_AT_LEAST = 1 / 3, 256
"""The part of the partitions that is looked into for a question, and how many of them at least: so
few cost about as much as less, and vectors that lie in no clusters are found too."""
_FOUND = 256
"""Nearest passages that are fetched, by vectors in few bits, to be measured by all of theirs."""
_KEPT = 4096
"""Vectors that are held: the candidates of the last few questions."""
_AT_ONCE = 4096
"""Vectors that are compared together."""


class StoredContents(PassagesAndWords):
    """Everything that a store holds of an index: the place that it is.

    Whatever is asked of it raises what ``Table.rows`` raises.

    Args:
        tables: The tables, by name.
        parts: Where the long arrays stand in theirs; see ``StoreLayout``.
        dimension: How many numbers a passage's vector has.
        partitions: How many the vectors are found by; 0 where all are looked at.
        finder: The files by which they are.
    """

    passages: StoredPassages
    lexical: StoredWords

    def __init__(
        self,
        tables: dict[str, Table],
        parts: dict[str, tuple[int, int]],
        dimension: int,
        partitions: int,
        finder: Finder,
    ) -> None:
        self._tables = tables
        self._vectors = tables[VECTORS]
        self._parts = Parts(tables[PARTS], parts)
        self._dimension = dimension
        self._partitions = partitions
        self._finder = finder
        self._fetched = Fetched(self._fetch, _KEPT)
        self.passages = StoredPassages(
            self._parts, tables[PASSAGES], StoredDocuments(self._parts, tables[DOCUMENTS])
        )
        self.lexical = StoredWords(self._parts, tables[POSTINGS])

    @cached_property
    def projection(self) -> Vectors:
        """What makes the model's token vectors into those that are stored."""
        return self._parts.array(PROJECTION, np.float32).reshape(self._dimension, -1)

    def prepared(self) -> Self:
        """Return it: what a question reads is proven then."""
        return self

    def prove(self) -> None:
        """Check every byte of every table, and of what finds vectors faster on a disk."""
        self._finder.prove(most=None)
        for table in self._tables.values():
            for _ in table.all():
                pass

    @property
    def described(self) -> Sequence[tuple[str, Metadata]]:
        """The title of each document, and what it says of itself, in order."""
        return self.passages.documents.described

    @cached_property
    def languages(self) -> Sequence[str]:
        """The languages of the documents, each once, in the order of their codes."""
        languages: list[str] = json.loads(self._parts.text(LANGUAGES))
        return tuple(languages)

    def expect(self, rows: Sequence[int]) -> None:
        """Fetch passages that are asked for next, and their documents, together."""
        self.passages.expect(rows)

    def nearest(self, windows: Vectors, within: Selection, least: int) -> Scored:
        """Return the passages nearest to a query, and their cosines; see ``Place``.

        Up to some size all are looked at, beyond it the nearest partitions; of a selection, all
        that is chosen.
        """
        if not self._partitions:
            found = self._flat.nearest(windows, within.mask, least)
            return found.among(within.headed)
        rows = self._near(windows, least) if within.mask is None else within.found
        rows = rows[within.headed[rows]]
        parts = [self.vectors(some) @ windows.T for some in _some(rows)]
        cosines = np.concatenate([np.zeros((0, len(windows)), np.float32), *parts])
        return Scored(rows, np.asarray(cosines.max(axis=1), np.float32))

    def _near(self, windows: Vectors, least: int) -> Rows:
        """Return the passages in the nearest partitions that are nearest by few bits, in order."""
        probes = max(round(self._partitions * _PROBED), _PROBED_AT_LEAST)
        count = max(_FOUND, least)
        version = self._proven_finder
        found = [version.nearest("vector", window, count, probes) for window in windows]
        rows = np.unique(np.concatenate(found))
        return rows[(rows >= 0) & (rows < self.size)]

    def _fetch(self, rows: Sequence[int]) -> list[bytes]:
        return [as_bytes(code) for (code,) in self._vectors.rows(rows)]

    @cached_property
    def _proven_finder(self) -> Version:
        self._finder.prove()
        return self._vectors.version

    @cached_property
    def _flat(self) -> DenseIndex:
        return in_memory(self.codes(), self._dimension)

    def codes(self) -> NDArray[np.uint8]:
        """Return all vectors as they are stored, (passages, bytes)."""
        data = bytearray()
        for (code,) in self._vectors.all():
            data += as_bytes(code)
        return np.frombuffer(data, np.uint8).reshape(self.size, -1)

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of passages, (rows, dimension)."""
        if not self._partitions:
            return self._flat.vectors(rows)
        data = b"".join(self._fetched.get(rows.tolist()))
        held = np.frombuffer(data, np.float16).reshape(len(rows), self._dimension)
        return held.astype(np.float32)

    def sentences(self, rows: Rows) -> Units:
        """Return the sentences of passages, offsets into their documents; see ``Place``."""
        stored = self.passages.stored(rows.tolist())
        data = b"".join(passage.sentences.tobytes() for passage in stored)
        spans = np.frombuffer(data, np.int32).reshape(-1, 2).astype(np.int64)
        return Units(spans, _starts([len(each.sentences) for each in stored]))

    def units(self, column: str, rows: Rows) -> Units:
        """Return what a signal stores of passages under a name."""
        width = self._widths[column]
        held = [passage.units[column] for passage in self.passages.stored(rows.tolist())]
        codes = np.frombuffer(b"".join(held), np.int8).reshape(-1, width)
        return Units(codes, _starts([len(data) // width for data in held]))

    @cached_property
    def _widths(self) -> dict[str, int]:
        return {column.file: column.width(*self.projection.shape) for column in COLUMNS}

    def mentions(self, word: str, within: Selection) -> bool:
        """Whether any passage holds ``word``, a word that it is a part of, or a root of it."""
        return self.lexical.mentions(word, within.mask, self.languages)


def _some(rows: Rows) -> Iterator[Rows]:
    return (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))


def _starts(counts: Sequence[int]) -> Rows:
    return np.append(0, np.cumsum(np.array(counts, np.int64)))
