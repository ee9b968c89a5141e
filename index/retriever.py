"""Retriever: each signal scores every passage, fusion ranks them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.contents import Contents
from index.dense import Vectors
from index.encoding import Encoder
from index.lexical import terms
from index.passage_table import Rows
from index.passages import Passage
from index.sentences import Span

WEIGHTS = {"meaning": 1.0, "sentence": 1.0, "words": 1.0}
"""How much each signal counts once it is brought to mean 0 and deviation 1 over all passages:
the passage's vector, its best sentence's vector, and BM25."""

_SCORE_DIGITS = 6
"""Scores are ranked as rounded, so that noise in the last bits never decides an order."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the signals measured for one passage, raw: comparable between indexes.

    ``meaning`` and ``sentence`` are cosines, ``words`` a BM25 score; ``parts`` holds what each
    added to the fused score.
    """

    meaning: float
    sentence: float
    words: float
    parts: tuple[float, ...]

    def measured(self) -> Iterator[tuple[str, float, float]]:
        """Return each signal's name, what it measured and what it added, as in ``WEIGHTS``."""
        return zip(WEIGHTS, (self.meaning, self.sentence, self.words), self.parts, strict=True)


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage and its score for one query; the score depends on the index it was found in.

    ``sentence`` is the sentence that answers best, ``also`` are identical passages.
    """

    passage: Passage
    score: float
    sentence: Span
    signals: Signals
    also: tuple[Passage, ...]


class Ranking(Sequence[ScoredPassage]):
    """All passages of an index, best first; identical ones stand once, at the first."""

    def __init__(self, contents: Contents, query: Vectors, lexical: Vectors) -> None:
        self._contents = contents
        table = contents.passages
        self._sentence_scores = _best_window(contents.sentence_vectors, query)
        measured = {
            "meaning": contents.dense.scores(query),
            "sentence": _best_sentence(self._sentence_scores, table.sentences[:, 0], len(table)),
            "words": lexical,
        }
        self._raw = np.stack([measured[name] for name in WEIGHTS])
        self._parts = np.stack([WEIGHTS[name] * _standardized(measured[name]) for name in WEIGHTS])
        self._scores = np.round(self._parts.sum(axis=0, dtype=np.float64), _SCORE_DIGITS) + 0.0
        first = np.flatnonzero(table.rows[:, 5] == np.arange(len(table)))
        self._order = first[np.lexsort((first, -self._scores[first]))]

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, rank: int) -> ScoredPassage:  # type: ignore[override]
        if not -len(self) <= rank < len(self):
            raise IndexError(rank)
        row = int(self._order[rank])
        table = self._contents.passages
        sentences = self._sentence_scores[table.sentence_rows(row)]
        meaning, sentence, words = map(float, self._raw[:, row])
        return ScoredPassage(
            passage=table[row],
            score=float(self._scores[row]),
            sentence=table.sentence_spans(row)[int(sentences.argmax())],
            signals=Signals(meaning, sentence, words, tuple(map(float, self._parts[:, row]))),
            also=tuple(table[twin] for twin in table.twins(row)),
        )


class Retriever:
    """Finds the passages of one index."""

    def __init__(self, contents: Contents, encoder: Encoder) -> None:
        self._contents = contents
        self._encoder = encoder

    def rank(self, query: str) -> Ranking:
        """Return all passages ranked for ``query``, which must not be blank."""
        vectors = self._encoder.encode_query(query)
        return Ranking(self._contents, vectors, self._contents.lexical.scores(terms(query)))


def _best_window(vectors: Vectors, query: Vectors) -> Vectors:
    """Return each vector's cosine with the best of the query's windows."""
    if not len(vectors):
        return np.zeros(0, np.float32)
    scores: Vectors = (vectors @ query.T).max(axis=1)
    return scores


def _best_sentence(scores: Vectors, passages: Rows, size: int) -> Vectors:
    best = np.full(size, -1.0, np.float32)
    np.maximum.at(best, passages, scores)
    return best


def _standardized(scores: Vectors) -> Vectors:
    """Bring scores to mean 0 and deviation 1; all 0 where they do not differ."""
    deviation = float(scores.std())
    if not len(scores) or deviation < 1e-9:  # noqa: PLR2004
        return np.zeros_like(scores)
    standardized: Vectors = (scores - scores.mean()) / deviation
    return standardized
