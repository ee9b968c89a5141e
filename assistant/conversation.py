"""Turn and Conversation: one question with its answer, and the turns so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.answering import Answer
from index.search.restriction import EVERYTHING, Restriction

if TYPE_CHECKING:
    from index.signals.correction import Correction


class DialogueAct(StrEnum):
    """What a turn does that asks the documents nothing new."""

    GREETING = "greeting"
    THANKS = "thanks"
    """Also takes leave, or takes note."""
    DOCUMENTS = "documents"
    """Asks which documents there are, or what can be asked."""
    OVERVIEW = "overview"
    """Asks what the documents are about."""
    MORE = "more"
    """Asks for the passages that come next."""
    ELABORATION = "elaboration"
    """Asks for what stands around the passage that answered."""
    REASON = "reason"
    """Asks why what was answered is so."""

    @property
    def continues(self) -> bool:
        """Whether it asks for more of what was answered before."""
        return self in {DialogueAct.MORE, DialogueAct.ELABORATION, DialogueAct.REASON}


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for a question.

    ``text`` is the question followed by the words in ``carried``, which come from the history;
    ``corrections`` are the words that were read as others, since they seem mistyped. ``act`` is
    what the question does where it was not searched as it stands.
    """

    text: str
    carried: tuple[str, ...] = ()
    corrections: tuple["Correction", ...] = ()
    act: DialogueAct | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question, and its answer where it is known: what a follow-up can lean on.

    ``query`` is what was searched for it, None where nobody knows.
    """

    question: str
    answer: str | None = None
    query: Query | None = field(default=None, compare=False)


History = Sequence[Exchange]
"""Earlier exchanges, oldest first."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer.

    ``question`` is what was typed, ``query`` what was searched; they differ for a follow-up.
    ``within`` are the documents and sections that it was asked of. ``reply`` is what is said to a
    dialogue act before any passages, a line each; empty where the question was searched.
    """

    question: str
    query: Query
    answer: Answer
    within: Restriction = EVERYTHING
    reply: str = ""

    def as_exchange(self) -> Exchange:
        """Return what later questions can lean on: the question, and the sentence that answers."""
        first = self.answer.passages[:1] if self.answer.found else ()
        return Exchange(self.question, first[0].highlight.text if first else None, self.query)


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
