"""SessionScreen: the chats that can be gone on with, renamed and deleted."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from assistant.sessions.names import LONGEST_NAME, rename
from assistant.sessions.saved import Summary
from assistant.sessions.trash import delete, restore
from assistant.tui.closed_once import ClosedOnce
from assistant.tui.keys.footer import KeyFooter
from assistant.tui.wording import short


class SessionScreen(ModalScreen[Summary | None], ClosedOnce[Summary | None]):
    """Lists chats, the latest first; closes with the one that was chosen, or with None.

    Args:
        summaries: The chats.
        at_hand: The file of the chat that goes on meanwhile, which is not deleted.
    """

    BINDING_GROUP_TITLE = "Earlier chats"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move('down')", "Down", show=False, id="sessions.next"),
        Binding("k", "move('up')", "Up", show=False, id="sessions.previous"),
        Binding("r", "rename", "Rename", id="sessions.rename"),
        Binding("d", "delete", "Delete", id="sessions.delete"),
        Binding("u", "restore", "Bring back", id="sessions.restore"),
        Binding("escape,q", "close", "Back", id="sessions.close"),
    ]

    def __init__(self, summaries: Sequence[Summary], at_hand: Path | None = None) -> None:
        super().__init__()
        self._list = OptionList(markup=False)
        self._line = Input(placeholder="A name", max_length=LONGEST_NAME, compact=True)
        self._summaries = list(summaries)
        self._at_hand = at_hand
        self._deleted: list[tuple[int, Summary]] = []

    def compose(self) -> ComposeResult:
        """Lay out two lines a chat: its name or its first question, its length and its time."""
        with Vertical(id="sessions"):
            yield Static(Content("Go on with an earlier chat"), classes="part")
            yield self._list
            yield self._line
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin at the latest chat."""
        self._line.visible = False  # it keeps its place, so that nothing jumps
        self._show(0)

    def _show(self, at: int) -> None:
        """Show the chats as they are now, one of them marked."""
        several = len({summary.sources for summary in self._summaries}) > 1
        prompts = [_prompt(summary, with_sources=several) for summary in self._summaries]
        self._list.set_options(prompts)
        self._list.highlighted = min(at, len(prompts) - 1) if prompts else None
        self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the chat that was chosen."""
        self.dismiss(self._summaries[event.option_index])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the marked chat the name that was typed; a blank one takes its name away."""
        at, name = self._list.highlighted, safe_line(event.value)
        self._stop_renaming()
        if at is None:
            return
        try:
            rename(self._summaries[at].path, name)
        except OSError as error:
            self._warn("The chat cannot be renamed", error)
            return
        self._summaries[at] = replace(self._summaries[at], name=name or None)
        self._show(at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep to the name while one is typed; bring back only what was deleted."""
        del parameters
        if action == "close":
            return True
        return not self._line.visible and (action != "restore" or bool(self._deleted))

    def action_move(self, direction: str) -> None:
        """Go to the next or the previous chat."""
        if direction == "down":
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_rename(self) -> None:
        """Let somebody type a name for the marked chat."""
        if self._list.highlighted is not None:
            title = safe_line(self._summaries[self._list.highlighted].title)
            self._line.value = title[:LONGEST_NAME]
            self._line.visible = True
            self._line.focus()
            self.refresh_bindings()

    def action_delete(self) -> None:
        """Move the marked chat to the trash."""
        at = self._list.highlighted
        if at is None:
            return
        chat = self._summaries[at]
        if chat.path == self._at_hand:
            self.notify("That is the chat at hand; it stays", severity="warning", markup=False)
            return
        try:
            delete(chat.path)
        except OSError as error:
            self._warn("The chat cannot be deleted", error)
            return
        self._deleted.append((at, self._summaries.pop(at)))
        self.notify(f"Deleted “{short(chat.title)}”; u brings it back", markup=False)
        self._show(at)

    def action_restore(self) -> None:
        """Bring back the chat that was deleted last."""
        at, chat = self._deleted.pop()
        try:
            restore(chat.path)
        except OSError as error:
            self._warn("The chat cannot be brought back", error)
            return
        self._summaries.insert(at, chat)
        self._show(at)

    def action_close(self) -> None:
        """Leave the name, or close without a choice."""
        if self._line.visible:
            self._stop_renaming()
        else:
            self.dismiss(None)

    def _stop_renaming(self) -> None:
        self._line.visible = False
        self._list.focus()
        self.refresh_bindings()

    def _warn(self, what: str, error: OSError) -> None:
        self.notify(safe_line(f"{what} ({reason(error)})"), severity="warning", markup=False)


def _prompt(summary: Summary, *, with_sources: bool) -> Content:
    about = ", ".join(Path(source).name for source in summary.sources) if with_sources else ""
    words = " · ".join(filter(None, (summary.extent(), short(about))))
    return Content("\n").join(
        [Content(short(summary.title)), Content.styled(f"  {words}", "$text-muted not bold")]
    )
