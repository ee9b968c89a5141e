"""Words: BM25 over their stems finds what is named, where vectors find what is meant.

Stored is what each passage holds, and weighed when it is asked for: so a new passage changes
nothing that is stored of the others.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import StoredRows
from index.language import ENGLISH, nearest_word, terms
from index.place import Place, Scored, Selection, WeightedTerms
from index.signals.query import SearchQuery
from index.signals.signal import Candidates, Signal
from index.signals.word_list import WordList
from index.vectors import Vectors

K1 = 1.2
B = 0.75

_TERMS = 64
"""Terms that are kept as they were read; a question asks for its few again and again."""
_SHORTEST_ROOT = 4
"""Letters; a shorter word says little about a longer one that holds it."""


@lru_cache(maxsize=4096)  # several signals ask for the same few, again and again
def idf(frequency: int, passages: int) -> float:
    """Return how telling a term is: ``ln(1 + (n - df + .5) / (df + .5))``."""
    return float(np.log1p((passages - frequency + 0.5) / (frequency + 0.5)))


def damping(lengths: NDArray[np.int32], average: float) -> Vectors:
    """Return what keeps a term from counting ever more in passages: more of it in a long one.

    Args:
        lengths: How many terms each has, (passages,).
        average: How many all have on average.
    """
    return np.asarray(K1 * (1 - B + B * lengths / average), np.float32)


def saturated(weight: float, counts: Vectors, damped: Vectors) -> Vectors:
    """Return what a term adds to the scores of passages, (passages,).

    Args:
        weight: How telling it is, and how much it counts in the query.
        counts: How often each passage holds it, (passages,).
        damped: The passages' ``damping``.
    """
    return np.asarray(np.float32(weight) * counts / (counts + damped), np.float32)


def is_mention(wanted: str, term: str) -> bool:
    """Whether a term of the documents is a mention of another: a word that holds it, or a root."""
    return wanted in term or (len(term) >= _SHORTEST_ROOT and term in wanted)


def _roots(term: str) -> Iterator[str]:
    """Return the parts of a term that are long enough to be its root."""
    for start in range(len(term)):
        for end in range(start + _SHORTEST_ROOT, len(term) + 1):
            yield term[start:end]


class Lexicon(ABC):
    """How often each term occurs in each passage; BM25 (Lucene's variant) is computed of it."""

    lengths: NDArray[np.int32]
    """How many terms each passage has, repeated ones too; (passages,)."""

    @abstractmethod
    def held(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the passages that hold a term, in order, and how often each does."""

    @abstractmethod
    def frequency(self, term: str) -> int:
        """Return how many passages hold a term."""

    @property
    @abstractmethod
    def all_terms(self) -> str:
        """All terms, a line each: looking through one text is much faster than through each."""

    @abstractmethod
    def has_word(self, word: str) -> bool:
        """Whether any passage holds a folded word of letters as it is spelled."""

    @abstractmethod
    def nearest_word(self, word: str, most: int) -> str | None:
        """Return the word that the fewest edits make of a folded one, at most so many."""

    def scores(self, query: WeightedTerms) -> Vectors:
        """Return the BM25 score of every passage, (passages,); 0 where no term occurs.

        Of a term it is ``idf tf / (tf + k1 (1 - b + b length / average length))``.
        """
        scores = np.zeros(len(self.lengths), np.float32)
        for term, weight in query:
            rows, held = self.held(term)
            counts = held.astype(np.float32)
            scores[rows] += saturated(weight * self.idf(term), counts, self._damping[rows])
        return scores

    @cached_property
    def _damping(self) -> Vectors:
        average = max(float(self.lengths.mean()), 1e-9) if len(self.lengths) else 1.0
        return damping(self.lengths, average)

    def mentions(
        self,
        word: str,
        among: NDArray[np.bool_] | None = None,
        languages: Sequence[str] = (ENGLISH,),
    ) -> bool:
        """Whether any passage holds ``word``, a word that it is a part of, or a root of it.

        ``among`` tells which passages are meant, (passages,); None means all. It is read in each of
        some ``languages``.
        """
        return any(
            (wanted in self.all_terms or any(map(self.frequency, _roots(wanted))))
            and (among is None or self._mentions_among(wanted, among))
            for language in languages
            for wanted in terms(word, language)
        )

    def _mentions_among(self, wanted: str, among: NDArray[np.bool_]) -> bool:
        return any(
            bool(among[self.held(term)[0]].any())
            for term in self.all_terms.split("\n")
            if is_mention(wanted, term)
        )

    def holds(self, term: str, passage: int) -> bool:
        """Whether a passage holds a term."""
        rows, _ = self.held(term)
        place = int(rows.searchsorted(passage))
        return place < len(rows) and int(rows[place]) == passage

    def idf(self, term: str) -> float:
        """Return how telling a term is; see ``idf``."""
        return idf(self.frequency(term), len(self.lengths))


@dataclass(frozen=True)
class LexicalIndex(Lexicon):
    """All terms and words of an index, as arrays.

    The passages that hold term ``t`` are ``rows[starts[t]:starts[t + 1]]``, int32, in order; how
    often each does stands at the same places of ``counts``, int32.
    """

    vocabulary: WordList
    """The terms in the order of their letters."""
    words: WordList
    """The words that the terms are stems of, folded, most frequent first."""
    word_counts: NDArray[np.int32]
    """How often each of the words occurs."""
    rows: StoredRows
    counts: StoredRows
    starts: NDArray[np.int64]
    lengths: NDArray[np.int32]

    def held(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the passages that hold a term, in order, and how often each does."""
        return self._held(term)

    @cached_property
    def _held(self) -> Callable[[str], tuple[NDArray[np.int32], NDArray[np.int32]]]:
        return lru_cache(maxsize=_TERMS)(self._read)

    @cached_property
    def _find(self) -> Callable[[str], int | None]:
        return lru_cache(maxsize=_TERMS)(self.vocabulary.find)

    def _read(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        at = self._find(term)
        held = slice(0) if at is None else slice(self.starts[at], self.starts[at + 1])
        return self.rows[held], self.counts[held]

    def has_word(self, word: str) -> bool:
        """Whether any passage holds a folded word of letters as it is spelled."""
        return word in self.words

    def nearest_word(self, word: str, most: int) -> str | None:
        """Return the word that the fewest edits make of a folded one, at most so many."""
        return nearest_word(word, self._spellings, most)

    @cached_property
    def _spellings(self) -> list[str]:
        return list(self.words)

    @cached_property
    def all_terms(self) -> str:
        """All terms, a line each."""
        return self.vocabulary.lines

    def frequency(self, term: str) -> int:
        """Return how many passages hold a term."""
        at = self._find(term)
        return 0 if at is None else int(self.starts[at + 1] - self.starts[at])


class _Words(Signal):
    """BM25, as a share of what a perfect match would reach."""

    name = "words"
    weight = 1.0
    column = None

    def propose(self, query: SearchQuery, place: Place, within: Selection, least: int) -> Scored:
        """Return the best passages by words."""
        found = place.best_by_words(query.terms, within, least)
        return Scored(found.rows, _share(np.asarray(found.values, np.float32), query, place))

    def measure(self, candidates: Candidates) -> Vectors:
        """Return how well the words of each candidate match."""
        query, place = candidates.query, candidates.place
        return _share(place.word_scores(query.terms, candidates.rows), query, place)


def _share(scores: Vectors, query: SearchQuery, place: Place) -> Vectors:
    frequencies = place.frequencies(term for term, _ in query.terms)
    weighted = zip(query.terms, frequencies, strict=True)
    reachable = sum(weight * idf(held, place.size) for (_, weight), held in weighted)
    return scores / np.float32(reachable) if reachable else scores


WORDS = _Words()
