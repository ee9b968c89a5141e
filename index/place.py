"""Place: what a search asks of an index, wherever its vectors and words lie.

A passage is known there by its row: its number in document order, from 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Rows
from index.metadata import Metadata
from index.passages.passage import Passage
from index.vectors import Vectors

Mask = NDArray[np.bool_]

WeightedTerms = Sequence[tuple[str, float]]
"""Terms of a query, repeated ones too, and how much each counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Passages and their scores; of all others the score is 0.

    ``rows`` is (n,), in document order; ``values`` is (n,), a score each.
    """

    rows: Rows
    values: NDArray[np.floating[Any]]

    def of(self, rows: Rows) -> NDArray[np.float64]:
        """Return the scores of passages, (rows,)."""
        places, is_held = self.find(rows)
        if not len(self.rows):
            return np.zeros(len(rows), np.float64)
        return np.where(is_held, self.values[places], 0).astype(np.float64)

    def find(self, rows: Rows) -> tuple[Rows, Mask]:
        """Return the places of passages among ``rows``, and whether they are there at all."""
        places = self.rows.searchsorted(rows)
        if not len(self.rows):
            return places, np.zeros(len(rows), np.bool_)
        places[places == len(self.rows)] = 0
        return places, self.rows[places] == rows

    def among(self, mask: Mask) -> "Scored":
        """Return those of some passages alone; ``mask`` is (passages,)."""
        kept = mask[self.rows]
        return Scored(self.rows[kept], self.values[kept])

    def at(self, row: int) -> float:
        """Return the score of one passage."""
        place = int(np.searchsorted(self.rows, row))
        held = place < len(self.rows) and int(self.rows[place]) == row
        return float(self.values[place]) if held else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """What is stored of some passages, one after the other.

    Of the ``i``-th it is ``rows[starts[i]:starts[i + 1]]``.
    """

    rows: NDArray[Any]
    starts: Rows


@dataclass(frozen=True, eq=False)
class Selection:
    """Passages of an index that a question is asked of.

    ``firsts``, (passages,), tells of all which are the first of those chosen that have the same
    text, and ``headed``, (passages,), which are the first of those that also stand under the same
    title and section; ``mask``, (passages,), which are chosen, None where all are; ``documents``
    is how many documents they lie in.
    """

    firsts: Mask
    headed: Mask
    mask: Mask | None
    documents: int

    @cached_property
    def chosen(self) -> Rows:
        """All that are chosen, those with the same text too."""
        return np.flatnonzero(np.ones_like(self.firsts) if self.mask is None else self.mask)

    @cached_property
    def rows(self) -> Rows:
        """The first of the chosen passages that have the same text, each."""
        return np.flatnonzero(self.firsts)

    @cached_property
    def found(self) -> Rows:
        """What a search may find: the first of those with the same text under the same heading."""
        return np.flatnonzero(self.headed)

    @cached_property
    def is_plain(self) -> bool:
        """Whether no text stands under several headings."""
        return len(self.rows) == len(self.found)

    def __contains__(self, row: int) -> bool:
        return self.mask is None or bool(self.mask[row])

    def among(self, rows: Sequence[int]) -> "Selection":
        """Return some of those chosen alone, no two of which have the same text."""
        mask = np.zeros(len(self.firsts), np.bool_)
        mask[list(rows)] = True
        return Selection(mask, mask, mask, 1)


class Place(Protocol):
    """Holds the passages of an index, and finds among them.

    Where it finds passages ``within`` a selection, those with the same text under the same heading
    stand once, at the first that is chosen. How rare a word is, is that of the whole index,
    whatever is chosen.
    """

    @property
    def size(self) -> int:
        """How many passages there are."""

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the documents, in order."""

    @property
    def described(self) -> Sequence[tuple[str, Metadata]]:
        """The title of each document, and what it says of itself, in order."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages of the documents, each once, in the order of their codes."""

    @property
    def sections(self) -> Sequence[tuple[str, ...]]:
        """The paths of headings that passages lie under, each once."""

    def choose(self, documents: Mask | None = None, sections: Mask | None = None) -> Selection:
        """Return the passages of some documents, by ``ids``, that lie under some ``sections``.

        None means all.
        """

    def passage(self, row: int) -> Passage:
        """Return a passage.

        Raises:
            IndexError: There is no such row.
        """

    def expect(self, rows: Sequence[int]) -> None:
        """Be told which passages are asked for next, so that they can be fetched together."""

    def copies(self, row: int, within: Selection) -> Sequence[int]:
        """Return the other passages that have the same text, under whatever heading."""

    def nearest(self, windows: Vectors, within: Selection, least: int) -> Scored:
        """Return the passages nearest to a query, and their cosines.

        Args:
            windows: (windows, dimension), rows of unit length; a passage counts by the best.
            within: What to look among.
            least: How many there must be, if there are so many; more come where they cost nothing.
        """

    def best_by_words(self, terms: WeightedTerms, within: Selection, least: int) -> Scored:
        """Return the passages with the best BM25 scores above 0; see ``nearest``."""

    def vectors(self, rows: Rows) -> Vectors:
        """Return the vectors of passages, (rows, dimension)."""

    def word_scores(self, terms: WeightedTerms, rows: Rows) -> Vectors:
        """Return the BM25 scores of passages, (rows,)."""

    def sentences(self, rows: Rows) -> Units:
        """Return the sentences of passages: (sentences, 2), offsets into their documents."""

    def units(self, column: str, rows: Rows) -> Units:
        """Return what a signal stores of passages under a name."""

    def frequencies(self, terms: Iterable[str]) -> list[int]:
        """Return how many passages hold each term."""

    def holds(self, term: str, row: int) -> bool:
        """Whether a passage holds a term."""

    def mentions(self, word: str, within: Selection) -> bool:
        """Whether any passage holds ``word``, a word that it is a part of, or a root of it."""

    def has_word(self, word: str) -> bool:
        """Whether any passage holds a folded word of letters as it is spelled."""

    def nearest_word(self, word: str, most: int) -> str | None:
        """Return the word that the fewest edits make of a folded one, at most so many.

        Of several the most frequent one; None where there is none.
        """
