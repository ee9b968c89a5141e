"""StatusLine: how far the engine is in opening, and then what it answers from."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.widgets import ProgressBar, Static

from assistant.console.safe_text import safe_line

if TYPE_CHECKING:
    from textual.timer import Timer

_CONFIRMED_FOR = 8.0
"""Seconds."""


class StatusLine(HorizontalGroup):
    """One line above the input, always there, so that nothing jumps."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = Static(Content("Opening…"), classes="words")
        self._bar = ProgressBar(show_eta=True, total=100)
        self._words = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the words and the bar beside them."""
        yield self._shown
        yield self._bar

    def on_mount(self) -> None:
        """Show no bar before there is something to measure."""
        self._bar.display = False

    def show_progress(self, what: str, done: int, total: int) -> None:
        """Show what is being done; a bar where ``total`` is known (not 0)."""
        self.say(f"{what}…")
        self._bar.display = total > 0
        if total > 0:
            self._bar.update(total=total, progress=done)

    def say(self, words: str) -> None:
        """Show words and no bar."""
        self._words = safe_line(words)
        self._bar.display = False
        self._show(self._words)

    def confirm(self, words: str) -> None:
        """Show for a while what was done, all of it, on more lines than one where it has to."""
        if self._timer:
            self._timer.stop()
        self._show(safe_line(words))
        self.add_class("-done")
        self._timer = self.set_timer(_CONFIRMED_FOR, lambda: self._show(self._words))

    def _show(self, words: str) -> None:
        self.remove_class("-done")
        self._shown.update(Content(words))
