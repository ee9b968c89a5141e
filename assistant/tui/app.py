"""ChatApp: the terminal chat as a program."""

import asyncio
import signal
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from assistant.sessions import Sessions
from assistant.tui.pending import Settings
from assistant.tui.screens.chat_screen import ChatScreen
from index.location import user_folder

if TYPE_CHECKING:
    from assistant.tui.messages import OpeningFailed
    from assistant.tui.pending import OpenAssistant
    from index.errors import QuothError


class ChatApp(App[None]):
    """The chat: one screen, and what it falls back on.

    Args:
        open_assistant: Opens the engine; called once, in a thread, with a function to report
            progress to. That function raises when the chat is left meanwhile.
        k: How many passages an answer has.
        context: Whether questions are read in the light of the conversation.
        explain: Whether each passage says why it ranks where it does.
        history_file: Where typed questions are kept between runs; None keeps none.
        sessions: Where chats are saved; None saves none.
        resume: Begin with an earlier chat.
    """

    TITLE = "Quoth"
    CSS_PATH = "chat.tcss"
    BINDING_GROUP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+p", "command_palette", "Palette", show=False, priority=True, id="app.palette"
        ),
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit"),
    ]

    def __init__(
        self,
        open_assistant: "OpenAssistant",
        *,
        k: int = 5,
        context: bool = True,
        explain: bool = False,
        history_file: Path | None = None,
        sessions: Sessions | None = None,
        resume: bool = False,
    ) -> None:
        super().__init__()
        self.failure: QuothError | None = None
        self._open_assistant = open_assistant
        self._settings = Settings(k, context, explain, resume)
        self._sessions = sessions or Sessions(user_folder("data") / "sessions", saves=False)
        self._history_file = history_file

    def get_default_screen(self) -> Screen[None]:
        """Begin with the chat."""
        return ChatScreen(self._open_assistant, self._settings, self._history_file, self._sessions)

    def on_opening_failed(self, message: "OpeningFailed") -> None:
        """Remember why nothing could be asked, for the exit code."""
        self.failure = message.error


def run_chat(app: ChatApp) -> int:
    """Run a chat until it is left.

    Returns:
        The exit code: 0 on leaving, 130 and 143 after SIGINT and SIGTERM, with the terminal as
        it was.

    Raises:
        QuothError: The engine could not be opened; the chat has shown it, and was left.
    """
    asyncio.run(_until_left(app))
    if app.failure and not app.return_code:
        raise app.failure
    return app.return_code or 0


async def _until_left(app: ChatApp) -> None:
    """Run the app; a signal leaves it as a key would, so that the terminal is restored."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(number, partial(app.exit, return_code=128 + number))
    await app.run_async()
