"""Asker: the one question on its way, and the turn on the screen that waits for its answer."""

from functools import partial
from typing import TYPE_CHECKING

from assistant.console.remedies import explained
from assistant.tui.conversation.pending import PendingQuestion, answer
from assistant.tui.conversation.turn_view import TurnView
from assistant.tui.conversation.view import ConversationView

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.conversation import History
    from assistant.engine import Assistant
    from index.errors import QuothError
    from index.search.restriction import Restriction

_WORK = "question"


class Asker:
    """Has questions answered by workers of the screen; one that still waits is replaced.

    Args:
        screen: Is told how a question fares; see ``answer``.
        k: How many passages an answer has.
    """

    def __init__(self, screen: "Screen[None]", k: int) -> None:
        self.pending: PendingQuestion | None = None
        self.failure: QuothError | None = None
        self.assistant: Assistant | None = None
        self._screen = screen
        self._k = k
        self._asked = 0

    @property
    def view(self) -> TurnView:
        """The turn that waits."""
        return self._screen.query(TurnView).last()

    async def ask(
        self, question: str, history: "History", *, context: bool, within: "Restriction"
    ) -> None:
        """Show a question and have it answered."""
        await self.drop()
        self._asked += 1
        self.pending = PendingQuestion(self._asked, question, tuple(history), context, within)
        await self._screen.query_one(ConversationView).add(TurnView(question))
        if self.failure:
            await self.fail(self._asked, self.failure)
        else:
            self.go_on()

    def go_on(self) -> None:
        """Have the question answered, once the engine is open."""
        if not self.pending:
            return
        if not self.assistant:
            self.view.show_state("Waiting for the documents to open…")
            return
        self.view.show_state("Searching…")
        work = partial(answer, self._screen, self.assistant, self.pending, self._k)
        self._screen.run_worker(work, thread=True, group=_WORK, exclusive=True)

    async def drop(self) -> PendingQuestion | None:
        """Forget the question on its way, and take it off the screen."""
        dropped, self.pending = self.pending, None
        if dropped:
            self._screen.workers.cancel_group(self._screen, _WORK)
            await self.view.remove()
        return dropped

    def awaits(self, number: int) -> bool:
        """Tell whether this question is still waited for."""
        is_pending = self.pending is not None and self.pending.number == number
        return is_pending and self._screen.is_attached

    def take(self, number: int) -> PendingQuestion | None:
        """Return the question that has its answer, which nothing waits for any more."""
        if not self.awaits(number):
            return None
        taken, self.pending = self.pending, None
        return taken

    async def fail(self, number: int, error: "QuothError") -> None:
        """Say below the question why it has no answer."""
        if self.take(number):
            await self.view.show_failure(explained(error))

    async def close(self, failure: "QuothError") -> None:
        """Answer nothing, now and later, since the engine cannot be opened."""
        self.failure = failure
        if self.pending:
            await self.fail(self.pending.number, failure)
