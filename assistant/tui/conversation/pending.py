"""PendingQuestion: a question on its way, the work that answers it, and what the screen is told."""

from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget

from assistant.chat import Chat, Posed
from assistant.conversation import Query, Turn
from assistant.questions import FAILURES
from assistant.tui.telling import tell
from index.errors import QuothError


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """A question that waits for its answer.

    ``number`` tells its messages from those of a question that it replaced.
    """

    number: int
    posed: Posed


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


def answer(screen: Widget, chat: Chat, pending: PendingQuestion) -> None:
    """Answer a question in a worker thread, in two steps; tell the screen of both."""
    number, assistant = pending.number, chat.assistant
    try:
        retrieved = chat.retrieve(pending.posed)
        if tell(screen, Searched(number, retrieved.query)):
            tell(screen, Answered(number, assistant.compose(retrieved, k=chat.asking.k)))
    except QuothError as error:
        tell(screen, AskingFailed(number, error))
    except FAILURES as error:
        failure = QuothError(f"this question cannot be answered ({error}); ask it in other words")
        tell(screen, AskingFailed(number, failure))
