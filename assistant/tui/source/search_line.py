"""SearchLine: where what is searched for in a source is typed."""

from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.events import Paste
from textual.widgets import Input, Static

from assistant.console.safe_text import safe_line

LONGEST_NEEDLE = 200


class SearchInput(Input):
    """One line; nothing that is pasted into it steers the terminal."""

    def __init__(self) -> None:
        super().__init__(placeholder="Search in the source", compact=True)

    def _on_paste(self, event: Paste) -> None:
        """Take what the terminal pastes."""
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """Take what was copied here."""
        self._take(self.app.clipboard)

    def _take(self, text: str) -> None:
        """Take all lines of a text, as one."""
        self.replace(safe_line(text)[:LONGEST_NEEDLE], *self.selection)


class SearchLine(HorizontalGroup):
    """What is searched for, and which match of how many is at hand; hidden until it is needed."""

    def __init__(self) -> None:
        super().__init__()
        self.input = SearchInput()
        """Where is typed."""
        self._count = Static(classes="count")

    def compose(self) -> ComposeResult:
        """Lay out the line between its sign and the count."""
        yield Static(Content("/"), classes="sign")
        yield self.input
        yield self._count

    def on_mount(self) -> None:
        """Hide until somebody searches."""
        self.display = False

    def begin(self) -> None:
        """Show the line, with what was searched for last to be typed over."""
        self.display = True
        self.input.focus()

    def end(self) -> None:
        """Forget what was searched for, and hide."""
        with self.prevent(Input.Changed):
            self.input.clear()
        self.show_count(0, 0)
        self.display = False

    def show_count(self, at: int, count: int) -> None:
        """Say which match is at hand, from 0, and how many there are."""
        found = f"{at + 1:,} of {count:,}" if count else "no match"
        self._count.update(Content(found if self.input.value else ""))
