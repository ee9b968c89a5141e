"""OutlineScreen: the headings of a source, to go to one."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from assistant.console.counting import counted
from assistant.tui.closed_once import ClosedOnce
from assistant.tui.wording import short

if TYPE_CHECKING:
    from index.documents import Heading

MOST_LISTED = 2000
"""Headings; a list of more takes long to lay out and is no outline."""


class OutlineScreen(ModalScreen[int | None], ClosedOnce[int | None]):
    """Lists headings; closes with where the chosen one starts, or with None.

    Args:
        headings: In the order of the text; the outermost are listed where there are too many.
        place: What is being read; the heading above it is offered first.
    """

    BINDING_GROUP_TITLE = "Outline"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move('down')", "Down", show=False, id="outline.next"),
        Binding("k", "move('up')", "Up", show=False, id="outline.previous"),
        Binding("escape,l,q", "close", "Back", id="outline.close"),
    ]

    def __init__(self, headings: Sequence["Heading"], place: int) -> None:
        super().__init__()
        self._headings = _outermost(headings)
        self._list = OptionList(*map(_prompt, self._headings), markup=False)
        self._left_out = len(headings) - len(self._headings)
        self._place = place

    def compose(self) -> ComposeResult:
        """Lay out a line a heading, deeper ones further in."""
        with Vertical(id="outline"):
            left_out = f" without {counted(self._left_out, 'heading')}" * bool(self._left_out)
            yield Static(Content(f"Outline{left_out}"), classes="part")
            yield self._list
            yield Static(Content("Enter goes there, Escape goes back"), classes="keys")

    def on_mount(self) -> None:
        """Begin at the heading that the reader is below."""
        above = bisect_right(self._headings, self._place, key=lambda heading: heading.start) - 1
        self._list.highlighted = max(above, 0)
        self.call_after_refresh(self._list.scroll_to_highlight)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the place of the heading that was chosen."""
        self.dismiss(self._headings[event.option_index].start)

    def action_move(self, direction: str) -> None:
        """Go to the next or the previous heading."""
        if direction == "down":
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def _outermost(headings: Sequence["Heading"]) -> Sequence["Heading"]:
    """Return the headings down to the level at which there are not too many."""
    for deepest in sorted({heading.level for heading in headings}, reverse=True):
        kept = [heading for heading in headings if heading.level <= deepest]
        if len(kept) <= MOST_LISTED:
            return kept
    return headings[:MOST_LISTED]


def _prompt(heading: "Heading") -> Content:
    return Content("  " * (heading.level - 1) + short(heading.label))
