"""PaletteScreen: what ``Palette`` offers, below the line to find it by."""

from contextlib import suppress
from typing import Any

from textual.command import CommandList, CommandPalette

from assistant.tui.closed_once import ClosedOnce


class PaletteScreen(CommandPalette, ClosedOnce[None]):
    """Textual's palette, which counts on a list that is there and laid out.

    Keys may be typed before it is, and what was typed last arrives after it has gone.
    """

    def _watch__list_visible(self) -> None:
        if self.query(CommandList):
            super()._watch__list_visible()

    def _gather_commands(self, search_value: str) -> Any:
        return super()._gather_commands(search_value) if self.query(CommandList) else None

    def _action_command_list(self, action: str) -> None:
        if self.query(CommandList):
            with suppress(KeyError):  # of a line that is not laid out yet
                super()._action_command_list(action)
