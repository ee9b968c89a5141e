"""HelpScreen: every key and what it does, read from the bindings themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.tui.closed_once import ClosedOnce

if TYPE_CHECKING:
    from assistant.tui.keys.keymap import Keymap

WIDE_ENOUGH = 100
"""Columns from which the ids of bindings stand beside them."""


@dataclass(slots=True)
class Line:
    """What some bindings have in common, their keys, and their ids, for the file of keys."""

    says: str
    keys: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


class HelpScreen(ModalScreen[None], ClosedOnce[None]):
    """Lists the bindings of the parts it is given, one section a part."""

    BINDING_GROUP_TITLE = "Help"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_ENOUGH, "-wide")]  # noqa: RUF012 - no ClassVar
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "close", "Close", id="help.close"),
    ]

    def __init__(self, parts: Iterable[type[DOMNode]], keymap: "Keymap") -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Lay out a section a part, a line an action."""
        with VerticalScroll(id="help"):
            for part in self._parts:
                yield Static(Content(part.BINDING_GROUP_TITLE or part.__name__), classes="part")
                for line in self._lines(part):
                    rest = " …" * (len(line.ids) > 1)
                    yield HorizontalGroup(
                        Static(Content(" ".join(line.keys)), classes="keys"),
                        Static(Content(line.says), classes="does"),
                        Static(Content(line.ids[0] + rest), classes="id"),
                    )

    def _lines(self, part: type[DOMNode]) -> Iterator[Line]:
        """Yield what can be done in a part; keys that do the same share a line.

        A binding's tooltip says it in full, its description in a word for the footer.
        """
        lines: dict[str, Line] = {}
        for binding in self._keymap.bindings(part):
            if binding.id and binding.description:
                says = binding.tooltip or binding.description
                line = lines.setdefault(says, Line(says))
                line.keys.append(self.app.get_key_display(binding))
                if binding.id not in line.ids:
                    line.ids.append(binding.id)
        yield from lines.values()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
