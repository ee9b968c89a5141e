"""EarlierChats: how a chat that was saved comes back to the screen, and leaves as Markdown."""

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from assistant.citations.reanchoring import Reanchored, reanchor
from assistant.console.safe_text import safe_line
from assistant.sessions.exporting import export, export_answers
from assistant.sessions.saved import NOTHING_TO_RESUME
from assistant.sessions.session import Session
from assistant.tui.sessions.screen import SessionScreen
from index.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.screen import Screen

    from assistant.engine import Assistant
    from assistant.sessions.saved import Sessions, Summary

    Resume = Callable[[Summary | None], Awaitable[None]]

MOST_LISTED = 500
"""Chats; older ones stay on the disk."""
MOST_SHOWN = 20
"""Turns of an earlier chat; questions lean on all of them."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The newest turns of an earlier chat, and how many there were before them."""

    turns: tuple[Reanchored, ...]
    left_out: int


class EarlierChats:
    """The session of a screen, and the sessions before it; says on the screen what fails."""

    def __init__(self, screen: "Screen[None]", sessions: "Sessions", *, explain: bool) -> None:
        self._screen = screen
        self.session = Session(sessions, explain=explain, warn=self.warn)

    def open(self, assistant: "Assistant") -> None:
        """Keep this chat, and list the earlier ones, as chats over what was opened."""
        self.session.sessions = self.session.sessions.over(assistant.sources)

    def warn(self, words: str) -> None:
        """Say what somebody has to know, without standing in the way."""
        self._screen.notify(safe_line(words), severity="warning", markup=False)

    def tell(self, words: str) -> None:
        """Say what was done."""
        self._screen.notify(safe_line(words), markup=False)

    async def choose(self, then: "Resume", *, at_once: bool = False) -> None:
        """Let somebody choose an earlier chat for ``then``; the only one is taken ``at_once``."""
        chats = list(islice(self.session.sessions.listed(), MOST_LISTED))
        if not chats:
            self.warn(NOTHING_TO_RESUME)
        elif at_once and len(chats) == 1:
            await then(chats[0])
        else:
            self._screen.app.push_screen(SessionScreen(chats, self.session.path), then)

    def again(self, assistant: "Assistant") -> Resumed:
        """Return the newest turns of this chat against the documents as they are now."""
        turns = self.session.conversation.turns
        newest = turns[-MOST_SHOWN:]
        shown = tuple(reanchor(turn, assistant) for turn in newest)
        return Resumed(shown, len(turns) - len(newest))

    def resume(self, summary: "Summary", assistant: "Assistant") -> Resumed | None:
        """Go on with an earlier chat; None where it cannot be read."""
        try:
            saved = self.session.resume(summary.path)
        except InputError as error:
            self.warn(str(error))
            return None
        if saved.problems:
            self.warn(saved.complaint())
        return self.again(assistant)

    def export(self, assistant: "Assistant", *, as_records: bool) -> None:
        """Write the chat as Markdown or as answer records, and say where it is."""
        try:
            path = export_answers(self.session) if as_records else export(self.session, assistant)
        except InputError as error:
            self.warn(str(error))
        else:
            self.tell(f"Exported to {path}")
