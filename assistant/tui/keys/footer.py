"""KeyFooter: the keys that work now, at the foot of a screen, as many as there is room for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.events import Leave, MouseDown, MouseMove
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Offer:
    """Keys with one word for what they do: what is pressed, shown and said of each."""

    word: str
    keys: tuple[tuple[str, str, str], ...]

    @property
    def line(self) -> Content:
        """Show the keys and the word; each knows what a click on it presses."""
        said = [(f"{shown} ", _pressing(key, tip)) for key, shown, tip in self.keys]
        last, _, tip = self.keys[-1]
        keys = Content.assemble(*((words, style) for words, style in said)).stylize("bold")
        return Content.assemble(" ", keys, (f"{self.word} ", _pressing(last, tip)))


class KeyFooter(Widget):
    """One line, which is painted anew only where the keys have changed.

    They might with every passage that is selected.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS: ClassVar[str] = """
    KeyFooter { dock: bottom; height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.offers: tuple[Offer, ...] = ()
        """What can be done now, of which the first are shown, and the last."""

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: "Screen[object]") -> None:
        """Show the keys that work now; while another program has the terminal, those from before."""
        if not (screen.app.app_focus and self.is_attached):
            return
        active = [key.binding for key in screen.active_bindings.values() if key.enabled]
        offers = tuple(self._offers([binding for binding in active if binding.show]))
        if offers != self.offers:
            self.offers = offers
            self.refresh()

    def _offers(self, bindings: "list[Binding]") -> Iterator[Offer]:
        by_action = {binding.action: binding for binding in reversed(bindings)}
        once = [by_action[action] for action in dict.fromkeys(each.action for each in bindings)]
        for group, together in groupby(once, lambda binding: binding.group):
            keys = [(b, (b.key, self.app.get_key_display(b), b.tooltip)) for b in together]
            if group:
                yield Offer(group.description, tuple(key for _, key in keys))
            else:
                yield from (Offer(binding.description, (key,)) for binding, key in keys)

    def render(self) -> Content:
        """Show what there is room for; the last, which leaves, always."""
        lines = [offer.line for offer in self.offers]
        room = self.content_size.width - sum(line.cell_length for line in lines[-1:])
        ends = accumulate(line.cell_length for line in lines[:-1])
        fitting = [line for line, end in zip(lines, ends, strict=False) if end <= room]
        return Content.assemble(*fitting, *lines[-1:])

    def on_mouse_down(self, event: "MouseDown") -> None:
        """Press the key that is pointed at."""
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)

    def on_mouse_move(self, event: "MouseMove") -> None:
        """Say in full what the key that is pointed at does."""
        self.tooltip = event.style.meta.get("tip")

    def on_leave(self, event: "Leave") -> None:
        """Say nothing any more."""
        del event
        self.tooltip = None


def _pressing(key: str, tip: str) -> Style:
    return Style.from_meta({"key": key, "tip": tip})
