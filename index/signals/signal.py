"""Signal: one way to measure how well a passage fits a query."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

from index.files.arrays import Codes, Rows
from index.model.encoding import Encoding
from index.place import Place, Scored, Selection
from index.signals.query import SearchQuery
from index.vectors import Vectors

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """What a signal stores of each passage: rows of int8, of one width.

    Args:
        file: The name of its file.
        starts: That of the file that tells where each passage's rows begin; None where a passage
            has a row for each of its sentences.
        width: Returns how many numbers a row has, by those of a passage's vector and a token's.
        rows: Returns what is stored of a passage that was encoded, (rows, width).
    """

    file: str
    starts: str | None
    width: Callable[[int, int], int]
    rows: Callable[[Encoding], Codes]


class Candidates:
    """The passages that all signals measure for a query, and the work that signals share.

    ``rows`` is (n,), in document order; ``sentences`` are the sentences of them all.
    """

    def __init__(self, query: SearchQuery, place: Place, rows: Rows) -> None:
        self.query = query
        self.place = place
        self.rows = rows
        self.sentences = place.sentences(rows)
        self._done: dict[Callable[..., Any], Any] = {}

    def once(self, work: Callable[["Candidates"], T]) -> T:
        """Return what ``work`` makes of the candidates, made once however many signals ask."""
        if work not in self._done:
            self._done[work] = work(self)
        return cast("T", self._done[work])


class Signal(Protocol):
    """Measures passages; a value is about 0 for no match and 1 for a perfect one.

    So values are added as they are; of the rest of the index they know only how rare its words
    are. ``weight`` is how much the signal counts beside the others.
    """

    @property
    def name(self) -> str:
        """What an explanation calls it."""

    @property
    def weight(self) -> float:
        """How much it counts."""

    @property
    def column(self) -> Column | None:
        """What it stores of each passage; None where it stores nothing, or what can be searched."""

    def propose(
        self, query: SearchQuery, place: Place, within: Selection, least: int
    ) -> Scored | None:
        """Return the passages that it finds by itself, at least so many; None where it finds none.

        What is found is measured by all signals, if it is among the best.
        """
        del query, place, within, least
        return None

    def measure(self, candidates: Candidates) -> Vectors:
        """Return a value for each candidate, (candidates,)."""
