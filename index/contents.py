"""Contents: everything that an index holds, and its form as files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import numpy.lib.format as npy
from numpy.typing import NDArray

from index.blocks import BlockFile, CodeRows, block_hashes
from index.dense import DenseIndex, Vectors
from index.late_interaction import TokenVectors
from index.lexical import LexicalIndex
from index.passage_table import PassageTable

SENTENCE_CODES = "sentence_codes.bin"
TOKEN_CODES = "token_codes.bin"  # noqa: S105
HASHES = ".sha256"
BLOCKWISE = (SENTENCE_CODES, TOKEN_CODES)
"""Files that a question reads little of; each has its blocks' hashes in a file beside it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The passages and the signals that find them.

    ``sentence_codes`` is (sentences, dimension), in the order of ``passages.sentences``;
    ``projection`` is what makes the model's token vectors into those of ``tokens``.
    """

    passages: PassageTable
    dense: DenseIndex
    sentence_codes: CodeRows
    tokens: TokenVectors
    projection: Vectors
    lexical: LexicalIndex

    def to_files(self) -> dict[str, bytes]:
        """Return the bytes of each file of a generation, by name."""
        table, lexical = self.passages, self.lexical
        sentence_codes, token_codes = self.sentence_codes.to_bytes(), self.tokens.codes.to_bytes()
        return {
            SENTENCE_CODES: sentence_codes,
            SENTENCE_CODES + HASHES: block_hashes(sentence_codes),
            TOKEN_CODES: token_codes,
            TOKEN_CODES + HASHES: block_hashes(token_codes),
            "documents.json": table.documents_json(),
            "texts.bin": table.texts,
            "passages.npy": _array_bytes(table.rows.astype(np.int32)),
            "sentences.npy": _array_bytes(table.sentences.astype(np.int32)),
            "vectors.faiss": self.dense.to_bytes(),
            "projection.npy": _array_bytes(self.projection.astype(np.float32)),
            "token_sentences.npy": _array_bytes(self.tokens.sentences),
            "token_starts.npy": _array_bytes(self.tokens.starts),
            "terms.json": json.dumps(list(lexical.vocabulary)).encode(),
            "words.json": json.dumps(lexical.words).encode(),
            "term_data.npy": _array_bytes(lexical.data),
            "term_indices.npy": _array_bytes(lexical.indices),
            "term_indptr.npy": _array_bytes(lexical.indptr),
        }

    @classmethod
    def from_files(
        cls, files: Mapping[str, bytes], large: Mapping[str, BlockFile], dimension: int
    ) -> "Contents":
        """Read the files of a generation; those in ``BLOCKWISE`` come as ``large``.

        Raises:
            KeyError, ValueError: A file is missing, or they do not belong together.
        """
        table = PassageTable.from_files(
            files["documents.json"],
            files["texts.bin"],
            _array(files["passages.npy"]).astype(np.int64),
            _array(files["sentences.npy"]).astype(np.int64),
        )
        lexical = LexicalIndex(
            {term: i for i, term in enumerate(json.loads(files["terms.json"]))},
            tuple(json.loads(files["words.json"])),
            _array(files["term_data.npy"]),
            _array(files["term_indices.npy"]),
            _array(files["term_indptr.npy"]),
            len(table),
        )
        dense = DenseIndex.from_bytes(files["vectors.faiss"], len(table), dimension)
        sentence_codes = CodeRows.in_file(large[SENTENCE_CODES], dimension)
        projection = _array(files["projection.npy"])
        tokens = TokenVectors(
            CodeRows.in_file(large[TOKEN_CODES], projection.shape[1]),
            _array(files["token_sentences.npy"]),
            _array(files["token_starts.npy"]),
        )
        if len(sentence_codes) != len(table.sentences):
            raise ValueError("sentence vectors are of another number")
        if len(tokens.starts) != len(table) + 1 or tokens.starts[-1] != len(tokens.codes):
            raise ValueError("token vectors are of another number")
        return cls(table, dense, sentence_codes, tokens, projection, lexical)


def _array_bytes(array: NDArray[Any]) -> bytes:
    buffer = BytesIO()
    np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def _array(data: bytes) -> NDArray[Any]:
    """Return an array without copying it.

    Raises:
        ValueError: The bytes are none of an array.
    """
    file = BytesIO(data)
    if npy.read_magic(file) != (1, 0):
        raise ValueError("an array is of another format version")
    shape, _, dtype = npy.read_array_header_1_0(file)
    return np.frombuffer(data, dtype, offset=file.tell()).reshape(shape)
