"""Reading: the passage that is selected, and its source beside it or on a screen of its own."""

from typing import TYPE_CHECKING

from assistant.tui.screens.source_screen import SourceScreen
from assistant.tui.source import Source
from assistant.tui.widgets.conversation_view import ConversationView
from assistant.tui.widgets.source_panel import SourcePanel

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.tui.asker import Asker
    from assistant.tui.widgets.passage_view import PassageView


class Reading:
    """Moves over passages and turns; the source follows.

    Args:
        screen: Has the conversation and the source.
        asker: Knows the assistant once it is open.
    """

    def __init__(self, screen: "Screen[None]", asker: "Asker") -> None:
        self._screen = screen
        self._asker = asker
        self._source: Source | None = None

    @property
    def _view(self) -> ConversationView:
        return self._screen.query_one(ConversationView)

    @property
    def _panel(self) -> SourcePanel:
        return self._screen.query_one(SourcePanel)

    def select(self, view: "PassageView | None") -> None:
        """Make a passage the selected one, and show its source where there is room."""
        self._view.select(view)
        self._source = None
        if view and self._asker.assistant:
            self._source = Source.of(self._asker.assistant, view.passage, view.finding)
        if self._screen.has_class("-wide"):
            self._panel.show(self._source)
        self._screen.refresh_bindings()

    def open(self, view: "PassageView") -> None:
        """Select a passage and bring its source to the front."""
        self.select(view)
        if self._source and self._screen.has_class("-narrow"):
            self._screen.app.push_screen(SourceScreen(self._source))

    def show_beside(self) -> None:
        """Show the source beside the conversation, now that there is room."""
        if self._source:
            self._panel.show(self._source)

    def move(self, step: int) -> None:
        """Select the passage so many further down."""
        if view := self._view.neighbour(step):
            self.select(view)

    def go_to_turn(self, at: int) -> None:
        """Select the first passage of a turn."""
        if passages := self._view.turns[at].passages:
            self.select(passages[0])

    def cite(self, marker: int) -> None:
        """Open a citation of the turn at hand by its number."""
        if view := self._view.cited(marker):
            self.open(view)

    def go_to_source(self) -> None:
        """Bring the source of the selected passage to the front, and go there."""
        if not self._view.selected:
            return
        self.open(self._view.selected)
        if self._screen.has_class("-wide"):
            self._panel.view.focus()
