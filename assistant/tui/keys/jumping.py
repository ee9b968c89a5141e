"""Jumping: to what is in view, by its letter."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.errors import NoWidget

from assistant.tui.conversation.passage_view import PassageView
from assistant.tui.conversation.question_input import QuestionInput
from assistant.tui.conversation.turn_view import TurnView
from assistant.tui.keys.jump_screen import JumpScreen
from assistant.tui.source.view import SourceView

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.screen import Screen
    from textual.widget import Widget

    from assistant.tui.source.passage_cursor import PassageCursor


def jump(screen: "Screen[None]", cursor: "PassageCursor") -> None:
    """Name what is in view by letters, and go to what is chosen."""
    parts = list(_in_view(screen))
    screen.app.push_screen(JumpScreen(parts, screen.app.size), partial(_go_to, cursor))


def _in_view(screen: "Screen[None]") -> Iterator[tuple["Widget", "Offset"]]:
    """Yield turns, passages, the question line and the source, and where they begin on the screen.

    A turn begins with its question; with that out of view, its passages are all there is of it.
    """
    for part in screen.query("TurnView, PassageView, QuestionInput, SourceView"):
        first = part.head if isinstance(part, TurnView) else part
        try:
            region = screen.find_widget(first).visible_region
        except NoWidget:
            continue
        if region:
            yield part, region.offset


def _go_to(cursor: "PassageCursor", part: "Widget | None") -> None:
    if isinstance(part, PassageView):
        cursor.select(part)
    elif isinstance(part, TurnView):
        cursor.go_to_turn(part)
    elif isinstance(part, QuestionInput | SourceView):
        part.focus()
