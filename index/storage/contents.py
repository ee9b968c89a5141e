"""Contents: everything that an index holds, read from the files of a generation."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from threading import Thread
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamagedError, Remedy
from index.files.arrays import HASHES, LazyFile, Mapped, Rows, StoredRows, ranges
from index.files.units import StoredUnits
from index.metadata import Metadata
from index.place import Scored, Selection, Units
from index.signals import term_files
from index.signals.bm25 import LexicalIndex
from index.signals.dense import VECTORS, DenseIndex
from index.signals.registry import COLUMNS
from index.storage.document_entries import DocumentEntries
from index.storage.kept import PassagesAndWords
from index.storage.passage_table import (
    PASSAGE_COLUMNS,
    PLACE_COLUMNS,
    SENTENCE_COLUMNS,
    PassageTable,
)
from index.vectors import Vectors

TEXTS = "texts.bin"
DOCUMENTS, TEXT_HASHES = "documents.jsonl", "text_hashes.bin"
UNITWISE = (TEXTS, *(column.file for column in COLUMNS))
"""Files of units, each under a hash: a document's text, a passage's vectors."""
PIECEWISE = (DOCUMENTS, TEXT_HASHES, *term_files.PIECEWISE)
"""Files of pieces, each under a hash."""
LAZY = (*UNITWISE, *PIECEWISE, VECTORS)
"""Files that a question reads little of; each has its parts' hashes in a file beside it."""
SMALL = (
    "document_starts.bin", "document_places.bin", "names.json", "passages.bin", "sentences.bin",
    "projection.bin", *(column.starts for column in COLUMNS if column.starts),
    *term_files.SMALL,
)  # fmt: skip
"""Files that are read, and proven, as a whole."""
FILES = {*LAZY, *(name + HASHES for name in LAZY), *SMALL}
"""All files of a generation, but for those behind others, and those that tell where in them units stand."""
FEW = 16
"""Files, one behind the other, that hold units of one kind at most."""


def is_lazy(name: str) -> bool:
    """Whether a file is one of which a question reads little, or one behind it."""
    first, _, last = name.rpartition(".")
    return (first if last.isdecimal() else name) in LAZY


@dataclass(frozen=True)
class Contents(PassagesAndWords):
    """The passages of an index, and what signals store of them: the place that a folder is.

    ``columns`` are what signals store of each passage, by the names of their files;
    ``projection`` is what makes the model's token vectors into those that are stored; ``languages`` are
    those of the documents.
    """

    passages: PassageTable
    stored_vectors: LazyFile
    columns: Mapping[str, StoredUnits]
    projection: Vectors
    lexical: LexicalIndex
    languages: tuple[str, ...]

    def prove(self) -> None:
        """Check every byte of the files that a question reads little of.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        self.passages.prove()
        self.stored_vectors.prove_blocks()
        for units in self.columns.values():
            units.prove()
        for rows in (self.lexical.rows, self.lexical.counts):
            rows.prove()

    @cached_property
    def dense(self) -> DenseIndex:
        """The vectors of passages, all proven.

        Raises:
            IndexDamagedError: They are not what was written.
        """
        self.stored_vectors.prove_blocks()
        try:
            return DenseIndex.from_bytes(
                self.stored_vectors.data, self.size, self.projection.shape[0]
            )
        except ValueError as error:
            problem = f"{self.stored_vectors.path}: is not whole ({error})"
            raise IndexDamagedError(problem, Remedy.BUILD_OF_SOURCES) from None

    def prepared(self) -> Self:
        """Return it, and begin to prove what every question reads while the caller goes on."""

        def proving() -> None:
            with suppress(IndexDamagedError):  # it is raised when they are asked for
                _ = self.dense

        Thread(target=proving, daemon=True).start()
        return self

    @classmethod
    def from_files(
        cls, files: Mapping[str, Mapped], lazy: Mapping[str, LazyFile], dimension: int
    ) -> "Contents":
        """Read the files of a generation; those in ``LAZY`` come as ``lazy``.

        Raises:
            IndexDamagedError: A lazy file has another length than was written.
            LookupError, ValueError: A file is missing, or they do not belong together.
        """
        table = _table(files, lazy)
        projection = np.frombuffer(files["projection.bin"], np.float32).reshape(dimension, -1)
        columns = {
            column.file: StoredUnits.in_file(
                lazy[column.file],
                _longs(files[column.starts]) if column.starts else table.first_sentence,
                np.int8,
                column.width(*projection.shape),
            )
            for column in COLUMNS
        }
        if any(len(units) != len(table) for units in columns.values()):
            raise ValueError("vectors are of another number")
        return cls(
            passages=table,
            stored_vectors=lazy[VECTORS],
            columns=columns,
            projection=projection,
            lexical=term_files.read(files, lazy, len(table)),
            languages=tuple(json.loads(files["names.json"][:])["languages"]),
        )

    @cached_property
    def described(self) -> Sequence[tuple[str, Metadata]]:
        """The title of each document, and what it says of itself, in order."""
        return [(entry.title, entry.metadata) for entry in self.passages.documents]

    def expect(self, rows: Sequence[int]) -> None:
        """Do nothing: what is mapped need not be fetched."""

    def nearest(self, windows: Vectors, within: Selection, least: int) -> Scored:
        """Return the passages nearest to a query, and their cosines; see ``Place``."""
        found = self.dense.nearest(windows, within.mask, least)
        return found.among(within.headed)

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of passages, (rows, dimension)."""
        return self.dense.vectors(rows)

    def sentences(self, rows: Rows) -> Units:
        """Return the sentences of passages, offsets into their documents; see ``Place``."""
        starts = self.passages.first_sentence
        spans = self.passages.sentences[ranges(starts[rows], starts[rows + 1]), 1:]
        return Units(spans, _within(starts, rows))

    def units(self, column: str, rows: Rows) -> Units:
        """Return what a signal stores of passages under a name.

        Raises:
            IndexDamagedError: Some of it is not what was written.
        """
        stored = self.columns[column]
        return Units(stored.take(rows), _within(stored.starts, rows))

    def mentions(self, word: str, within: Selection) -> bool:
        """Whether any passage holds ``word``, a word that it is a part of, or a root of it."""
        return self.lexical.mentions(word, within.mask, self.languages)


def _within(starts: Rows, rows: Rows) -> Rows:
    """Return where the units of some rows begin among theirs alone."""
    return np.append(0, np.cumsum(starts[rows + 1] - starts[rows]))


def _table(files: Mapping[str, Mapped], lazy: Mapping[str, LazyFile]) -> PassageTable:
    names = json.loads(files["names.json"][:])
    places = _longs(files["document_places.bin"]).reshape(-1, PLACE_COLUMNS)
    documents = DocumentEntries(
        names["documents"],
        StoredRows.in_file(lazy[DOCUMENTS], np.uint8),
        _longs(files["document_starts.bin"]),
        places,
        dict(names["shared"]),
    )
    return PassageTable(
        documents,
        [tuple(path) for path in names["sections"]],
        StoredUnits.in_file(lazy[TEXTS], np.append(0, places[:, -1]), np.uint8),
        _rows(files["passages.bin"], PASSAGE_COLUMNS),
        _rows(files["sentences.bin"], SENTENCE_COLUMNS),
        StoredRows.in_file(lazy[TEXT_HASHES], np.uint8),
    )


def _longs(data: Mapped) -> Rows:
    return np.frombuffer(data, np.int64)


def _rows(data: Mapped, columns: int) -> NDArray[np.int32]:
    return np.frombuffer(data, np.int32).reshape(-1, columns)
