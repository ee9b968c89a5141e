"""PendingQuestion: a question on its way, and the work in threads that answers it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from assistant.conversation import Exchange
from assistant.questions import FAILURES
from assistant.tui.messages import (
    Answered,
    AskingFailed,
    Opened,
    OpeningFailed,
    Progressed,
    Searched,
)
from index.errors import QuothError
from index.search.restriction import EVERYTHING, Restriction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Protocol

    from assistant.engine import Assistant
    from index.progress import Progress

    class OpenAssistant(Protocol):
        """Opens the engine over some sources; over those of the program without any."""

        def __call__(self, progress: Progress, /, sources: Sequence[Path] = ()) -> Assistant:
            """Tell ``progress`` how far it is."""
            ...


class _Abandoned(Exception):  # noqa: N818 - no error: somebody left while the engine opened
    """Ends the opening of an engine that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How questions are answered: ``k`` passages each, with the conversation, with reasons.

    ``resume`` begins with an earlier chat; ``within`` is what is asked of at first.
    """

    k: int
    context: bool
    explain: bool
    resume: bool
    within: Restriction = EVERYTHING


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """A question that waits for its answer.

    ``number`` tells its messages from those of a question that it replaced.
    """

    number: int
    question: str
    history: tuple[Exchange, ...]
    context: bool
    within: Restriction


def open_engine(screen: Widget, open_assistant: "OpenAssistant") -> None:
    """Open the engine in a worker thread; tell the screen how far it is, and how it ended."""
    is_abandoned = get_current_worker().cancelled_event.is_set

    def progress(what: str, done: int, total: int) -> None:
        if is_abandoned():
            raise _Abandoned
        screen.post_message(Progressed(what, done, total))

    try:
        _tell(screen, Opened(open_assistant(progress)))
    except _Abandoned:
        return
    except QuothError as error:
        _tell(screen, OpeningFailed(error))


def answer(screen: Widget, assistant: "Assistant", pending: PendingQuestion, k: int) -> None:
    """Answer a question in a worker thread, in two steps; tell the screen of both."""
    number = pending.number
    try:
        retrieved = assistant.retrieve(
            pending.question, pending.history, context=pending.context, within=pending.within
        )
        if _tell(screen, Searched(number, retrieved.query)):
            _tell(screen, Answered(number, assistant.compose(retrieved, k=k)))
    except QuothError as error:
        _tell(screen, AskingFailed(number, error))
    except FAILURES as error:
        failure = QuothError(f"this question cannot be answered ({error}); ask it in other words")
        _tell(screen, AskingFailed(number, failure))


def _tell(screen: Widget, message: Message) -> bool:
    """Post a message unless the work was cancelled; return whether it was posted."""
    return not get_current_worker().is_cancelled and screen.post_message(message)
