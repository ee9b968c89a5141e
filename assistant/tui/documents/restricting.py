"""Restricting: which of the documents a conversation asks, shown beside the question line."""

import asyncio
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

from assistant.console.remedies import explained
from assistant.console.safe_text import safe_line
from assistant.rendering.turns import only_in
from assistant.tui.documents.screen import DocumentScreen
from index.errors import InputError
from index.search.restriction import EVERYTHING, Restriction

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.conversation import Turn
    from assistant.engine import Assistant, DocumentInfo
    from assistant.tui.app import ChatApp

_LIFT = "chat.lift"


class Restricting:
    """Keeps what is asked, and lets somebody choose it.

    Args:
        screen: Has the line that says what is asked.
        within: What is asked at first.
    """

    def __init__(self, screen: "Screen[None]", within: Restriction) -> None:
        self.within = within
        self._screen = screen
        self._assistant: Assistant | None = None
        self._documents: tuple[DocumentInfo, ...] = ()

    def open(self, assistant: "Assistant") -> None:
        """Go on with an assistant; where it has nothing of what was asked, ask everything."""
        self._assistant, self._documents = assistant, ()
        self._set(self.within)

    def follow(self, turn: "Turn") -> None:
        """Ask what a turn was asked of."""
        self._set(turn.within)

    def lift(self) -> None:
        """Ask everything."""
        self._set(EVERYTHING)

    def choose(self) -> None:
        """Let somebody choose documents; listing thousands takes a moment, in a thread."""
        self._screen.run_worker(self._choose(), group="documents", exclusive=True)

    async def _choose(self) -> None:
        assistant = self._assistant
        if not assistant:
            return
        if not self._documents:
            self._documents = await asyncio.to_thread(lambda: assistant.documents)
        if self._screen.app.screen is self._screen:
            self._screen.app.push_screen(DocumentScreen(self._documents), self._take)

    def _take(self, globs: tuple[str, ...] | None) -> None:
        if globs is not None:
            self._set(Restriction(globs, self.within.sections))

    def _set(self, within: Restriction) -> None:
        chosen = 0
        if self._assistant and within:
            try:
                chosen = self._assistant.select(within).documents
            except InputError as error:
                words = safe_line(f"{explained(error)}; all documents are asked")
                self._screen.notify(words, severity="warning", markup=False)
                within = EVERYTHING
        self.within = within
        self._show(chosen)
        self._screen.refresh_bindings()

    def _show(self, chosen: int) -> None:
        line = self._screen.query_one("#restriction", Static)
        line.display = bool(self.within)
        if self.within:
            app = cast("ChatApp", self._screen.app)
            bound = app.keymap.bindings(type(self._screen))
            key = next(app.get_key_display(binding) for binding in bound if binding.id == _LIFT)
            count = f"{chosen:,} document{'s' * (chosen != 1)}"
            shown = only_in(self.within).capitalize()[:1] + only_in(self.within)[1:]
            line.update(Content(f"{shown} · {count} · {key} asks all again"))
