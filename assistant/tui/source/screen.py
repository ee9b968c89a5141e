"""The screens that show a source: what can be done with it, and the one that shows nothing else."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, TextArea

from assistant.console.safe_text import safe_line
from assistant.tui.closed_once import ClosedOnce
from assistant.tui.keys.bindings import SOURCE_BINDINGS
from assistant.tui.keys.footer import KeyFooter
from assistant.tui.source.document import Source
from assistant.tui.source.editor import open_in_editor
from assistant.tui.source.outline_screen import OutlineScreen
from assistant.tui.source.panel import OutlineLink, SourcePanel
from assistant.tui.source.viewer import open_in_viewer
from index.errors import InputError

if TYPE_CHECKING:
    from textual.events import Resize
    from textual.geometry import Offset
    from textual.widget import Widget

WIDE_ENOUGH = 100
"""Columns from which the source stands beside the conversation."""

_NO_SOURCE = "This passage has no source any more; choose another passage."
_NO_HEADINGS = "This document has no headings; search in it instead."


class ReadingScreen(Screen[None]):
    """A screen with a source; has ``SOURCE_BINDINGS`` among its own.

    Args:
        panel: Shows the source.
    """

    def __init__(self, panel: SourcePanel) -> None:
        super().__init__()
        self.panel = panel

    @property
    def source(self) -> Source | None:
        """What is read."""
        return self.panel.view.source

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; Textual takes the slash for one even where it is typed."""
        active = super().active_bindings
        if isinstance(self.focused, Input | TextArea):
            active.pop("slash", None)
        return active

    def get_widget_and_offset_at(self, x: int, y: int) -> "tuple[Widget | None, Offset | None]":
        """Return what is at a place; nothing where it was removed since the last layout."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (widget, offset) if widget and widget.is_attached else (None, None)

    async def panel_in_view(self) -> SourcePanel:
        """Return the panel; where it has no room beside the rest, give it a screen of its own."""
        if not self.source or not self.has_class("-narrow"):
            return self.panel
        screen = SourceScreen(self.source)
        await self.app.push_screen(screen)
        return screen.panel

    async def action_search(self) -> None:
        """Go to the search line of the source."""
        if self.source:
            (await self.panel_in_view()).begin_search()
        else:
            self._warn(_NO_SOURCE)

    def action_match(self, step: int) -> None:
        """Go to the next match in the source, or to the one before."""
        self.panel.go_to_match(step)

    async def action_outline(self) -> None:
        """Show the headings of the source, and go to the one that is chosen."""
        if not self.source:
            self._warn(_NO_SOURCE)
        elif not self.source.headings:
            self._warn(_NO_HEADINGS)
        else:
            view = (await self.panel_in_view()).view
            outline = OutlineScreen(self.source.headings, view.place)
            self.app.push_screen(outline, lambda at: None if at is None else view.go_to(at))

    async def go_to(self, offset: int) -> None:
        """Go to a place in the source."""
        view = (await self.panel_in_view()).view
        view.call_after_refresh(view.go_to, offset)

    async def on_outline_link_clicked(self, _: OutlineLink.Clicked) -> None:
        """Show the headings."""
        await self.action_outline()

    def action_edit(self) -> None:
        """Open the source's file at the sentence that answers, in an editor or the system's viewer."""
        if not self.source:
            self._warn(_NO_SOURCE)
            return
        try:
            place = self.source.file_place()
            if place.line is None:
                open_in_viewer(self, place)
            else:
                open_in_editor(self.app, place)
        except InputError as error:
            self._warn(str(error))

    def _warn(self, words: str) -> None:
        self.notify(safe_line(words), severity="warning", markup=False)


class SourceScreen(ReadingScreen, ClosedOnce[None]):
    """A document at its cited passage; Escape goes back to the conversation."""

    BINDING_GROUP_TITLE = "Source on its own"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (12, "-low")]  # noqa: RUF012 - no ClassVar
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "close", "Back", id="source.close"),
        *SOURCE_BINDINGS,
    ]

    def __init__(self, source: Source) -> None:
        super().__init__(SourcePanel())
        self._opened = source

    def compose(self) -> ComposeResult:
        """Give the whole terminal to the document."""
        yield self.panel
        yield KeyFooter()

    def on_mount(self) -> None:
        """Open the document at its passage."""
        self.panel.show(self._opened)
        self.panel.view.focus()

    def on_resize(self, event: "Resize") -> None:
        """Go back by itself once there is room beside the conversation."""
        self._make_way(event.size.width)

    def on_screen_resume(self) -> None:
        """Go back where the terminal was widened behind another screen."""
        self._make_way(self.app.size.width)

    def _make_way(self, width: int) -> None:
        if width >= WIDE_ENOUGH and self.is_active:
            self.dismiss()

    def action_close(self) -> None:
        """Go back to the conversation."""
        self.dismiss()
