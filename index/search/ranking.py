"""Ranking: passages in the order of their scores, a head that stages judge anew, and the rest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain, count, takewhile, zip_longest
from typing import overload

from index.files.arrays import Rows
from index.place import Place, Scored, Selection
from index.search.fusion import Fused, fuse, rescored
from index.search.order import first
from index.search.scored_passage import ScoredPassage
from index.signals.query import SearchQuery

_HEAD = 100
"""How many passages are put in order at once; the others only when they are asked for."""

Stage = Callable[[Sequence[ScoredPassage]], Sequence[ScoredPassage]]
"""Judges passages: gives the same ones in the same order, with other scores and contributions."""


class Ranking(Sequence[ScoredPassage]):
    """The passages of a selection, best first; identical ones stand once.

    Args:
        place: Holds the passages.
        within: The selection.
        fused: Their scores.
        judged: Those that a stage judged, by their rows.
    """

    def __init__(
        self,
        place: Place,
        within: Selection,
        fused: Fused,
        judged: Mapping[int, ScoredPassage] | None = None,
    ) -> None:
        self._place = place
        self._within = within
        self._fused = fused
        self._judged = dict(judged or {})
        self._words: dict[str, str] = {}
        for word, term in self.query.readings.items():
            self._words.setdefault(term, word)
        # Whatever a stage lowers, there are as many others as it judged to take their places.
        self._best = self._with_judgements(fused.best(_HEAD + len(self._judged)))
        self._head = first(self._best, _HEAD, within.rows)

    @property
    def query(self) -> SearchQuery:
        """What was searched."""
        return self._fused.measured.query

    @property
    def candidates(self) -> Rows:
        """The rows of the passages that all signals measured, in document order."""
        return self._fused.measured.rows

    def reweighted(self, weights: Mapping[str, float]) -> "Ranking":
        """Return what was measured ranked by other weights; signals not named count nothing.

        Candidates and each passage's best sentence stay as they are; no stage has judged it.
        """
        return Ranking(self._place, self._within, fuse(self._fused.measured, weights))

    def judged(self, stage: Stage, most: int) -> "Ranking":
        """Return the ranking after a stage has judged its first passages.

        Args:
            stage: Is given at most ``most`` passages of the head, best first.
            most: How many.
        """
        rows = self._head[:most].tolist()
        self._place.expect(rows)
        found = stage([self._scored(row, self._best) for row in rows])
        judged = {**self._judged, **dict(zip(rows, found, strict=True))}
        return Ranking(self._place, self._within, self._fused, judged)

    def __len__(self) -> int:
        return len(self._within.rows)

    @overload
    def __getitem__(self, rank: int) -> ScoredPassage: ...
    @overload
    def __getitem__(self, rank: slice) -> list[ScoredPassage]: ...
    def __getitem__(self, rank: int | slice) -> ScoredPassage | list[ScoredPassage]:
        if isinstance(rank, slice):
            self._place.expect(self._head[rank].tolist())
            return [self[i] for i in range(*rank.indices(len(self)))]
        if not -len(self) <= rank < len(self):
            raise IndexError(rank)
        if 0 <= rank < len(self._head):
            return self._scored(int(self._head[rank]), self._best)
        return self._scored(int(self._order[rank]), self._all)

    def around(self, rank: int) -> Iterator[int]:
        """Yield the row of a passage, and those of the others of its document, the nearest first.

        What follows comes before what precedes; of several with the same text there is the nearest.
        """
        row = int(self._head[rank] if rank < len(self._head) else self._order[rank])
        is_near = partial(self._is_in, self._place.passage(row).document)
        sides = (takewhile(is_near, count(row)), takewhile(is_near, count(row - 1, -1)))
        seen: set[str] = set()
        for near in chain.from_iterable(zip_longest(*sides)):
            if near is None or near not in self._within:
                continue
            if (text := self._place.passage(near).text) not in seen:
                seen.add(text)
                yield near

    def _is_in(self, document: str, row: int) -> bool:
        return 0 <= row < self._place.size and self._place.passage(row).document == document

    @cached_property
    def _all(self) -> Scored:
        return self._with_judgements(self._fused.scores)

    @cached_property
    def _order(self) -> Rows:
        """All rows, best first; few ask beyond the head."""
        return first(self._all, len(self), self._within.rows)

    def _with_judgements(self, scores: Scored) -> Scored:
        judged = {row: scored.score for row, scored in self._judged.items()}
        return rescored(scores, judged) if judged else scores

    def _scored(self, row: int, scores: Scored) -> ScoredPassage:
        if row in self._judged:
            return replace(self._judged[row], score=scores.at(row))
        place = self._place
        passage = place.passage(row)
        matches = self._fused.measured.matches(row)
        return ScoredPassage(
            passage=passage,
            score=scores.at(row),
            sentence=passage.sentences[int(matches.argmax()) if len(matches) else 0],
            contributions=self._fused.contributions(row),
            shared=tuple(word for term, word in self._words.items() if place.holds(term, row)),
            also=tuple(place.passage(copy) for copy in place.copies(row, self._within)),
            matches=tuple(matches.tolist()),
        )
