"""StatusLine: how far the engine is in opening, and then what it answers from."""

from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.widgets import ProgressBar, Static

from assistant.safe_text import safe_line


class StatusLine(HorizontalGroup):
    """One line above the input, always there, so that nothing jumps."""

    def compose(self) -> ComposeResult:
        """Lay out the words and the bar beside them."""
        yield Static(Content("Opening…"), classes="words")
        yield ProgressBar(show_eta=True, total=100)

    def on_mount(self) -> None:
        """Show no bar before there is something to measure."""
        self.query_one(ProgressBar).display = False

    def show_progress(self, what: str, done: int, total: int) -> None:
        """Show what is being done; a bar where ``total`` is known (not 0)."""
        self.say(f"{what}…")
        bar = self.query_one(ProgressBar)
        bar.display = total > 0
        if total > 0:
            bar.update(total=total, progress=done)

    def say(self, words: str) -> None:
        """Show words and no bar."""
        self.query_one(ProgressBar).display = False
        self.query_one(".words", Static).update(Content(safe_line(words)))
