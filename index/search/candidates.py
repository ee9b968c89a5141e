"""Candidates: the passages that are measured by every signal, found by those that can find some."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.files.arrays import Rows
from index.passages.passage import Passage
from index.place import Place, Scored, Selection
from index.search.order import first, merged
from index.search.wording import Wording
from index.signals.query import SearchQuery
from index.signals.registry import SIGNALS

_OF_EACH = 50
"""So many of the best passages of each signal that proposes some are measured by all."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The candidates, (n,), in document order; and all that was proposed, by its signal's name."""

    rows: Rows
    proposals: Mapping[str, Scored]


def find(query: SearchQuery, place: Place, within: Selection) -> Found:
    """Return the passages within a selection that are worth measuring for a query."""
    proposals = {
        signal.name: proposed
        for signal in SIGNALS
        if (proposed := signal.propose(query, place, within, _OF_EACH)) is not None
    }
    best = [first(proposed, _OF_EACH, within.found) for proposed in proposals.values()]
    return Found(merged(best), proposals)


def best_by_words(place: Place, text: str, most: int) -> list[Passage]:
    """Return the passages with the best BM25 scores for a text, best first; needs no model."""
    found = place.best_by_words(
        [(term, 1.0) for term in Wording.of(text, place).terms(text)], place.choose(), most
    )
    return [place.passage(row) for row in first(found, most, found.rows).tolist()]
