"""Retriever: each signal measures how well a passage fits a query, fusion ranks them."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import ranges
from index.language import distinct_words, stem, terms
from index.model.encoding import EncodedQuery, Encoder
from index.passages.sentences import Span
from index.passages.splitting import Passage
from index.search.restriction import EVERYTHING, Restriction
from index.search.selection import Selection, select
from index.signals.dense import Vectors
from index.signals.late_interaction import cosines, interact, token_weights, unit
from index.signals.spelling import Correction, Spelling
from index.storage.contents import Contents

WEIGHTS = {
    "meaning": 1.0,  # cosine of the passage's vector
    "best sentence": 1.0,  # cosine of its best sentence's vector
    "words": 1.0,  # BM25, as a share of what a perfect match would reach
    "word by word": 2.0,  # late interaction with all its tokens
    "word by word in a sentence": 2.0,  # late interaction with those of its best sentence
}
"""How much each signal counts. Each is about 0 for no match and 1 for a perfect one, so they are
added as they are; the score is their weighted mean. Of the rest of the index they know only how
rare its words are."""

CARRIED = 0.5
"""How much a word that is carried over from a conversation counts beside one of the question."""

ANSWERED = 0.03
"""What a passage that answered an earlier question loses of its score for a follow-up, which asks
for more; about as much as the words that were carried over from it give it again."""

_CANDIDATES = 50
"""The best by vector and the best by words, so many each, are measured by every signal."""
_HEAD = 100
"""How many passages are put in order at once; the others only when they are asked for."""
_LOWERED_AMONG = 20
"""Among how many of the first passages those are looked for that answered before."""
_SENTENCE_MEANING = 0.6
"""How much a sentence's vector counts beside its late interaction, in choosing the sentence."""
_SHORTEST_ANSWER = 12
"""Characters; a shorter sentence ("Rent.") answers only where there is no other."""
_SELECTIONS = 8
"""How many selections are kept; a chat asks of the same documents again and again."""
_SCORE_DIGITS = 6
"""Scores are ranked as rounded, so that noise in the last bits never decides an order."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What each signal measured for one passage, in the order of ``WEIGHTS``.

    ``answered_before`` says that its score is lowered by ``ANSWERED``.
    """

    values: tuple[float, ...]
    answered_before: bool = False

    def measured(self) -> Iterator[tuple[str, float, float]]:
        """Return each signal's name, what it measured and what that adds to the score."""
        total = sum(WEIGHTS.values())
        for (name, weight), value in zip(WEIGHTS.items(), self.values, strict=True):
            yield name, value, weight * value / total
        if self.answered_before:
            yield "answered before", 1.0, -ANSWERED


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage and its score for one query.

    ``sentence`` is the sentence that answers best, ``shared`` are the words of the query that
    stand in the passage or above it, in any inflection; ``also`` are identical passages.
    """

    passage: Passage
    score: float
    sentence: Span
    signals: Signals
    shared: tuple[str, ...] = ()
    also: tuple[Passage, ...] = ()


class Ranking(Sequence[ScoredPassage]):
    """The passages of a selection, best first; identical ones stand once, at the first.

    ``query`` is what was searched once its ``corrections`` were made: the words that were read
    as others.
    """

    def __init__(
        self,
        contents: Contents,
        selection: Selection,
        query: str,
        values: Vectors,
        sentences: dict[int, NDArray[np.float32]],
        corrections: tuple[Correction, ...] = (),
    ) -> None:
        self.query = query
        self.corrections = corrections
        self._table = contents.passages
        self._selection = selection
        self._lexical = contents.lexical
        self._words = distinct_words(query)
        self._values = values
        self._sentences = sentences
        self._answered: frozenset[int] = frozenset()
        self._sort(WEIGHTS)

    def _sort(self, weights: Mapping[str, float]) -> None:
        counts = np.array([weights.get(name, 0.0) for name in WEIGHTS], np.float64)
        scores = counts @ self._values.astype(np.float64) / counts.sum()
        scores[list(self._answered)] -= ANSWERED
        self._scores = np.round(scores, _SCORE_DIGITS) + 0.0
        unique = self._selection.rows
        self._head = unique[_first(self._scores[unique], _HEAD)]
        self.__dict__.pop("_order", None)  # of the weights before

    def reweighted(self, weights: Mapping[str, float]) -> "Ranking":
        """Return what was measured ranked by other weights; signals not named count nothing.

        Candidates and each passage's best sentence stay as they are.
        """
        other = copy(self)
        other._sort(weights)  # noqa: SLF001
        return other

    def after(self, quotes: Sequence[str]) -> "Ranking":
        """Return the ranking with the passages that hold one of ``quotes`` lowered.

        Only the first passages are looked at, and no quotes that are too short to tell.
        """
        telling = [quote for quote in quotes if len(quote.strip()) >= _SHORTEST_ANSWER]
        answered = [
            row
            for row in self._head[:_LOWERED_AMONG].tolist()
            if any(quote in self._table[row].text for quote in telling)
        ]
        other = copy(self)
        other._answered = frozenset(answered)  # noqa: SLF001
        other._sort(WEIGHTS)  # noqa: SLF001
        return other

    def __len__(self) -> int:
        return len(self._selection.rows)

    @overload
    def __getitem__(self, rank: int) -> ScoredPassage: ...
    @overload
    def __getitem__(self, rank: slice) -> list[ScoredPassage]: ...
    def __getitem__(self, rank: int | slice) -> ScoredPassage | list[ScoredPassage]:
        if isinstance(rank, slice):
            return [self[i] for i in range(*rank.indices(len(self)))]
        if not -len(self) <= rank < len(self):
            raise IndexError(rank)
        row = int(self._head[rank] if 0 <= rank < len(self._head) else self._order[rank])
        spans = self._table.sentence_spans(row)
        best = int(self._sentences[row].argmax()) if row in self._sentences else 0
        return ScoredPassage(
            passage=self._table[row],
            score=float(self._scores[row]),
            sentence=spans[best],
            signals=Signals(tuple(map(float, self._values[:, row])), row in self._answered),
            shared=self._shared(row),
            also=tuple(
                self._table[twin] for twin in self._table.copies(row) if twin in self._selection
            ),
        )

    def _shared(self, row: int) -> tuple[str, ...]:
        return tuple(word for term, word in self._words.items() if self._lexical.holds(term, row))

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        """All rows, best first; few ask beyond the head."""
        unique = self._selection.rows
        return unique[np.argsort(-self._scores[unique], kind="stable")]


class Retriever:
    """Finds the passages of one index."""

    def __init__(self, contents: Contents, encoder: Encoder) -> None:
        self._contents = contents
        self._encoder = encoder
        self._spelling = Spelling(contents.lexical.words, encoder.knows)
        self.select = lru_cache(maxsize=_SELECTIONS)(partial(select, contents.passages))

    def rank(
        self, question: str, carried: Sequence[str] = (), within: Restriction = EVERYTHING
    ) -> Ranking:
        """Return the passages ``within`` a restriction ranked for a question, which is not blank.

        ``carried`` are words from earlier in the conversation; they count by ``CARRIED``. How
        rare a word is, is that of the whole index, so each signal measures the same of a passage
        whatever else is chosen.

        Raises:
            InputError: No passage is within it.
        """
        selection = self.select(within)
        lexical = self._contents.lexical
        question, corrections = self._spelling.correct(question)
        others, further = self._spelling.correct(" ".join(carried))
        query = f"{question} {others}" if others else question
        encoded = self._encoded(question, query)
        own = terms(question)
        unique = selection.rows
        nearest, nearness = self._contents.dense.best(encoded.windows, selection.mask)
        words = lexical.match(
            [*((term, 1.0) for term in own), *((t, CARRIED) for t in terms(others))]
        )
        values = np.zeros((len(WEIGHTS), len(words)), np.float32)
        values[0, nearest], values[2] = nearness, words
        # Among unique ones: copies of one passage must not take the places of all others.
        by_meaning = _first(values[0, unique], _CANDIDATES)
        by_words = _first(values[2, unique], _CANDIDATES)
        candidates = unique[np.sort(list({*by_meaning.tolist(), *by_words.tolist()}))]
        values[0, candidates] = self._contents.dense.cosines(encoded.windows, candidates)
        sentences = self._measure(encoded, frozenset(own), candidates, values)
        return Ranking(self._contents, selection, query, values, sentences, corrections + further)

    def _encoded(self, question: str, query: str) -> EncodedQuery:
        """Encode a query; its vector lies between the question's and that of the whole."""
        encoded = self._encoder.encode_query(question)
        if query == question:
            return encoded
        whole = self._encoder.encode_query(query)
        between = (1 - CARRIED) * encoded.windows + CARRIED * whole.windows.mean(axis=0)
        return replace(whole, windows=unit(between))

    def _measure(
        self,
        query: EncodedQuery,
        own: frozenset[str],
        candidates: NDArray[np.int64],
        values: Vectors,
    ) -> dict[int, NDArray[np.float32]]:
        """Fill in what only candidates are measured by; return their sentences' scores.

        ``own`` are the terms of the question itself; tokens of other words were carried over.
        """
        table, lexical = self._contents.passages, self._contents.lexical
        firsts, lasts = table.first_sentence[candidates], table.first_sentence[candidates + 1]
        starts = np.concatenate([[0], np.cumsum(lasts - firsts)])
        codes = self._contents.sentence_codes.take(candidates)
        meanings: Vectors = cosines(codes, query.windows).max(axis=1)
        stems = [stem(word) for word in query.words]
        weights = token_weights([lexical.idf(s) * (1.0 if s in own else CARRIED) for s in stems])
        matched = interact(query.tokens, weights, self._contents.tokens, candidates, starts)
        values[1, candidates] = np.maximum.reduceat(meanings, starts[:-1])
        values[3, candidates] = matched.passages
        values[4, candidates] = np.maximum.reduceat(matched.sentences, starts[:-1])
        spans = table.sentences[ranges(firsts, lasts)]
        is_stub = spans[:, 2] - spans[:, 1] < _SHORTEST_ANSWER
        fits = matched.sentences + _SENTENCE_MEANING * meanings - is_stub
        scores = (fits[start:stop] for start, stop in pairwise(starts.tolist()))
        return dict(zip(candidates.tolist(), scores, strict=True))


def _first(scores: NDArray[Any], count: int) -> NDArray[np.int64]:
    """Return the rows of the ``count`` highest scores, best first; those that tie in order."""
    rows = np.flatnonzero(scores > 0)  # most are 0, and partitioning is slow among equals
    if len(rows) < count:
        rows = np.arange(len(scores))
    if len(rows) > count:
        least = np.partition(scores[rows], -count)[-count]
        rows = rows[scores[rows] >= least]
    return rows[np.argsort(-scores[rows], kind="stable")][:count]
