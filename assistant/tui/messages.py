"""What widgets and workers tell the screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.conversation import Query, Turn
from index.errors import QuothError

if TYPE_CHECKING:
    from assistant.answerer import Answerer
    from assistant.tui.conversation.passage_view import PassageView


@dataclass
class Asked(Message):
    """A person asked a question."""

    question: str


@dataclass
class PassageChosen(Message):
    """A person chose a passage."""

    view: "PassageView"


@dataclass
class OutlineWanted(Message):
    """A person wants the headings of the source."""


@dataclass
class Progressed(Message):
    """The engine came further in opening; ``total`` is 0 where nobody knows it."""

    what: str
    done: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """Let only the newest wait, so that a fast builder never floods the screen."""
        return isinstance(message, Progressed)


@dataclass
class Opened(Message):
    """The engine is ready."""

    assistant: "Answerer"


@dataclass
class OpeningFailed(Message):
    """The engine cannot be opened; nothing can be asked."""

    error: QuothError


@dataclass
class Searched(Message):
    """The passages for question ``number`` are ranked, and not yet composed to an answer."""

    number: int
    query: Query


@dataclass
class Answered(Message):
    """Question ``number`` has its answer."""

    number: int
    turn: Turn


@dataclass
class AskingFailed(Message):
    """Question ``number`` could not be answered."""

    number: int
    error: QuothError
