"""PendingQuestion: a question on its way, and the work in threads that answers it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from assistant.chat import Chat, Posed
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

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Protocol

    from assistant.answerer import Answerer
    from index.progress import Progress

    class OpenAssistant(Protocol):
        """Opens the engine over some sources; over those of the program without any."""

        def __call__(self, progress: Progress, /, sources: Sequence[Path] = ()) -> Answerer:
            """Tell ``progress`` how far it is."""
            ...


class _Abandoned(Exception):  # noqa: N818 - no error: somebody left while the engine opened
    """Ends the opening of an engine that nobody waits for."""


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """A question that waits for its answer.

    ``number`` tells its messages from those of a question that it replaced.
    """

    number: int
    posed: Posed


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


def answer(screen: Widget, chat: Chat, pending: PendingQuestion) -> None:
    """Answer a question in a worker thread, in two steps; tell the screen of both."""
    number, assistant = pending.number, chat.assistant
    try:
        retrieved = chat.retrieve(pending.posed)
        if _tell(screen, Searched(number, retrieved.query)):
            _tell(screen, Answered(number, assistant.compose(retrieved, k=chat.asking.k)))
    except QuothError as error:
        _tell(screen, AskingFailed(number, error))
    except FAILURES as error:
        failure = QuothError(f"this question cannot be answered ({error}); ask it in other words")
        _tell(screen, AskingFailed(number, failure))


def _tell(screen: Widget, message: Message) -> bool:
    """Post a message unless the work was cancelled; return whether it was posted."""
    return not get_current_worker().is_cancelled and screen.post_message(message)
