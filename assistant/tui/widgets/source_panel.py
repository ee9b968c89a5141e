"""SourcePanel: a source below its title."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.tui.source import Source
from assistant.tui.widgets.source_view import SourceView
from assistant.tui.wording import short

LONGEST_TITLE = 200


class SourcePanel(Vertical):
    """Says which document is open and where, and shows it."""

    def compose(self) -> ComposeResult:
        """Lay out the title above the document."""
        yield Static(classes="source-title")
        yield Static(classes="source-place")
        yield SourceView()

    @property
    def view(self) -> SourceView:
        """The document itself."""
        return self.query_one(SourceView)

    def show(self, source: Source | None) -> None:
        """Show a document at its cited passage; None shows nothing."""
        title = short(source.citation.title, LONGEST_TITLE) if source else ""
        where = source.where if source else ""
        self.query_one(".source-title", Static).update(Content(title))
        self.query_one(".source-place", Static).update(Content(where))
        self.set_class(source is not None, "-open")
        self.view.show(source)
