"""HelpScreen: every key and what it does, read from the bindings themselves."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static


class HelpScreen(ModalScreen[None]):
    """Lists the bindings of the parts it is given, one section a part."""

    BINDING_GROUP_TITLE = "Help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "close", "Close", id="help.close"),
    ]

    def __init__(self, parts: Iterable[type[DOMNode]]) -> None:
        super().__init__()
        self._parts = tuple(parts)

    def compose(self) -> ComposeResult:
        """Lay out a section a part, a line an action."""
        with VerticalScroll(id="help"):
            for part in self._parts:
                yield Static(Content(part.BINDING_GROUP_TITLE or part.__name__), classes="part")
                for keys, description in key_lines(self.app, part):
                    yield HorizontalGroup(
                        Static(Content(keys), classes="keys"),
                        Static(Content(description), classes="does"),
                    )

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def key_lines(app: App[object], part: type[DOMNode]) -> Iterator[tuple[str, str]]:
    """Yield keys and what they do; keys that do the same share a line.

    A binding's tooltip says it in full, its description in a word for the footer.
    """
    keys: dict[str, list[str]] = {}
    for binding in Binding.make_bindings(part.BINDINGS):
        if binding.id and binding.description:
            says = binding.tooltip or binding.description
            keys.setdefault(says, []).append(app.get_key_display(binding))
    for description, displayed in keys.items():
        yield " ".join(displayed), description
