"""KeyFooter: the keys that work now, at the foot of a screen, as many as there is room for."""

from typing import TYPE_CHECKING

from textual.widgets import Footer

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.widget import Widget


class KeyFooter(Footer):
    """Is composed anew where the keys have changed, and not whenever they might have.

    They might with every passage that is selected, and composing them takes longer than all else
    that is then painted.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[tuple[Binding, bool]] = []
        self._cells: dict[Widget, int] = {}

    async def recompose(self) -> None:
        """Show the keys that work now."""
        if not self.is_attached:
            return
        active = self.screen.active_bindings.values()
        shown = [(key.binding, key.enabled) for key in active if key.binding.show]
        if shown != self._shown:
            self._shown = shown
            self._cells.clear()
            await super().recompose()
            self.call_after_refresh(self._fit)

    def on_resize(self) -> None:
        """Show as many keys as there is room for now."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Hide the keys before the last, which leaves, that would be cut."""
        parts = list(self.children)
        for part in parts:
            if part.outer_size.width:
                self._cells[part] = part.outer_size.width + part.styles.margin.width
        room = self.content_size.width - sum(self._cells.get(part, 0) for part in parts[-1:])
        for part in parts[:-1]:
            room -= self._cells.get(part, 0)
            part.display = room >= 0
