"""SourceScreen: the source on a terminal too narrow to show it beside the conversation."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer

from assistant.tui.source import Source
from assistant.tui.widgets.source_panel import SourcePanel

if TYPE_CHECKING:
    from textual.events import Resize

WIDE_ENOUGH = 100
"""Columns from which the source stands beside the conversation."""


class SourceScreen(Screen[None]):
    """A document at its cited passage; Escape goes back to the conversation."""

    BINDING_GROUP_TITLE = "Source on its own"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "close", "Back", id="source.close"),
    ]

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source

    def compose(self) -> ComposeResult:
        """Give the whole terminal to the document."""
        yield SourcePanel()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Open the document at its passage."""
        panel = self.query_one(SourcePanel)
        panel.show(self._source)
        panel.view.focus()

    def on_resize(self, event: "Resize") -> None:
        """Go back by itself once there is room beside the conversation."""
        if event.size.width >= WIDE_ENOUGH and self.is_current:
            self.dismiss()

    def action_close(self) -> None:
        """Go back to the conversation."""
        self.dismiss()
