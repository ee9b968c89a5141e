"""TurnView: one question, and what became of it."""

from collections.abc import Iterator
from types import MappingProxyType

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assistant.answering import Certainty
from assistant.citations.reanchoring import Anchorings
from assistant.console.safe_text import safe_cells, safe_line
from assistant.conversation import Query, Turn
from assistant.rendering.copied_text import copied_turn
from assistant.rendering.turns import certainty, headline, only_in, searched_for
from assistant.tui.conversation.passage_view import PassageView

LONGEST_QUESTION_SHOWN = 1000
"""Characters; what was asked stays readable when somebody pastes a book."""
_PERHAPS, _NEAREST = "Perhaps:", "The nearest passages:"


class TurnView(VerticalGroup):
    """A turn of the conversation: waiting at first, then answered or failed."""

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
        """Say what the question waits for, or what was done with it; nothing where that is empty."""
        self._state.update(Content(words))
        self._state.display = bool(words)
        self.set_class(bool(words), "-told")

    def show_query(self, query: Query) -> None:
        """Say what is searched where it is not just the question."""
        searched = searched_for(query)
        if searched:
            self.show_state(searched)

    async def show_answer(
        self,
        turn: Turn,
        findings: Anchorings = MappingProxyType({}),
        *,
        explain: bool,
        only_document: str | None = None,
    ) -> None:
        """Show the answer and its passages, with what has become of their citations since.

        ``only_document`` is the id of the only document that there is.
        """
        self.turn = turn
        self.set_class(turn.answer.certainty is Certainty.UNSURE, "-unsure")
        self.set_class(not turn.answer.found, "-no")
        said = filter(None, (only_in(turn.within), searched_for(turn.query)))
        self.show_state("\n".join(said))
        await self.mount_all(_above(turn))
        await self.mount_all(
            PassageView(
                passage,
                turn.answer.certainty,
                findings.get(passage.citation),
                explain=explain,
                only_document=only_document,
                sureness=certainty(turn.answer) if passage.rank == 1 else "",
            )
            for passage in turn.answer.passages
        )

    async def show_failure(self, message: str) -> None:
        """Show why there is no answer, and the remedy."""
        self.show_state("")
        await self.mount_all([Static(Content(safe_line(message)), classes="failure")])


def _above(turn: Turn) -> Iterator[Widget]:
    """Make what stands above the passages: what is missing, and whether they answer."""
    found, passages = turn.answer.found, turn.answer.passages
    if not (found and passages):
        yield Static(Content(headline(turn)), classes="lead" if turn.reply else "not-found")
        if passages and not turn.reply:
            yield Static(Content(_NEAREST), classes="certainty")
        return
    said = [headline(turn), "" if turn.answer.is_sure else _PERHAPS]
    if any(said):
        yield Static(Content("\n".join(filter(None, said))), classes="lead")
