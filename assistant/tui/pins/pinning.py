"""Pinning: the selected passage goes into a collection, or out of it."""

from typing import TYPE_CHECKING

from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from assistant.pins.collection import USUAL_NAME, PinCollection
from assistant.tui.keys.keymap import key_of
from assistant.tui.pins.screen import PinScreen
from index.errors import InputError

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.chat import Chat
    from assistant.tui.conversation.view import ConversationView


class Pinning:
    """Keeps which collection is at hand, and says on the screen what was done.

    Args:
        screen: Says it.
        chat: Has the turns.
        view: Shows the newest of them.
    """

    def __init__(self, screen: "Screen[None]", chat: "Chat", view: "ConversationView") -> None:
        self._screen = screen
        self._chat = chat
        self._view = view
        self._collection = PinCollection(USUAL_NAME)

    def toggle(self) -> None:
        """Pin the selected passage, or take it out again."""
        at_hand = self._view.turn_at_hand
        if not (at_hand and at_hand.turn and at_hand.passages):
            return
        chosen = self._view.selected or at_hand.passages[0]
        number = len(self._chat.turns) - len(self._view.turns) + self._view.turns.index(at_hand)
        try:
            is_in = self._chat.pin(number, chosen.passage, self._collection)
            count = counted(len(self._collection.pins()), "passage")
        except InputError as error:
            self._screen.notify(safe_line(str(error)), severity="warning", markup=False)
            return
        marker, name = chosen.passage.citation.marker, self._collection.name
        if is_in:
            key = key_of(self._screen, "pins.show")
            said = f"Pinned [{marker}] to “{name}”, which has {count}; {key} shows them"
        else:
            said = f"[{marker}] is no longer pinned to “{name}”"
        self._screen.notify(safe_line(said), markup=False)

    def show(self) -> None:
        """Show what is pinned, to note, take out and export it."""
        sources = self._chat.session.sessions.sources
        self._screen.app.push_screen(PinScreen(self._collection, sources), self._take)

    def _take(self, collection: PinCollection | None) -> None:
        self._collection = collection or self._collection
