"""Opening: the engine on its way, at the start and where a chat is about other documents."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console.remedies import explained
from assistant.console.safe_text import safe_line
from assistant.tui.documents.engine import OpeningFailed, Progressed, open_engine, suggest
from assistant.tui.documents.watching import Watching
from assistant.tui.wording import held, read_from

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.chat import Chat
    from assistant.sessions.saved import Summary
    from assistant.tui.conversation.asker import Asker
    from assistant.tui.conversation.layout import Desk
    from assistant.tui.documents.engine import OpenAssistant


class Opening:
    """Opens the engine in a worker thread, and shows how far it is.

    While the documents of an earlier chat are opened, the present chat goes on over its own.

    Args:
        screen: Is told how it ends, by ``Opened`` or ``OpeningFailed``.
        chat: Is open once the engine is.
        desk: Shows how far it is, and what can be asked.
        asker: Is told where nothing ever can be.
        open_assistant: Opens it.
    """

    def __init__(
        self,
        screen: "Screen[None]",
        chat: "Chat",
        desk: "Desk",
        asker: "Asker",
        open_assistant: "OpenAssistant",
    ) -> None:
        self._screen = screen
        self._chat = chat
        self._welcome = desk.welcome
        self._conversation = desk.conversation
        self._status = desk.status
        self._asker = asker
        self._open_assistant = open_assistant
        self._chosen: Summary | None = None
        self._is_refreshing = False
        self.watching = Watching(screen, desk.status)

    def begin(self) -> None:
        """Open the documents that the chat was begun with."""
        self._open(self._open_assistant)

    def open_for(self, chosen: "Summary") -> None:
        """Open the documents that an earlier chat is about."""
        self._chosen = chosen
        self._status.say("Opening the documents of that chat…")
        sources = tuple(map(Path, chosen.sources))
        self._open(partial(self._open_assistant, sources=sources))

    def refresh(self) -> None:
        """Open the same documents as they are now; until then the chat goes on as it was."""
        self._is_refreshing = True
        self._status.say("Refreshing…")
        self._open(
            partial(self._open_assistant, sources=tuple(map(Path, self._chat.assistant.sources)))
        )

    def show_progress(self, message: Progressed) -> None:
        """Show how far the engine is."""
        if self._chosen or self._is_refreshing or not self._chat.is_open:
            self._status.show_progress(message.what, message.done, message.total)

    async def finish(self) -> "Summary | None":
        """Show what is open now; return the chat that it was opened for."""
        assistant = self._chat.assistant
        self._is_refreshing = False
        documents = assistant.documents
        self._conversation.only_document = documents[0].id if len(documents) == 1 else None
        self._status.say(held(assistant))
        self.watching.begin(assistant)
        self._welcome.show_read(read_from(assistant))
        if not self._chat.turns:
            work = partial(suggest, self._screen, assistant)
            self._screen.run_worker(work, thread=True, group="suggesting", exclusive=True)
        chosen, self._chosen = self._chosen, None
        return chosen

    async def fail(self, message: OpeningFailed) -> None:
        """Say why nothing can be asked, or why that chat cannot be gone on with."""
        self._chosen, self._is_refreshing = None, False
        if self._chat.is_open:
            message.stop()  # it does not end the present chat
            self._status.say(held(self._chat.assistant))
            self._screen.notify(
                safe_line(explained(message.error)), severity="warning", markup=False
            )
            return
        self._screen.add_class("-failed")
        self._status.say("Nothing can be asked.")
        await self._welcome.show_failure(explained(message.error))
        await self._asker.close(message.error)

    def _open(self, open_assistant: "OpenAssistant") -> None:
        work = partial(open_engine, self._screen, open_assistant)
        self._screen.run_worker(work, thread=True, group="engine", exclusive=True)
