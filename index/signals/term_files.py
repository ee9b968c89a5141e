"""Term files: what is stored of the words of passages, in files."""

from collections.abc import Mapping

import numpy as np

from index.files.arrays import LazyFile, Mapped, StoredRows, hashed_pieces
from index.files.disk import Parts
from index.signals.bm25 import LexicalIndex
from index.signals.word_list import WordList

_ROWS, _COUNTS = "term_rows.bin", "term_counts.bin"
_TERMS, _STARTS, _LENGTHS = "terms.txt", "term_starts.bin", "lengths.bin"
_WORDS, _WORD_COUNTS = "words.txt", "word_counts.bin"
PIECEWISE = (_ROWS, _COUNTS)
"""Files of which a question reads little."""
SMALL = (_TERMS, _WORDS, _WORD_COUNTS, _STARTS, _LENGTHS)
"""Files that are read as a whole."""


def read(files: Mapping[str, Mapped], lazy: Mapping[str, LazyFile], passages: int) -> LexicalIndex:
    """Read the words of so many passages; those in ``PIECEWISE`` come as ``lazy``.

    Raises:
        IndexDamagedError: A lazy file has another length than was written.
        LookupError, ValueError: A file is missing, or they do not belong together.
    """
    lengths = np.frombuffer(files[_LENGTHS], np.int32)
    if len(lengths) != passages:
        raise ValueError("words are of another number of passages")
    return LexicalIndex(
        WordList(files[_TERMS]),
        WordList(files[_WORDS]),
        np.frombuffer(files[_WORD_COUNTS], np.int32),
        StoredRows.in_file(lazy[_ROWS], np.int32),
        StoredRows.in_file(lazy[_COUNTS], np.int32),
        np.frombuffer(files[_STARTS], np.int64),
        lengths,
    )


def written(lexical: LexicalIndex) -> dict[str, Parts]:
    """Return the files, by their names."""
    return {
        **hashed_pieces(_ROWS, lexical.rows[:].data),
        **hashed_pieces(_COUNTS, lexical.counts[:].data),
        _STARTS: [lexical.starts.data],
        _TERMS: [lexical.vocabulary.written()],
        _WORDS: [lexical.words.written()],
        _WORD_COUNTS: [lexical.word_counts.data],
        _LENGTHS: [lexical.lengths.data],
    }
