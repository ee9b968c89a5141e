"""ConversationView: the turns so far, and the one passage that is selected."""

from collections.abc import Iterator
from itertools import chain
from types import MappingProxyType

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from assistant.chat import Resumed
from assistant.citations.reanchoring import Anchorings
from assistant.console.counting import counted
from assistant.conversation import Turn
from assistant.tui.conversation.anchor import Anchor
from assistant.tui.conversation.passage_view import PassageView
from assistant.tui.conversation.turn_view import TurnView
from assistant.tui.source.document import Found


class ConversationView(VerticalScroll):
    """Shows turns from the oldest to the newest, and keeps which passage is selected."""

    def __init__(self) -> None:
        super().__init__()
        self.only_document: str | None = None
        """The id of the only document that is asked, if it is the only one."""
        self._selected: PassageView | None = None
        self._without_passages: TurnView | None = None
        self._anchor: Anchor | None = None
        self._anchored_at = Size()

    @property
    def selected(self) -> PassageView | None:
        """The passage that is selected, as long as it is here."""
        return self._selected if self._selected and self._selected.is_attached else None

    @property
    def turns(self) -> tuple[TurnView, ...]:
        """The turns that have an answer, oldest first."""
        return tuple(view for view in self.query(TurnView) if view.turn)

    @property
    def turn_at_hand(self) -> TurnView | None:
        """The turn of the selected passage, the one gone to that has none, or the newest."""
        if selected := self.selected:
            return selected.query_ancestor(TurnView)
        if (turn := self._without_passages) and turn.is_attached:
            return turn
        return self.turns[-1] if self.turns else None

    @property
    def leans_on_context(self) -> bool:
        """Whether the question of the turn at hand was read in the light of the conversation."""
        view = self.turn_at_hand
        query = view.turn.query if view and view.turn else None
        return query is not None and bool(query.carried or query.act)

    @property
    def cited_at_hand(self) -> list[Found]:
        """The passages of the turn at hand, and what has become of them."""
        turn = self.turn_at_hand
        return [(view.passage, view.finding) for view in turn.passages] if turn else []

    def neighbour(self, step: int) -> PassageView | None:
        """Return the passage so many further down, at most the last or the first."""
        passages = list(self.query(PassageView))
        if not passages:
            return None
        selected = self.selected
        at = passages.index(selected) + step if selected in passages else -1
        return passages[max(0, min(at, len(passages) - 1))]

    def neighbouring_turn(self, step: int) -> TurnView | None:
        """Return the turn so many further down, at most the last or the first."""
        turns, at_hand = self.turns, self.turn_at_hand
        if at_hand not in turns:
            return None
        at = turns.index(at_hand) + step
        return turns[max(0, min(at, len(turns) - 1))]

    def cited(self, marker: object) -> PassageView | None:
        """Return the passage of the turn at hand that has this number."""
        turn = self.turn_at_hand
        numbered = turn.passages if turn else ()
        return next((view for view in numbered if view.passage.citation.marker == marker), None)

    def select(self, passage: PassageView | None) -> None:
        """Make a passage the selected one and bring it into view."""
        if selected := self.selected:
            selected.select(selected=False)
        self._selected, self._without_passages = passage, None
        if passage:
            passage.select(selected=True)
            self.call_after_refresh(self._reveal, passage)

    def stand_at(self, turn: TurnView) -> None:
        """Bring a turn that has no passage into view; it is the one at hand while none is selected."""
        self._without_passages = turn
        self.call_after_refresh(self._reveal, turn)

    async def add(self, turn: TurnView) -> None:
        """Add a turn at the end and bring it into view."""
        await self.mount_all([turn])
        self.call_after_refresh(self._reveal, turn)

    async def show_earlier(self, resumed: Resumed, *, explain: bool) -> None:
        """Show the turns of an earlier chat in place of those here, and that there are more."""
        await self.clear()
        if resumed.left_out:
            before = counted(resumed.left_out, "earlier question")
            words = f"Before this: {before}; exporting writes all."
            await self.mount_all([Static(Content(words), classes="earlier")])
        views = [TurnView(earlier.turn.question) for earlier in resumed.turns]
        await self.mount_all(views)
        for view, earlier in zip(views, resumed.turns, strict=True):
            await self.show_answer(view, earlier.turn, earlier.anchorings, explain=explain)

    async def show_answer(
        self,
        view: TurnView,
        turn: Turn,
        anchorings: Anchorings = MappingProxyType({}),
        *,
        explain: bool,
    ) -> None:
        """Show the answer to the question of a turn."""
        only = self.only_document
        await view.show_answer(turn, anchorings, explain=explain, only_document=only)

    async def clear(self) -> None:
        """Remove all turns."""
        self._selected = None
        await self.remove_children()

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 - typed by Textual
        """Take on the look of what is focused; of the parts of all turns none looks otherwise then."""
        self.app.stylesheet.update_nodes([self])

    # What is read stays in view, however the terminal is resized

    def watch_virtual_size(self) -> None:
        """Remember what is read, now that parts came or grew."""
        self._remember()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember what is read, now that it is something else."""
        super().watch_scroll_y(old_value, new_value)
        self._remember()

    def on_resize(self) -> None:
        """Go back to what was read, wherever the new width has put it."""
        if self._anchor and self._anchor.part.is_attached:
            self.scroll_to(y=self._anchor.top(self.size.height), animate=False, force=True)
        self._anchored_at = self.size
        self._remember()

    def _remember(self) -> None:
        """Remember the selected passage where it is in view, or what the view begins with.

        Not between a change of the size and ``on_resize``, when everything has moved already.
        """
        if self.size == self._anchored_at:
            top, height = self.scroll_offset.y, self.size.height
            selected = self.selected
            first = [selected] if selected else []
            self._anchor = Anchor.first(chain(first, self._parts_from(top)), top, height)

    def _parts_from(self, top: int) -> Iterator[Widget]:
        for turn in self.query_children(TurnView):
            if turn.virtual_region.bottom > top:
                yield from turn.query_children()

    def _reveal(self, part: TurnView | PassageView) -> None:
        """Scroll to a part; with a turn's first passage its question comes into view too."""
        if isinstance(part, PassageView) and part.passage.rank == 1 and part.parent:
            part = part.query_ancestor(TurnView)
        self.scroll_to_widget(part, animate=False, top=isinstance(part, TurnView))
