"""The engine, opened in a worker thread, and what the screen is told of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from assistant.suggesting import suggested
from assistant.tui.telling import tell
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
class Suggested(Message):
    """There are questions to begin with."""

    questions: tuple[str, ...]


class _Abandoned(Exception):  # noqa: N818 - no error: somebody left while the engine opened
    """Ends the opening of an engine that nobody waits for."""


def open_engine(screen: Widget, open_assistant: "OpenAssistant") -> None:
    """Open the engine in a worker thread; tell the screen how far it is, and how it ended."""
    is_abandoned = get_current_worker().cancelled_event.is_set

    def progress(what: str, done: int, total: int) -> None:
        if is_abandoned():
            raise _Abandoned
        screen.post_message(Progressed(what, done, total))

    try:
        tell(screen, Opened(open_assistant(progress)))
    except _Abandoned:
        return
    except QuothError as error:
        tell(screen, OpeningFailed(error))


def suggest(screen: Widget, assistant: "Answerer") -> None:
    """Look for questions to begin with, in a worker thread; tell the screen of them."""
    tell(screen, Suggested(suggested(assistant)))
