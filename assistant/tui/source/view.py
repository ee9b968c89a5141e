"""SourceView: a whole document, with what is cited in it and what was searched for marked."""

from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from assistant.tui.source.document import Source
from assistant.tui.source.layout import SourceLayout, shown
from assistant.tui.source.search import NO_SEARCH, Search
from index.documents import page_at

if TYPE_CHECKING:
    from rich.style import Style
    from textual.events import Resize

GUTTER = 2
"""Cells before each line, for the mark beside a cited passage."""
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
        "source--perhaps",
        "source--words",
        "source--other",
        "source--match",
        "source--match-at-hand",
        "source--mark",
        "source--other-mark",
        "source--page",
    }

    pages: reactive[str] = reactive("", repaint=False)
    """The pages in view, as a reader says it; empty where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.source: Source | None = None
        self._lines = SourceLayout("", 1)
        self._height = 0
        self._search = NO_SEARCH
        self._at_hand = 0

    @property
    def allow_select(self) -> bool:
        """Let a person select with the mouse."""
        return True

    @property
    def place(self) -> int:
        """Where in the document the view begins."""
        top = min(self.scroll_offset.y, len(self._lines) - 1)
        return self._lines.line(top)[0] if top >= 0 else 0

    def show(self, source: Source | None) -> None:
        """Show a document and go to what is cited in it; None shows nothing."""
        self.source = source
        self._lay_out()
        self._go_to_citation()
        self._count_pages()

    def show_matches(self, search: Search, at_hand: int) -> None:
        """Mark what was searched for, and bring the match at hand into view."""
        self._search, self._at_hand = search, at_hand
        self.refresh()
        if search and not self._is_in_view(search.starts[at_hand], self.size.height):
            line = self._lines.line_at(search.starts[at_hand])
            self._go_to_line(line - self.size.height // 3)

    def go_to(self, offset: int) -> None:
        """Scroll so that the view begins with the line of a place."""
        self._go_to_line(self._lines.line_above(offset))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the pages in view."""
        super().watch_scroll_y(old_value, new_value)
        self._count_pages()

    def _count_pages(self) -> None:
        last = min(self.scroll_offset.y + max(self.size.height, 1), len(self._lines)) - 1
        places = (self.place, self._lines.line(last)[0]) if last >= 0 else ()
        pages = self.source.pages if self.source else ()
        numbers = dict.fromkeys(str(page_at(pages, place)) for place in places if pages)
        several = "s" * (len(numbers) > 1)
        self.pages = f"page{several} {'–'.join(numbers)}" if numbers else ""  # noqa: RUF001

    def action_page_down(self) -> None:
        """Go a page on, at once; Textual would take a second to get there."""
        self._go_to_line(self.scroll_offset.y + self.size.height)

    def action_page_up(self) -> None:
        """Go a page back, at once."""
        self._go_to_line(self.scroll_offset.y - self.size.height)

    def action_scroll_home(self) -> None:
        """Go to the beginning, at once."""
        self._go_to_line(0)

    def action_scroll_end(self) -> None:
        """Go to the end, at once."""
        self._go_to_line(len(self._lines))

    def on_resize(self, event: "Resize") -> None:
        """Break the lines anew where the width has changed; what was in view stays there."""
        place, text = self.place, self._lines.text
        cited = self.source.highlight.start if self.source else 0
        was_in_view = self._is_in_view(cited, self._height)
        if self._lay_out():
            if was_in_view or text != self._lines.text:
                self._go_to_citation()
            else:
                self.go_to(place)
        self._height = event.size.height
        self._count_pages()

    def _is_in_view(self, offset: int, height: int) -> bool:
        top = self.scroll_offset.y
        return top <= self._lines.line_at(offset) < top + height

    def _lay_out(self) -> bool:
        """Break the document into lines for the present width; False where nothing changes."""
        self.refresh()
        text = self.source.text if self.source else ""
        pages = self.source.pages if self.source else ()
        room = self.scrollable_content_region.width
        width = max(min(room - GUTTER - MARGIN, WIDEST_LINE), 1)
        known = (self._lines.width, self._lines.text, self._lines.pages)
        if not room or (width, text, pages) == known:
            return False  # without room nothing is seen, and a book in one column takes long
        self._lines = SourceLayout(text, width, pages)
        self.virtual_size = Size(width + GUTTER, len(self._lines))
        return True

    def _go_to_citation(self) -> None:
        """Scroll so that the passage begins in the upper part, its sentence in view."""
        if self.source:
            height = max(self.scrollable_content_region.height, 1)
            first = self._lines.line_at(self.source.citation.start)
            last = self._lines.line_at(max(self.source.highlight.end - 1, 0))
            self._go_to_line(max(first - height // 4, last - height + 2))

    def _go_to_line(self, line: int) -> None:
        self.scroll_to(y=max(line, 0), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        number = y + self.scroll_offset.y
        blank = self._style("text")
        if not self.source or number >= len(self._lines):
            return Strip.blank(self.size.width, blank)
        if page := self._lines.page_marks.get(number):
            return self._page_mark(page)
        start, end = self._lines.line(number)
        line = Strip(
            [
                Segment(shown(self.source.text[at:to]), self._style(self._kind_at(at)))
                for at, to in self.source.parts(start, end, self._cuts(start, end))
            ]
        )
        line = self._with_selection(line, number).apply_offsets(0, number)
        mark, kind = self.source.mark(start, end)
        gutter = Strip([Segment(mark, self._style(kind)), Segment(" ", blank)])
        return Strip.join([gutter, line]).crop_extend(0, self.size.width, blank)

    def _page_mark(self, page: int) -> Strip:
        blank = self._style("text")
        gutter, mark = (
            Segment(" " * GUTTER, blank),
            Segment(f"— page {page} —", self._style("page")),
        )
        return Strip([gutter, mark]).crop_extend(0, self.size.width, blank)

    def _cuts(self, start: int, end: int) -> "chain[int]":
        matches = self._search.within(start, end)
        spans = ((self._search.starts[i], self._search.ends[i]) for i in matches)
        return chain.from_iterable(spans)

    def _kind_at(self, offset: int) -> str:
        """Return what a character is: a match before all else."""
        for match in self._search.within(offset, offset + 1):
            return "match-at-hand" if match == self._at_hand else "match"
        return self.source.kind_at(offset) if self.source else "text"

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

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that was selected with the mouse, line by line as it is shown."""
        first, begin = selection.start.transpose if selection.start else (0, 0)
        last, end = selection.end.transpose if selection.end else (len(self._lines) - 1, None)
        lines = []
        for number in range(first, min(last + 1, len(self._lines))):
            if number not in self._lines.page_marks:
                line = shown(self._lines.text[slice(*self._lines.line(number))])
                lines.append(line[begin * (number == first) : end if number == last else None])
        return "\n".join(lines), "\n"

    def selection_updated(self, _selection: Selection | None) -> None:
        """Draw what is selected."""
        self.refresh()
