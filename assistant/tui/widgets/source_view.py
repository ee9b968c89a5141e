"""SourceView: a whole document, with one passage of it marked."""

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assistant.tui.source import Source
from assistant.tui.source_layout import SourceLayout, shown

if TYPE_CHECKING:
    from rich.style import Style
    from textual.events import Resize
    from textual.selection import Selection

GUTTER = 2
"""Cells before each line, for the mark beside the cited passage."""
MARGIN = 1
"""Cells that stay free after each line."""
WIDEST_LINE = 88
"""Cells; longer lines are hard to read."""


class SourceView(ScrollView, can_focus=True):
    """Draws only the lines in view, so that a book opens as quickly as a page."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "source--text",
        "source--heading",
        "source--passage",
        "source--sentence",
        "source--mark",
    }

    def __init__(self) -> None:
        super().__init__()
        self.source: Source | None = None
        self._lines = SourceLayout("", 1)

    @property
    def allow_select(self) -> bool:
        """Let a person select with the mouse."""
        return True

    def show(self, source: Source | None) -> None:
        """Show a document and go to what is cited in it; None shows nothing."""
        self.source = source
        self._lay_out()
        self._go_to_citation()

    def on_resize(self, _: "Resize") -> None:
        """Break the lines anew where the width has changed."""
        if self._lay_out():
            self._go_to_citation()

    def _lay_out(self) -> bool:
        """Break the document into lines for the present width; False where nothing changes."""
        self.refresh()
        text = self.source.text if self.source else ""
        width = max(min(self.scrollable_content_region.width - GUTTER - MARGIN, WIDEST_LINE), 1)
        if width == self._lines.width and text == self._lines.text:
            return False
        self._lines = SourceLayout(text, width)
        self.virtual_size = Size(width + GUTTER, len(self._lines))
        return True

    def _go_to_citation(self) -> None:
        """Scroll so that the passage begins in the upper part, its sentence in view."""
        if self.source:
            height = max(self.scrollable_content_region.height, 1)
            first = self._lines.line_at(self.source.citation.start)
            last = self._lines.line_at(max(self.source.highlight.end - 1, 0))
            top = max(first - height // 4, last - height + 2, 0)
            self.scroll_to(y=top, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        number = y + self.scroll_offset.y
        blank = self._style("text")
        if not self.source or number >= len(self._lines):
            return Strip.blank(self.size.width, blank)
        start, end = self._lines.line(number)
        mark = "▌" if self.source.is_cited(start, end) else " "
        gutter = Strip([Segment(mark, self._style("mark")), Segment(" ", blank)])
        line = Strip(
            [
                Segment(shown(self.source.text[at:to]), self._style(self.source.kind_at(at)))
                for at, to in self.source.parts(start, end)
            ]
        )
        line = self._with_selection(line, number).apply_offsets(0, number)
        return Strip.join([gutter, line]).crop_extend(0, self.size.width, blank)

    def _with_selection(self, line: Strip, number: int) -> Strip:
        span = self.text_selection.get_span(number) if self.text_selection else None
        if span is None:
            return line
        first, last = span[0], line.cell_length if span[1] < 0 else span[1]
        style = self.screen.get_component_rich_style("screen--selection")
        chosen = line.crop(first, last).apply_style(style)
        return Strip.join([line.crop(0, first), chosen, line.crop(last)])

    def _style(self, kind: str) -> "Style":
        return self.get_component_rich_style(f"source--{kind}")

    def get_selection(self, selection: "Selection") -> tuple[str, str] | None:
        """Return the text that was selected with the mouse, line by line as it is shown."""
        spans = map(self._lines.line, range(len(self._lines)))
        text = "\n".join(shown(self._lines.text[start:end]) for start, end in spans)
        return selection.extract(text), "\n"

    def selection_updated(self, _selection: "Selection | None") -> None:
        """Draw what is selected."""
        self.refresh()
