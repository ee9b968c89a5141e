"""TurnView: one question, and what became of it."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assistant.citations.reanchoring import Anchorings
from assistant.console.safe_text import safe_cells, safe_line
from assistant.conversation import Query, Turn
from assistant.rendering.copied_text import copied_turn
from assistant.rendering.turns import certainty, headline, lead, only_in, searched_for
from assistant.tui.conversation.passage_view import PassageView
from assistant.tui.conversation.quoting import sentence
from assistant.tui.wording import place

LONGEST_QUESTION_SHOWN = 1000
"""Characters; what was asked stays readable when somebody pastes a book."""


class TurnView(VerticalGroup):
    """A turn of the conversation: waiting at first, then answered or failed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"words"}

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.turn: Turn | None = None
        shown = safe_cells(question[:LONGEST_QUESTION_SHOWN])
        rest = "…" * (len(question) > LONGEST_QUESTION_SHOWN)
        self.head = Static(Content(shown + rest), classes="question")
        """Shows the question."""
        self._state = Static(classes="state")

    def compose(self) -> ComposeResult:
        """Show the question, and below it how far it is."""
        yield self.head
        yield self._state

    @property
    def passages(self) -> tuple[PassageView, ...]:
        """The passages of the answer, best first."""
        return tuple(self.query(PassageView))

    def as_pasted(self) -> str:
        """Return the question and its answer with all citations, to be put into another text."""
        findings = {view.passage.citation: view.finding for view in self.passages if view.finding}
        return copied_turn(self.turn, findings) if self.turn else ""

    def show_state(self, words: str) -> None:
        """Say what the question waits for."""
        self._state.update(Content(words))

    def show_query(self, query: Query) -> None:
        """Say what is searched where it is not just the question."""
        searched = searched_for(query)
        if searched:
            self.show_state(searched)

    async def show_answer(
        self, turn: Turn, findings: Anchorings = MappingProxyType({}), *, explain: bool
    ) -> None:
        """Show the answer and its passages, with what has become of their citations since."""
        self.turn = turn
        self.set_class(not turn.answer.is_sure, "-unsure")
        said = filter(None, (only_in(turn.within), searched_for(turn.query)))
        self._state.update(Content("\n".join(said)))
        self._state.display = bool(turn.within or searched_for(turn.query))
        await self.mount_all(_answer(turn))
        await self.mount_all(
            PassageView(
                passage, turn.answer.certainty, findings.get(passage.citation), explain=explain
            )
            for passage in turn.answer.passages
        )

    async def show_failure(self, message: str) -> None:
        """Show why there is no answer, and the remedy."""
        self._state.display = False
        await self.mount_all([Static(Content(safe_line(message)), classes="failure")])


def _answer(turn: Turn) -> Iterator[Widget]:
    """Make what stands above the passages: what is missing, and the sentence of the first."""
    answer = turn.answer
    if not (answer.found and answer.passages):
        yield Static(Content(headline(turn)), classes="lead" if turn.reply else "not-found")
        if lead(turn):
            yield Static(Content(lead(turn)), classes="certainty")
        return
    first = answer.passages[0]
    where = f"[{first.citation.marker}] {place(first.citation)}".rstrip()
    above = [headline(turn), "" if answer.is_sure else lead(turn)]
    if any(above):
        yield Static(Content("\n".join(filter(None, above))), classes="lead")
    yield Static(
        sentence(first, answer.certainty), classes="answer -led" if any(above) else "answer"
    )
    below = f"{where} — {certainty(answer)}" if answer.is_sure else where
    yield Static(Content(below), classes="certainty")
