"""Turn and Conversation: one question with its answer, and the turns so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering import Answer
from index.search.restriction import EVERYTHING, Restriction

if TYPE_CHECKING:
    from index.signals.correction import Correction


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question, and its answer where it is known: what a follow-up can lean on."""

    question: str
    answer: str | None = None


History = Sequence[Exchange]
"""Earlier exchanges, oldest first."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for a question.

    ``text`` is the question followed by the words in ``carried``, which come from the history;
    ``corrections`` are the words that were read as others, since they seem mistyped.
    """

    text: str
    carried: tuple[str, ...] = ()
    corrections: tuple["Correction", ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer.

    ``question`` is what was typed, ``query`` what was searched; they differ for a follow-up.
    ``within`` are the documents and sections that it was asked of.
    """

    question: str
    query: Query
    answer: Answer
    within: Restriction = EVERYTHING

    def as_exchange(self) -> Exchange:
        """Return what later questions can lean on: the question, and the sentence that answers."""
        first = self.answer.passages[:1] if self.answer.found else ()
        return Exchange(self.question, first[0].highlight.text if first else None)


class Conversation:
    """The turns so far; the only noun that grows.

    A failed or cancelled question leaves no trace: nothing but ``append`` changes it.
    """

    def __init__(self, turns: Sequence[Turn] = ()) -> None:
        self._turns = list(turns)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns, oldest first."""
        return tuple(self._turns)

    @property
    def history(self) -> tuple[Exchange, ...]:
        """The turns as later questions see them."""
        return tuple(turn.as_exchange() for turn in self._turns)

    def append(self, turn: Turn) -> None:
        """Add a finished turn."""
        self._turns.append(turn)

    def clear(self) -> None:
        """Begin anew."""
        self._turns.clear()
