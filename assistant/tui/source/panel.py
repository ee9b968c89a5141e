"""SourcePanel: a source below its title, and the search in it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from assistant.tui.source.document import Source
from assistant.tui.source.search import NO_SEARCH, Search
from assistant.tui.source.search_line import SearchLine
from assistant.tui.source.view import SourceView
from assistant.tui.wording import short

LONGEST_TITLE = 200


class OutlineLink(Static):
    """Posts ``OutlineLink.Clicked``."""

    class Clicked(Message):
        """A person wants the headings of the source."""

    def on_click(self) -> None:
        """Ask for the outline."""
        self.post_message(self.Clicked())


class SourcePanel(Vertical):
    """Says which document is open and where, shows it, and finds in it what is typed."""

    BINDING_GROUP_TITLE = "Searching in the source"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "end_search", "End search", tooltip="End it, and stay there", id="search.end"
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.view = SourceView()
        """The document itself."""
        self._title = Static(classes="source-title")
        self._place = Static(classes="source-place")
        self._pages = Static(classes="source-pages")
        self._outline = OutlineLink(Content("≡ Outline"))
        self._line = SearchLine()
        self._search = NO_SEARCH
        self._at_hand = 0
        self._origin = 0

    def compose(self) -> ComposeResult:
        """Lay out the title above the document, the search below it."""
        yield self._title
        with HorizontalGroup(classes="source-head"):
            yield self._place
            yield self._pages
            yield self._outline
        yield self.view
        yield self._line

    def on_mount(self) -> None:
        """Say which pages are in view."""
        self.watch(self.view, "pages", lambda shown: self._pages.update(Content(shown)))

    def show(self, source: Source | None) -> None:
        """Show a document at its cited passage; None shows nothing."""
        title = short(source.citation.title, LONGEST_TITLE) if source else ""
        where = source.where if source else ""
        self._title.update(Content(title))
        self._place.update(Content(where))
        self._outline.display = bool(source and source.headings)
        self.set_class(source is not None, "-open")
        if not source or source.text != self._search.text:
            self._end()
        self.view.show(source)

    def show_once(self, source: Source) -> None:
        """Show a document unless it is shown already, at whatever place."""
        if source is not self.view.source:
            self.show(source)

    # The search

    def begin_search(self) -> None:
        """Go to the search line; matches are looked for from what is in view."""
        self._origin = self.view.place
        self._line.begin()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what is typed so far."""
        event.stop()
        source = self.view.source
        self._search = Search(source.text if source else "", event.value)
        self._show_match(self._search.first_from(self._origin))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leave the line, at the match."""
        event.stop()
        self.view.focus()

    def go_to_match(self, step: int) -> None:
        """Go to the next match or the one before, round the ends."""
        if self._search:
            self._show_match((self._at_hand + step) % len(self._search))

    def _show_match(self, at_hand: int) -> None:
        self._at_hand = at_hand
        self._line.show_count(at_hand, len(self._search))
        self.view.show_matches(self._search, at_hand)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to end the search only while there is one."""
        del parameters
        return action != "end_search" or self._line.display

    def action_end_search(self) -> None:
        """End the search, and stay at the place."""
        self._end()
        self.view.focus()

    def _end(self) -> None:
        self._search = NO_SEARCH
        if self._line.input.has_focus:
            self.view.focus()
        self._line.end()
        self.view.show_matches(NO_SEARCH, 0)
        self.refresh_bindings()
