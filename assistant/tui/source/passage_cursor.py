"""Passage cursor: the passage that is selected, and its source beside it or on a screen of its own."""

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.rendering.copy_forms import FORMS
from assistant.tui.conversation.quoting import Around
from assistant.tui.source.document import Source
from assistant.tui.source.places import Place, places
from assistant.tui.source.screen import SourceScreen
from assistant.tui.terminal.clipboard import copy
from assistant.tui.terminal.copy_screen import CopyScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.answerer import Answerer
    from assistant.answering import Citation
    from assistant.chat import Chat
    from assistant.tui.conversation.layout import Desk
    from assistant.tui.conversation.passage_view import PassageView
    from assistant.tui.conversation.turn_view import TurnView


class PassageCursor:
    """Moves over passages and turns; the source follows.

    Args:
        screen: Has the source on a screen of its own where there is no room beside.
        chat: Has the documents once it is open.
        desk: Has the conversation and the source.
    """

    def __init__(self, screen: "Screen[None]", chat: "Chat", desk: "Desk") -> None:
        self._screen = screen
        self._chat = chat
        self._view = desk.conversation
        self._panel = desk.panel
        self.source: Source | None = None
        self._places: tuple[Answerer, tuple[Place, ...]] | None = None

    def select(self, view: "PassageView | None") -> None:
        """Make a passage the selected one, and show its source where there is room."""
        self._view.select(view)
        self.source = None
        if view and self._chat.is_open:
            beside = self._view.cited_at_hand
            self.source = Source.of(
                self._chat.assistant, view.passage, view.certainty, view.finding, beside
            )
        if self._screen.has_class("-wide"):
            self._panel.show(self.source)
        self._screen.refresh_bindings()

    def open(self, view: "PassageView") -> None:
        """Select a passage and bring its source to the front."""
        self.select(view)
        if self.source and self._screen.has_class("-narrow"):
            self._screen.app.push_screen(SourceScreen(self.source))

    def show_beside(self) -> None:
        """Show the source beside the conversation, now that there is room."""
        if self.source:
            self._panel.show_once(self.source)

    def move(self, step: int) -> None:
        """Select the passage so many further down."""
        if view := self._view.neighbour(step):
            self.select(view)

    def go_to_turn(self, turn: "TurnView | None") -> None:
        """Select the first passage of a turn; one without passages is gone to all the same."""
        if turn and turn.passages:
            self.select(turn.passages[0])
        elif turn:
            self.select(None)
            self._view.stand_at(turn)

    def go_to_nth_turn(self, at: int) -> None:
        """Go to a turn by its number, as in a list: 0, 1, … or …, -2, -1."""
        if turns := self._view.turns:
            self.go_to_turn(turns[at])

    def step_over_turns(self, step: int) -> None:
        """Go to the turn so many further down, at most the last or first."""
        self.go_to_turn(self._view.neighbouring_turn(step))

    def cite(self, marker: int) -> None:
        """Open a citation of the turn at hand by its number."""
        if view := self._view.cited(marker):
            self.open(view)

    def open_here(self) -> None:
        """Show all of the selected passage in its place, then what is around it, then its sentence."""
        if selected := self._view.selected:
            selected.open_further(self._around(selected.passage.citation))
            self._view.select(selected)

    def _around(self, citation: "Citation") -> Around:
        try:
            passages = self._chat.assistant.passages(citation.document)
        except (AttributeError, KeyError):  # not open yet, or gone from the documents
            return Around("", "")
        before = [each.text for each in passages if each.end <= citation.start]
        behind = [each.text for each in passages if each.start >= citation.end]
        return Around("".join(before[-1:]), "".join(behind[:1]))

    def explain(self) -> None:
        """Show, or hide, why the selected passage ranks where it does."""
        selected = self._view.selected
        if not selected:
            return
        if selected.passage.explanation.reasons:
            selected.toggle_reasons()
            self._view.select(selected)
        else:
            words = "Why it ranks there was not saved with this chat; ask again to see it"
            self._screen.notify(words, markup=False)

    def copy_passage(self) -> None:
        """Copy the selected passage with its citation."""
        if selected := self._view.selected:
            marker = selected.passage.citation.marker
            copy(self._screen, selected.as_pasted(), f"passage [{marker}] with its citation")

    def copy_as(self) -> None:
        """Copy the selected passage in a form that somebody chooses."""
        if selected := self._view.selected:
            passage, certainty = selected.passage, selected.certainty

            def take(form: str | None) -> None:
                if form:
                    copy(self._screen, FORMS[form](passage, certainty), form)

            self._screen.app.push_screen(CopyScreen(), take)

    def copy_answer(self) -> None:
        """Copy the answer of the turn at hand with all its citations."""
        if turn := self._view.turn_at_hand:
            copy(self._screen, turn.as_pasted(), "the answer with its citations")

    def places(self) -> tuple[Place, ...]:
        """Return the documents and their sections; takes a moment where there are thousands."""
        if not self._chat.is_open:
            return ()
        assistant = self._chat.assistant
        known = self._places
        if not known or known[0] is not assistant:
            self._places = known = (assistant, tuple(places(assistant)))
        return known[1]

    def open_place(self, place: Place) -> None:
        """Open a document at a section, and go there; what is selected stays so."""
        if not self._chat.is_open:
            return
        self._go_to(Source.at(self._chat.assistant, place))

    def open_citation(self, citation: "Citation") -> None:
        """Open a document at a place that no answer cites; what is selected stays so."""
        self._go_to(Source.alone(self._chat.assistant, replace(citation, marker=0)))

    def _go_to(self, source: Source) -> None:
        self.source = source
        if self._screen.has_class("-narrow"):
            self._screen.app.push_screen(SourceScreen(self.source))
        else:
            self._panel.show(self.source)
            self._panel.view.focus()

    def go_to_source(self) -> None:
        """Bring the source of the selected passage to the front, and go there."""
        if not self._view.selected:
            return
        self.open(self._view.selected)
        if self._screen.has_class("-wide"):
            self._panel.view.focus()
