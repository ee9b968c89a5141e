"""Words: the terms of an index, of which a question reads the few blocks that hold its own."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import StoredRows
from index.lance.engine import Row, Value, as_bytes
from index.lance.fetched import Fetched
from index.lance.parts import LENGTHS, TERM_HEADS, TERMS, WORD_COUNTS, WORDS, Parts, PartWriter
from index.lance.tables import Table
from index.language import nearest_word
from index.place import WeightedTerms
from index.signals.bm25 import LexicalIndex, Lexicon
from index.signals.word_list import WordList
from index.vectors import Vectors

_BLOCK = 512
"""Terms that are looked up together."""
_POSTINGS = 64
"""Terms whose passages are kept: those of a question, and of the last few."""

Numbers = NDArray[np.int32]


class StoredWords(Lexicon):
    """The terms in the order of their letters, in blocks; of each the passages that hold it.

    Whatever is asked of it raises what ``Table.rows`` raises.
    """

    def __init__(self, parts: Parts, postings: Table) -> None:
        self._parts = parts
        self._postings = postings
        self._block = Fetched(self._read_blocks, _POSTINGS)
        self._held = Fetched(self._read_postings, _POSTINGS)

    def _prepare(self, terms: Sequence[str]) -> None:
        """Fetch together what is asked of some terms next."""
        at = [bisect_right(self._heads, term) - 1 for term in terms]
        self._block.get([number for number in at if number >= 0])
        numbers = (self._find(term)[0] for term in terms)
        self._held.get([number for number in numbers if number is not None])

    @cached_property
    def lengths(self) -> Numbers:  # type: ignore[override]
        """How many terms each passage has, repeated ones too; (passages,)."""
        return self._parts.array(LENGTHS, np.int32)

    def scores(self, query: WeightedTerms) -> Vectors:
        """Return the BM25 score of every passage, (passages,); what that needs is fetched together."""
        self._prepare([term for term, _ in query])
        return super().scores(query)

    def held(self, term: str) -> tuple[Numbers, Numbers]:
        """Return the passages that hold a term, in order, and how often each does."""
        number, _ = self._find(term)
        if number is None:
            return np.zeros(0, np.int32), np.zeros(0, np.int32)
        [held] = self._held.get([number])
        return held

    def frequency(self, term: str) -> int:
        """Return how many passages hold a term."""
        return self._find(term)[1]

    @cached_property
    def all_terms(self) -> str:
        """All terms, a line each."""
        return "\n".join("\n".join(terms) for terms, _ in self._blocks())

    def has_word(self, word: str) -> bool:
        """Whether any passage holds a folded word of letters as it is spelled."""
        return f"\n{word}\n" in self._words

    def nearest_word(self, word: str, most: int) -> str | None:
        """Return the word that the fewest edits make of a folded one, at most so many."""
        return nearest_word(word, self._words.split("\n")[1:-1], most)

    def whole(self) -> LexicalIndex:
        """Return all of it as arrays, the passages of all terms one after the other."""
        terms = self.all_terms.split("\n") if self.all_terms else []
        frequencies = [held for _, block in self._blocks() for held in block.tolist()]
        starts = np.append(0, np.cumsum(np.array(frequencies, np.int64)))
        rows, counts = np.empty((2, int(starts[-1])), np.int32)
        for at, (some, often) in enumerate(self._postings.all()):
            held = slice(starts[at], starts[at + 1])
            rows[held], counts[held] = _numbers(some), _numbers(often)
        return LexicalIndex(
            WordList.of(terms),
            WordList.of(self._words.split("\n")[1:-1]),
            self._parts.array(WORD_COUNTS, np.int32),
            StoredRows(rows),
            StoredRows(counts),
            starts,
            self.lengths,
        )

    @cached_property
    def _words(self) -> str:
        """The words, most frequent first, each between two ends of lines."""
        return self._parts.text(WORDS)

    @cached_property
    def _heads(self) -> list[str]:
        """The first term of each block."""
        text = self._parts.text(TERM_HEADS)
        return text.split("\n") if text else []

    def _find(self, term: str) -> tuple[int | None, int]:
        """Return the number of a term and how many passages hold it; None, 0 where none does."""
        at = bisect_right(self._heads, term) - 1
        if at < 0:
            return None, 0
        [(terms, frequencies)] = self._block.get([at])
        place = terms.get(term)
        return (None, 0) if place is None else (at * _BLOCK + place, int(frequencies[place]))

    def _read_blocks(self, numbers: Sequence[int]) -> list[tuple[dict[str, int], Numbers]]:
        return list(map(_block, self._parts.rows(TERMS, numbers)))

    def _blocks(self) -> Iterator[tuple[dict[str, int], Numbers]]:
        for first in range(0, len(self._heads), _POSTINGS):
            yield from self._read_blocks(range(first, min(first + _POSTINGS, len(self._heads))))

    def _read_postings(self, numbers: Sequence[int]) -> list[tuple[Numbers, Numbers]]:
        found = self._postings.rows(numbers)
        return [(_numbers(rows), _numbers(counts)) for rows, counts in found]


def _block(data: bytes) -> tuple[dict[str, int], Numbers]:
    """Return the terms of a block, and how many passages hold each."""
    end = 4 + 4 * int.from_bytes(data[:4])
    terms = data[end:].decode().split("\n")
    return {term: at for at, term in enumerate(terms)}, np.frombuffer(data[4:end], np.int32)


def _numbers(value: Value) -> Numbers:
    return np.frombuffer(as_bytes(value), np.int32)


def posting_rows(lexical: LexicalIndex) -> Iterator[Row]:
    """Give the rows of the table of postings, a term each."""
    for start, end in zip(lexical.starts[:-1].tolist(), lexical.starts[1:].tolist(), strict=True):
        yield lexical.rows[start:end].tobytes(), lexical.counts[start:end].tobytes()


def word_parts(lexical: LexicalIndex, parts: PartWriter) -> Iterator[Row]:
    """Give the parts that tell of terms and words."""
    terms = list(lexical.vocabulary)
    frequencies = np.diff(lexical.starts).astype(np.int32)
    blocks = range(0, len(terms), _BLOCK)

    def block(first: int) -> bytes:
        held = terms[first : first + _BLOCK]
        numbers = frequencies[first : first + _BLOCK].tobytes()
        return len(held).to_bytes(4) + numbers + "\n".join(held).encode()

    yield from parts.rows(TERMS, map(block, blocks))
    yield from parts.pieces(TERM_HEADS, "\n".join(terms[first] for first in blocks).encode())
    yield from parts.pieces(WORDS, lexical.words.written())
    yield from parts.pieces(WORD_COUNTS, lexical.word_counts.tobytes())
    yield from parts.pieces(LENGTHS, lexical.lengths.tobytes())
