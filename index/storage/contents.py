"""Contents: everything that an index holds, read from the files of a generation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

import numpy as np

from index.files.arrays import LazyFile, Mapped, Rows, StoredRows, StoredUnits
from index.signals.dense import DenseIndex, Vectors
from index.signals.late_interaction import SENTENCE_BYTES, TokenVectors
from index.signals.lexical import LexicalIndex
from index.storage.passage_table import (
    COLUMNS,
    PLACE_COLUMNS,
    SENTENCE_COLUMNS,
    DocumentEntries,
    PassageTable,
)

TEXTS, SENTENCE_CODES, TOKENS = "texts.bin", "sentence_codes.bin", "tokens.bin"
DOCUMENTS, TEXT_HASHES = "documents.jsonl", "text_hashes.bin"
TERM_ROWS, TERM_COUNTS = "term_rows.bin", "term_counts.bin"
HASHES = ".sha256"
UNITWISE = (TEXTS, SENTENCE_CODES, TOKENS)
"""Files of units, each under a hash: a document's text, a passage's vectors."""
BLOCKWISE = (DOCUMENTS, TEXT_HASHES, TERM_ROWS, TERM_COUNTS)
"""Files of blocks, each under a hash."""
LAZY = (*UNITWISE, *BLOCKWISE)
"""Files that a question reads little of; each has its parts' hashes in a file beside it."""
SMALL = (
    "document_starts.bin", "document_places.bin", "names.json", "passages.bin", "sentences.bin",
    "vectors.faiss", "projection.bin", "token_starts.bin", "terms.json", "words.json",
    "word_counts.bin", "term_starts.bin", "lengths.bin",
)  # fmt: skip
"""Files that are read, and proven, as a whole."""
FILES = {*LAZY, *(name + HASHES for name in LAZY), *SMALL}
"""All files of a generation."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The passages and the signals that find them.

    Unit ``p`` of ``sentence_codes`` is (sentences, dimension), the codes of passage ``p``'s
    sentences; ``projection`` is what makes the model's token vectors into those of ``tokens``.
    """

    passages: PassageTable
    dense: DenseIndex
    sentence_codes: StoredUnits
    tokens: TokenVectors
    projection: Vectors
    lexical: LexicalIndex

    def prove(self) -> None:
        """Check every byte of the files that a question reads little of.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        self.passages.prove()
        for part in (
            self.sentence_codes, self.tokens.units, self.lexical.rows, self.lexical.counts,
        ):  # fmt: skip
            part.prove()

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
        width = projection.shape[1] + SENTENCE_BYTES
        tokens = StoredUnits.in_file(
            lazy[TOKENS], _longs(files["token_starts.bin"]), np.int8, width
        )
        if len(tokens) != len(table):
            raise ValueError("token vectors are of another number")
        return cls(
            passages=table,
            dense=DenseIndex.from_bytes(files["vectors.faiss"], len(table), dimension),
            sentence_codes=StoredUnits.in_file(
                lazy[SENTENCE_CODES], table.first_sentence, np.int8, dimension
            ),
            tokens=TokenVectors(tokens),
            projection=projection,
            lexical=_lexical(files, lazy, len(table)),
        )


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
        _rows(files["passages.bin"], COLUMNS),
        _rows(files["sentences.bin"], SENTENCE_COLUMNS),
        StoredRows.in_file(lazy[TEXT_HASHES], np.uint8),
    )


def _lexical(
    files: Mapping[str, Mapped], lazy: Mapping[str, LazyFile], passages: int
) -> LexicalIndex:
    lengths = np.frombuffer(files["lengths.bin"], np.int32)
    if len(lengths) != passages:
        raise ValueError("words are of another number of passages")
    return LexicalIndex(
        dict(zip(json.loads(files["terms.json"][:]), count())),
        tuple(json.loads(files["words.json"][:])),
        np.frombuffer(files["word_counts.bin"], np.int32),
        StoredRows.in_file(lazy[TERM_ROWS], np.int32),
        StoredRows.in_file(lazy[TERM_COUNTS], np.int32),
        _longs(files["term_starts.bin"]),
        lengths,
    )


def _longs(data: Mapped) -> Rows:
    return np.frombuffer(data, np.int64)


def _rows(data: Mapped, columns: int) -> Rows:
    return np.frombuffer(data, np.int32).reshape(-1, columns).astype(np.int64)
