"""EarlierChats: how a chat that was saved comes back to the screen, and leaves as Markdown."""

from itertools import islice
from typing import TYPE_CHECKING

from assistant.console.safe_text import safe_line
from assistant.sessions.saved import NOTHING_TO_RESUME
from assistant.tui.sessions.screen import SessionScreen
from assistant.tui.wording import where_written
from index.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.screen import Screen

    from assistant.chat import Chat, Resumed
    from assistant.sessions.saved import Summary

    Resume = Callable[[Summary | None], Awaitable[None]]

MOST_LISTED = 500
"""Chats; older ones stay on the disk."""
MOST_SHOWN = 20
"""Turns of an earlier chat; questions lean on all of them."""


class EarlierChats:
    """The way from a chat to those before it; says on the screen what fails."""

    def __init__(self, screen: "Screen[None]", chat: "Chat") -> None:
        self._screen = screen
        self._chat = chat

    def warn(self, words: str) -> None:
        """Say what somebody has to know, without standing in the way."""
        self._screen.notify(safe_line(words), severity="warning", markup=False)

    def tell(self, words: str) -> None:
        """Say what was done."""
        self._screen.notify(safe_line(words), markup=False)

    async def choose(self, then: "Resume", *, at_once: bool = False) -> None:
        """Let somebody choose an earlier chat for ``then``; the only one is taken ``at_once``."""
        chats = list(islice(self._chat.session.sessions.listed(), MOST_LISTED))
        if not chats:
            self.warn(NOTHING_TO_RESUME)
        elif at_once and len(chats) == 1:
            await then(chats[0])
        else:
            self._screen.app.push_screen(SessionScreen(chats, self._chat.session.path), then)

    def again(self) -> "Resumed":
        """Return the newest turns of this chat against the documents as they are now."""
        return self._chat.reread(MOST_SHOWN)

    def resume(self, summary: "Summary") -> "Resumed | None":
        """Go on with an earlier chat; None where it cannot be read."""
        try:
            saved = self._chat.resume(summary.path)
        except InputError as error:
            self.warn(str(error))
            return None
        if saved.problems:
            self.warn(saved.complaint())
        return self.again()

    def export(self, *, as_records: bool) -> None:
        """Write the chat as Markdown or as answer records, and say where it is."""
        try:
            path = self._chat.export(as_records=as_records)
        except InputError as error:
            self.warn(str(error))
        else:
            sources = self._chat.session.sessions.sources
            self.tell(f"Exported to {where_written(path, sources)}")
