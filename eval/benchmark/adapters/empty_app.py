"""The empty Textual app: an input and a footer, and nothing behind them.

python -I empty_app.py
"""  # noqa: INP001 - a program that runs alone

from textual.app import App, ComposeResult
from textual.widgets import Footer, Input


class EmptyApp(App[None]):
    """Shows a line to type in; Ctrl+Q leaves it."""

    def compose(self) -> ComposeResult:
        """Lay out the line above the keys."""
        yield Input(placeholder="Ask the documents…")
        yield Footer()


EmptyApp().run()
