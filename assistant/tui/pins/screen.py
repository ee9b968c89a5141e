"""PinScreen: the passages of a collection, with notes, to take out and to export."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from assistant.pins.collection import PinCollection, checked_name, collection_names
from assistant.pins.exporting import export_pins_here
from assistant.pins.pin import Pin
from assistant.tui.closed_once import ClosedOnce
from assistant.tui.conversation.quoting import sentence
from assistant.tui.keys.footer import KeyFooter
from assistant.tui.wording import citation_line, short, where_written
from index.errors import InputError

LONGEST_NOTE = 2000
_EMPTY = "Nothing is pinned here yet; p pins the passage that is selected."


class PinScreen(ModalScreen[PinCollection], ClosedOnce[PinCollection]):
    """Lists pins, oldest first; closes with the collection that pins go to from now on.

    Args:
        collection: The one to begin with.
        sources: What is asked about, by absolute paths.
    """

    BINDING_GROUP_TITLE = "Pinned passages"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move('down')", "Down", show=False, id="pins.next"),
        Binding("k", "move('up')", "Up", show=False, id="pins.previous"),
        Binding("n", "note", "Note", tooltip="Write a note", id="pins.note"),
        Binding("d", "remove", "Take out", id="pins.remove"),
        Binding("u", "restore", "Bring back", id="pins.restore"),
        Binding("e", "export('.md')", "Markdown", tooltip="Write as Markdown", id="pins.markdown"),
        Binding("w", "export('.docx')", "Word", tooltip="Write as Word", id="pins.word"),
        Binding("h", "export('.html')", "HTML", tooltip="Write as HTML", id="pins.html"),
        Binding(
            "c",
            "collection",
            "Collection",
            tooltip="Go to another collection",
            id="pins.collection",
        ),
        Binding("escape,q", "close", "Back", id="pins.close"),
    ]

    def __init__(self, collection: PinCollection, sources: Sequence[str]) -> None:
        super().__init__()
        self._sources = sources
        self._collection = collection
        self._head = Static(classes="part")
        self._list = OptionList(markup=False)
        self._line = Input(compact=True)
        self._said = Static(classes="said")
        self._pins: list[Pin] = []
        self._removed: list[tuple[int, Pin]] = []
        self._names = False

    def compose(self) -> ComposeResult:
        """Lay out two lines a passage: its sentence, and where it stands."""
        with Vertical(id="pins"):
            yield self._head
            yield self._list
            yield self._line
            yield self._said
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the collection."""
        self._line.display = False
        self._open(self._collection)

    def _open(self, collection: PinCollection) -> None:
        try:
            self._pins = collection.pins()
        except InputError as error:
            self._say(str(error))
            return
        self._collection, self._removed = collection, []
        others = [name for name in collection_names() if name != collection.name]
        self._show(0)
        self._say(f"other collections: {', '.join(others)}" if others else "")

    def _show(self, at: int) -> None:
        count = counted(len(self._pins), "passage")
        self._head.update(Content(f"{safe_line(self._collection.name)} · {count}"))
        self._list.set_options([_prompt(pin) for pin in self._pins] or [Content(_EMPTY)])
        self._list.highlighted = min(at, max(len(self._pins) - 1, 0))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep to the line while something is typed; offer only what there is something for."""
        del parameters
        if action == "close":
            return True
        if self._line.display:
            return False
        if action == "restore":
            return bool(self._removed)
        return bool(self._pins) or action == "collection"

    def on_option_list_option_selected(self) -> None:
        """Write a note."""
        if self._pins:
            self.action_note()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the note, or go to the collection of that name."""
        at, typed = self._list.highlighted or 0, event.value
        self._stop_typing()
        if not self._names:
            self._keep(at, partial(self._collection.note, self._pins[at], safe_line(typed)))
            return
        try:
            self._open(PinCollection(checked_name(typed)))
        except InputError as error:
            self._say(str(error))

    def action_move(self, direction: str) -> None:
        """Go to the next or the previous passage."""
        if direction == "down":
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_note(self) -> None:
        """Let somebody write a note to the marked passage."""
        self._type(self._pins[self._list.highlighted or 0].note, "A note", LONGEST_NOTE)
        self._names = False

    def action_collection(self) -> None:
        """Let somebody name the collection to go to; one that is new begins with its first pin."""
        self._type(self._collection.name, "The name of a collection", 60)
        self._names = True

    def action_remove(self) -> None:
        """Take the marked passage out."""
        at = self._list.highlighted or 0
        removed = self._pins[at]
        if self._keep(at, partial(self._collection.remove, removed)):
            self._removed.append((at, removed))
            self._say("Taken out; u brings it back")
            self.refresh_bindings()

    def action_restore(self) -> None:
        """Bring back the passage that was taken out last."""
        at, pin = self._removed[-1]
        if self._keep(at, partial(self._collection.insert, at, pin)):
            self._removed.pop()
            self._say("")
            self.refresh_bindings()

    def action_export(self, form: str) -> None:
        """Write the collection into the current directory."""
        try:
            path = export_pins_here(self._collection.name, self._pins, form)
        except InputError as error:
            self._say(str(error))
        else:
            self._say(f"Written to {where_written(path, self._sources)}")

    def action_close(self) -> None:
        """Leave the line, or close."""
        if self._line.display:
            self._stop_typing()
        else:
            self.dismiss(self._collection)

    def _keep(self, at: int, change: Callable[[], list[Pin]]) -> bool:
        try:
            self._pins = change()
        except InputError as error:
            self._say(str(error))
            return False
        self._show(at)
        return True

    def _type(self, value: str, placeholder: str, longest: int) -> None:
        self._line.placeholder, self._line.max_length = placeholder, longest
        self._line.value = value
        self._line.display = True
        self._line.focus()
        self.refresh_bindings()

    def _stop_typing(self) -> None:
        self._line.display = False
        self._list.focus()
        self.refresh_bindings()

    def _say(self, words: str) -> None:
        self._said.update(Content(safe_line(words)))


def _prompt(pin: Pin) -> Content:
    lines = [
        Content(short(sentence(pin.passage, pin.turn.answer.certainty).plain, 200)),
        Content.styled(f"  {citation_line(pin.passage)}", "$text-muted not bold"),
    ]
    lines += [Content.styled(f"  {short(pin.note, 200)}", "italic")] if pin.note else []
    return Content("\n").join(lines)
