"""Memory: the plainest place, which looks at every passage for every question."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.documents import Document
from index.files.arrays import Rows
from index.language import content_words, nearest_word, terms
from index.metadata import UNKNOWN, Metadata
from index.model.encoding import Encoder, Encoding
from index.passages.headings import heading_of
from index.passages.passage import Passage, searchable
from index.passages.splitting import split
from index.place import Mask, Scored, Selection, Units, WeightedTerms
from index.signals.bm25 import damping, idf, is_mention, saturated
from index.signals.registry import COLUMNS
from index.vectors import Vectors


class Memory:
    """Passages that are held in memory, and what signals store of them.

    Args:
        passages: In document order.
        searched: What is searchable of each.
        encodings: Those of their texts.
        metadata: What documents say of themselves, by their ids.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        searched: Sequence[str],
        encodings: Sequence[Encoding],
        metadata: Mapping[str, Metadata] = MappingProxyType({}),
    ) -> None:
        self._passages = passages
        self._vectors = np.stack([e.passage for e in encodings]).astype(np.float16)
        self._units = {c.file: [c.rows(e) for e in encodings] for c in COLUMNS}
        read = [*zip(searched, (passage.language for passage in passages), strict=True)]
        self._terms = [Counter(terms(*each)) for each in read]
        self.languages = tuple(sorted({language for _, language in read}))
        self._lengths = np.array([counts.total() for counts in self._terms], np.int32)
        words = Counter(word for each in read for word in content_words(*each))
        self._words = sorted(filter(str.isalpha, words), key=lambda word: (-words[word], word))
        titles = {passage.document: passage.title for passage in passages}
        self.ids = tuple(titles)
        self.described = [(title, metadata.get(at, UNKNOWN)) for at, title in titles.items()]
        self.sections = tuple(dict.fromkeys(passage.section for passage in passages))

    @classmethod
    def of(cls, documents: Iterable[Document], encoder: Encoder) -> Self:
        """Divide documents into passages and encode those."""
        documents, counter = list(documents), encoder.counter()
        split_ones = [(passage, d.text) for d in documents for passage in split(d, counter)]
        spans = [[(a - p.start, b - p.start) for a, b in p.sentences] for p, _ in split_ones]
        return cls(
            [passage for passage, _ in split_ones],
            [searchable(passage, text) for passage, text in split_ones],
            [
                encoder.encode_passage(passage.text, inside, heading_of(passage))
                for (passage, _), inside in zip(split_ones, spans, strict=True)
            ],
            {document.id: document.metadata for document in documents},
        )

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self._passages)

    def choose(self, documents: Mask | None = None, sections: Mask | None = None) -> Selection:
        """Return the passages of some documents that lie under some sections; None means all."""
        mask = np.array(
            [
                (documents is None or documents[self.ids.index(passage.document)])
                and (sections is None or sections[self.sections.index(passage.section)])
                for passage in self._passages
            ],
            np.bool_,
        )
        chosen = np.flatnonzero(mask).tolist()
        firsts, headed = np.zeros((2, self.size), np.bool_)
        passages = [(row, self._passages[row]) for row in reversed(chosen)]
        firsts[list({passage.text: row for row, passage in passages}.values())] = True
        headed[list({(p.text, heading_of(p)): row for row, p in passages}.values())] = True
        is_all = documents is None and sections is None
        names = {passage.document for _, passage in passages}
        return Selection(firsts, headed, None if is_all else mask, len(names))

    def passage(self, row: int) -> Passage:
        """Return a passage."""
        return self._passages[row]

    def expect(self, rows: Sequence[int]) -> None:
        """Do nothing: all is there."""

    def copies(self, row: int, within: Selection) -> Sequence[int]:
        """Return the other passages that have the same text."""
        text = self._passages[row].text
        same = [other for other, passage in enumerate(self._passages) if passage.text == text]
        return [other for other in same if other != row and other in within]

    def nearest(self, windows: Vectors, within: Selection, least: int) -> Scored:
        """Return all passages within a selection and their cosines."""
        del least
        cosines = self.vectors(within.found) @ windows.T
        return Scored(within.found, np.asarray(cosines.max(axis=1), np.float32))

    def best_by_words(self, terms: WeightedTerms, within: Selection, least: int) -> Scored:
        """Return all passages with a BM25 score above 0, and their scores."""
        del least
        scores = self.word_scores(terms, within.found)
        return Scored(within.found[scores > 0], scores[scores > 0])

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of passages, (rows, dimension)."""
        return self._vectors[rows].astype(np.float32)

    def word_scores(self, terms: WeightedTerms, rows: Rows) -> Vectors:
        """Return the BM25 scores of passages, (rows,)."""
        damped = damping(self._lengths, max(float(self._lengths.mean()), 1e-9))[rows]
        scores = np.zeros(len(rows), np.float32)
        for term, weight in terms:
            counts = np.array([self._terms[row][term] for row in rows.tolist()], np.float32)
            [frequency] = self.frequencies([term])
            scores += saturated(weight * idf(frequency, self.size), counts, damped)
        return scores

    def sentences(self, rows: Rows) -> Units:
        """Return the sentences of passages, offsets into their documents."""
        return _units([np.array(self._passages[row].sentences) for row in rows.tolist()])

    def units(self, column: str, rows: Rows) -> Units:
        """Return what a signal stores of passages under a name."""
        return _units([self._units[column][row] for row in rows.tolist()])

    def frequencies(self, terms: Iterable[str]) -> list[int]:
        """Return how many passages hold each term."""
        return [sum(term in held for held in self._terms) for term in terms]

    def holds(self, term: str, row: int) -> bool:
        """Whether a passage holds a term."""
        return term in self._terms[row]

    def mentions(self, word: str, within: Selection) -> bool:
        """Whether any passage holds ``word``, a word that it is a part of, or a root of it."""
        chosen = (held for row, held in enumerate(self._terms) if row in within)
        held = set().union(*chosen)
        return any(
            is_mention(wanted, term)
            for language in self.languages
            for wanted in terms(word, language)
            for term in held
        )

    def has_word(self, word: str) -> bool:
        """Whether any passage holds a folded word of letters as it is spelled."""
        return word in self._words

    def nearest_word(self, word: str, most: int) -> str | None:
        """Return the word that the fewest edits make of a folded one, at most so many."""
        return nearest_word(word, self._words, most)


def _units(parts: Sequence[NDArray[Any]]) -> Units:
    return Units(np.concatenate(parts), np.cumsum([0, *map(len, parts)]))
