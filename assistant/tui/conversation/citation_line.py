"""CitationLine: where a passage stands, on one line of whatever width there is."""

from textual.content import Content
from textual.widget import Widget

from assistant.answering import CitedPassage
from assistant.tui.wording import citation_line


class CitationLine(Widget):
    """Document, section and page of a passage; clipped in the middle where there is no room."""

    def __init__(self, passage: CitedPassage, only_document: str | None) -> None:
        super().__init__()
        self._passage = passage
        self._only_document = only_document

    def render(self) -> Content:
        """Say it in the columns that there are."""
        return Content(citation_line(self._passage, self.size.width, self._only_document))
