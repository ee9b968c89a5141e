"""ClosedOnce: a screen that lies over another and goes away."""

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class ClosedOnce(Screen[ScreenResultType]):
    """Closes by the first key or click that does so, once it is on the screen.

    What comes before it has gone is too late; Textual would close the screen below.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with a result, unless that has been done."""
        if self.is_active and self.is_mounted:
            return super().dismiss(result)
        if self.is_active:
            self.call_later(self._dismiss_unawaited, result)
        return AwaitComplete()

    def _dismiss_unawaited(self, result: ScreenResultType | None) -> None:
        self.dismiss(result)
