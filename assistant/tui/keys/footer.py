"""KeyFooter: the keys that work now, at the foot of a screen."""

from typing import TYPE_CHECKING

from textual.widgets import Footer

if TYPE_CHECKING:
    from textual.binding import Binding


class KeyFooter(Footer):
    """Is composed anew where the keys have changed, and not whenever they might have.

    They might with every passage that is selected, and composing them takes longer than all else
    that is then painted.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[tuple[Binding, bool]] = []

    async def recompose(self) -> None:
        """Show the keys that work now."""
        if not self.is_attached:
            return
        active = self.screen.active_bindings.values()
        shown = [(key.binding, key.enabled) for key in active if key.binding.show]
        if shown != self._shown:
            self._shown = shown
            await super().recompose()
