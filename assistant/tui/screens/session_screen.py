"""SessionScreen: the chats that can be gone on with."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from assistant.sessions import Summary
from assistant.tui.wording import short


class SessionScreen(ModalScreen[Summary | None]):
    """Lists chats, the latest first; closes with the one that was chosen, or with None."""

    BINDING_GROUP_TITLE = "Earlier chats"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move('down')", "Down", show=False, id="sessions.next"),
        Binding("k", "move('up')", "Up", show=False, id="sessions.previous"),
        Binding("escape,q", "close", "Back", id="sessions.close"),
    ]

    def __init__(self, summaries: Sequence[Summary]) -> None:
        super().__init__()
        self._summaries = summaries

    def compose(self) -> ComposeResult:
        """Lay out two lines a chat: its first question, its length and its time."""
        with Vertical(id="sessions"):
            yield Static(Content("Go on with an earlier chat"), classes="part")
            yield OptionList(*map(_prompt, self._summaries), markup=False)
            yield Static(Content("Enter goes on with it, Escape goes back"), classes="keys")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the chat that was chosen."""
        self.dismiss(self._summaries[event.option_index])

    def action_move(self, direction: str) -> None:
        """Go to the next or the previous chat."""
        chats = self.query_one(OptionList)
        if direction == "down":
            chats.action_cursor_down()
        else:
            chats.action_cursor_up()

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def _prompt(summary: Summary) -> Content:
    extent = Content.styled(f"  {summary.extent()}", "dim")
    return Content("\n").join([Content(short(summary.title)), extent])
