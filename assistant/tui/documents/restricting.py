"""Restricting: which of the documents a conversation asks, shown beside the question line."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.console.remedies import explained
from assistant.console.safe_text import safe_line
from assistant.rendering.turns import only_in
from assistant.tui.documents.mention_screen import MentionScreen
from assistant.tui.documents.screen import DocumentScreen
from assistant.tui.keys.keymap import key_of
from index.errors import InputError
from index.search.restriction import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen
    from textual.widgets import Static
    from textual.worker import WorkType

    from assistant.answering import Citation
    from assistant.chat import Chat
    from assistant.tui.source.passage_cursor import PassageCursor
    from index.documents import IndexedDocument
    from index.search.restriction import Restriction

_LEAVE, _LIFT = "chat.leave", "chat.lift"
"""Letters are commands outside the question line, which the first key leaves."""


class Restricting:
    """Keeps what is asked, and lets somebody choose it.

    Args:
        screen: Has documents chosen.
        chat: Is restricted.
        line: Says what is asked.
    """

    def __init__(self, screen: "Screen[None]", chat: "Chat", line: "Static") -> None:
        self._screen = screen
        self._line = line
        self._chat = chat
        self._documents: Sequence[IndexedDocument] = ()

    def open(self) -> None:
        """Go on with other documents; where nothing of what was asked is there, ask everything."""
        self._documents = ()
        self.set(self._chat.within)

    def lift(self) -> None:
        """Ask everything."""
        self.set(EVERYTHING)

    def look_everywhere(self, cursor: "PassageCursor") -> None:
        """Let somebody look for every mention of words, and go to one of them."""
        if self._chat.is_open:

            def go(citation: "Citation | None") -> None:
                if citation:
                    cursor.open_citation(citation)

            screen = MentionScreen(self._chat.mentions, self._chat.assistant.sources)
            self._screen.app.push_screen(screen, go)

    def choose_document(self, name: str) -> None:
        """Ask one document alone, by its id; whatever else is asked of documents holds as before."""
        self.set(replace(self._chat.within, documents=(name,)))

    def choose(self) -> None:
        """Let somebody choose documents; listing thousands takes a moment, in a thread."""
        work: WorkType[None] = self._choose
        self._screen.run_worker(work, group="documents", exclusive=True)

    async def _choose(self) -> None:
        if not self._chat.is_open:
            return
        if not self._documents:
            assistant = self._chat.assistant
            self._documents = await asyncio.to_thread(lambda: assistant.documents)
        if self._screen.app.screen is self._screen:
            self._screen.app.push_screen(DocumentScreen(self._documents), self._take)

    def _take(self, globs: tuple[str, ...] | None) -> None:
        if globs is not None:
            self.set(replace(self._chat.within, documents=globs))

    def set(self, within: "Restriction") -> None:
        """Ask these documents and sections from now on; all where there are none."""
        try:
            chosen = self._chat.restrict(within)
        except InputError as error:
            chosen = 0
            words = safe_line(f"{explained(error)}; all documents are asked")
            self._screen.notify(words, severity="warning", markup=False)
        self._show(chosen)
        self._screen.refresh_bindings()

    def _show(self, chosen: int) -> None:
        within = self._chat.within
        self._line.display = bool(within)
        if within:
            count = f"{chosen:,} document{'s' * (chosen != 1)}"
            shown = only_in(within).capitalize()[:1] + only_in(within)[1:]
            keys = f"{key_of(self._screen, _LEAVE)} {key_of(self._screen, _LIFT)}"
            self._line.update(Content(f"{shown} · {count} · {keys} asks all again"))
