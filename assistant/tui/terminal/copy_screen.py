"""CopyScreen: the forms that a passage can be copied in."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from assistant.rendering.copy_forms import FORMS
from assistant.tui.closed_once import ClosedOnce
from assistant.tui.keys.footer import KeyFooter


class CopyScreen(ModalScreen[str | None], ClosedOnce[str | None]):
    """Lists forms, each with a digit; closes with the one that was chosen, or with None."""

    BINDING_GROUP_TITLE = "Copying"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move('down')", "Down", show=False, id="copy.next"),
        Binding("k", "move('up')", "Up", show=False, id="copy.previous"),
        *(
            Binding(
                str(n), f"choose({n})", "Copy", tooltip=f"Copy {form}", show=False, id=f"copy.{n}"
            )
            for n, form in enumerate(FORMS, 1)
        ),
        Binding("escape,q", "close", "Back", id="copy.close"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out a line a form."""
        with Vertical(id="copying"):
            yield Static(Content("Copy"), classes="part")
            yield OptionList(*(f"{n}  {name}" for n, name in enumerate(FORMS, 1)), markup=False)
        yield KeyFooter()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the form that was chosen."""
        self.action_choose(event.option_index + 1)

    def action_choose(self, number: int) -> None:
        """Close with a form by its number."""
        self.dismiss([*FORMS][number - 1])

    def action_move(self, direction: str) -> None:
        """Go to the next or the previous form."""
        forms = self.query_one(OptionList)
        if direction == "down":
            forms.action_cursor_down()
        else:
            forms.action_cursor_up()

    def action_close(self) -> None:
        """Copy nothing."""
        self.dismiss(None)
