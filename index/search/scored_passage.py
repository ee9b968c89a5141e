"""Scored passage: a passage, its score for a query, and what made it."""

from dataclasses import dataclass

from index.documents import Span
from index.passages.passage import Passage


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a signal, or a stage behind the signals, said of a passage, and what that added.

    ``value`` is on the signal's own scale; the ``part``s of all make up the score.
    """

    signal: str
    value: float
    part: float


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage and its score for one query.

    ``sentence`` is the sentence that answers best, ``answer`` the words in it that answer, None
    where none were found; ``read`` is the probability, by reading, that the passage answers, None
    where it was not read. ``shared`` are the words of the query that stand in the passage or above
    it, in any inflection; ``also`` are identical passages.
    ``matches`` is how well each sentence of the passage answers; empty where none was measured.
    """

    passage: Passage
    score: float
    sentence: Span
    contributions: tuple[Contribution, ...]
    shared: tuple[str, ...] = ()
    also: tuple[Passage, ...] = ()
    answer: Span | None = None
    read: float | None = None
    matches: tuple[float, ...] = ()
