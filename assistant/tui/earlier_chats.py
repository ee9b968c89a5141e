"""EarlierChats: how a chat that was saved comes back to the screen, and leaves as Markdown."""

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from assistant.exporting import export
from assistant.reanchoring import Reanchored, reanchor
from assistant.safe_text import safe_line
from assistant.session import Session
from index.errors import InputError

if TYPE_CHECKING:
    from textual.widget import Widget

    from assistant.engine import Assistant
    from assistant.sessions import Sessions, Summary

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

    def __init__(self, screen: "Widget", sessions: "Sessions", *, explain: bool) -> None:
        self._screen = screen
        self.session = Session(sessions, explain=explain, warn=self.warn)

    def open(self, assistant: "Assistant") -> None:
        """Keep this chat, and list the earlier ones, as chats over what was opened."""
        self.session.sessions = self.session.sessions.over(assistant.sources)

    def warn(self, words: str) -> None:
        """Say what somebody has to know, without standing in the way."""
        self._screen.notify(safe_line(words), severity="warning", markup=False)

    def listed(self) -> list["Summary"]:
        """Return the chats that can be gone on with, the latest first."""
        return list(islice(self.session.sessions.listed(), MOST_LISTED))

    def resume(self, summary: "Summary", assistant: "Assistant") -> Resumed | None:
        """Go on with an earlier chat; None where it cannot be read."""
        try:
            saved = self.session.resume(summary.path)
        except InputError as error:
            self.warn(str(error))
            return None
        if saved.problems:
            self.warn(saved.complaint())
        turns = self.session.conversation.turns
        newest = turns[-MOST_SHOWN:]
        shown = tuple(reanchor(turn, assistant) for turn in newest)
        return Resumed(shown, len(turns) - len(newest))

    def export(self, assistant: "Assistant") -> None:
        """Write the chat as Markdown, and say where it is."""
        try:
            path = export(self.session, assistant)
        except InputError as error:
            self.warn(str(error))
        else:
            self._screen.notify(safe_line(f"Exported to {path}"), markup=False)
