"""JumpScreen: a letter beside each part in view, to go there by."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.tui.closed_once import ClosedOnce

if TYPE_CHECKING:
    from textual.events import Key, Resize
    from textual.geometry import Offset, Size
    from textual.widget import Widget

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The easiest to reach first."""


class JumpScreen(ModalScreen["Widget | None"], ClosedOnce["Widget | None"]):
    """Lies over a screen whose parts it names; closes with the one that was chosen, or with None.

    Args:
        parts: What there is to go to, and where it begins; those past the alphabet get no letter.
        size: That of the terminal; at another size the parts are elsewhere.
    """

    BINDING_GROUP_TITLE = "Going by letters"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", id="jump.close"),
    ]

    def __init__(self, parts: Sequence[tuple["Widget", "Offset"]], size: "Size") -> None:
        super().__init__()
        self._parts = dict(zip(_LETTERS, parts, strict=False))
        self._size_then = size

    def compose(self) -> ComposeResult:
        """Put each letter where its part begins."""
        for letter, (_, offset) in self._parts.items():
            label = Static(Content(letter), classes="letter")
            label.styles.offset = offset
            yield label

    def on_key(self, event: "Key") -> None:
        """Close with the part that has this letter."""
        if event.key in self._parts and self.is_current:
            event.stop()
            self.dismiss(self._parts[event.key][0])

    def on_resize(self, event: "Resize") -> None:
        """Close where the letters no longer stand beside their parts."""
        if event.size != self._size_then and self.is_current:
            self.dismiss(None)

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)
