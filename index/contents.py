"""Contents: everything that an index holds, and its form as files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

import numpy as np

from index.blocks import BlockFile, Mapped, Rows, StoredRows, block_hashes
from index.dense import DenseIndex, Vectors
from index.late_interaction import TokenVectors
from index.lexical import LexicalIndex
from index.passage_table import COLUMNS, SENTENCE_COLUMNS, PassageTable

SENTENCE_CODES = "sentence_codes.bin"
TOKEN_CODES = "token_codes.bin"  # noqa: S105
TOKEN_SENTENCES = "token_sentences.bin"  # noqa: S105
TERM_DATA = "term_data.bin"
TERM_INDICES = "term_indices.bin"
TEXTS = "texts.bin"
DOCUMENTS = "documents.jsonl"
HASHES = ".sha256"
BLOCKWISE = (
    SENTENCE_CODES, TOKEN_CODES, TOKEN_SENTENCES, TERM_DATA, TERM_INDICES, TEXTS, DOCUMENTS,
)  # fmt: skip
"""Files that a question reads little of; each has its blocks' hashes in a file beside it."""
_SMALL = (
    "document_starts.bin", "names.json", "passages.bin", "sentences.bin", "vectors.faiss",
    "projection.bin", "token_starts.bin", "terms.json", "words.json", "term_indptr.bin",
)  # fmt: skip
FILES = {*BLOCKWISE, *(name + HASHES for name in BLOCKWISE), *_SMALL}
"""All files of a generation."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The passages and the signals that find them.

    ``sentence_codes`` is (sentences, dimension), in the order of ``passages.sentences``;
    ``projection`` is what makes the model's token vectors into those of ``tokens``.
    """

    passages: PassageTable
    dense: DenseIndex
    sentence_codes: StoredRows
    tokens: TokenVectors
    projection: Vectors
    lexical: LexicalIndex

    def prove(self) -> None:
        """Check every byte of the files that a question reads little of.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        table, tokens, lexical = self.passages, self.tokens, self.lexical
        for rows in (
            self.sentence_codes, tokens.codes, tokens.sentences, lexical.data, lexical.indices,
            table.texts, table.documents.lines,
        ):  # fmt: skip
            rows.prove()

    def to_files(self) -> dict[str, bytes]:
        """Return the bytes of each file of a generation, by name."""
        table, lexical = self.passages, self.lexical
        large = {
            SENTENCE_CODES: self.sentence_codes.to_bytes(),
            TOKEN_CODES: self.tokens.codes.to_bytes(),
            TOKEN_SENTENCES: self.tokens.sentences.to_bytes(),
            TERM_DATA: lexical.data.to_bytes(),
            TERM_INDICES: lexical.indices.to_bytes(),
            TEXTS: table.texts.to_bytes(),
            DOCUMENTS: table.documents.lines.to_bytes(),
        }
        return {
            **large,
            **{name + HASHES: block_hashes(data) for name, data in large.items()},
            "document_starts.bin": table.documents.starts.tobytes(),
            "names.json": table.names_json(),
            "passages.bin": table.rows.astype(np.int32).tobytes(),
            "sentences.bin": table.sentences.astype(np.int32).tobytes(),
            "vectors.faiss": self.dense.to_bytes(),
            "projection.bin": self.projection.astype(np.float32).tobytes(),
            "token_starts.bin": self.tokens.starts.tobytes(),
            "terms.json": json.dumps(list(lexical.vocabulary)).encode(),
            "words.json": json.dumps(lexical.words).encode(),
            "term_indptr.bin": lexical.indptr.tobytes(),
        }

    @classmethod
    def from_files(
        cls, files: Mapping[str, Mapped], large: Mapping[str, BlockFile], dimension: int
    ) -> "Contents":
        """Read the files of a generation; those in ``BLOCKWISE`` come as ``large``.

        Raises:
            KeyError, ValueError: A file is missing, or they do not belong together.
        """
        table = PassageTable.from_files(
            files["names.json"][:],
            StoredRows.in_file(large[DOCUMENTS], np.uint8),
            np.frombuffer(files["document_starts.bin"], np.int64),
            StoredRows.in_file(large[TEXTS], np.uint8),
            _rows(files["passages.bin"], COLUMNS),
            _rows(files["sentences.bin"], SENTENCE_COLUMNS),
        )
        lexical = LexicalIndex(
            dict(zip(json.loads(files["terms.json"][:]), count())),
            tuple(json.loads(files["words.json"][:])),
            StoredRows.in_file(large[TERM_DATA], np.float32),
            StoredRows.in_file(large[TERM_INDICES], np.int32),
            np.frombuffer(files["term_indptr.bin"], np.int64),
            len(table),
        )
        dense = DenseIndex.from_bytes(files["vectors.faiss"], len(table), dimension)
        sentence_codes = StoredRows.in_file(large[SENTENCE_CODES], np.int8, dimension)
        projection = np.frombuffer(files["projection.bin"], np.float32).reshape(dimension, -1)
        tokens = TokenVectors(
            StoredRows.in_file(large[TOKEN_CODES], np.int8, projection.shape[1]),
            StoredRows.in_file(large[TOKEN_SENTENCES], np.int16),
            np.frombuffer(files["token_starts.bin"], np.int64),
        )
        if len(sentence_codes) != len(table.sentences):
            raise ValueError("sentence vectors are of another number")
        if len(tokens.starts) != len(table) + 1 or tokens.starts[-1] != len(tokens.codes):
            raise ValueError("token vectors are of another number")
        return cls(table, dense, sentence_codes, tokens, projection, lexical)


def _rows(data: Mapped, columns: int) -> Rows:
    return np.frombuffer(data, np.int32).reshape(-1, columns).astype(np.int64)
