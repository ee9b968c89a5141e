"""Asker: the one question on its way, and the turn on the screen that waits for its answer."""

from functools import partial
from typing import TYPE_CHECKING

from assistant.console.remedies import explained
from assistant.tui.conversation.pending import PendingQuestion, answer
from assistant.tui.conversation.turn_view import TurnView
from assistant.tui.conversation.view import ConversationView

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.chat import Chat, Posed
    from index.errors import QuothError

_WORK = "question"


class Asker:
    """Has questions answered by workers of the screen; one that still waits is replaced.

    Args:
        screen: Is told how a question fares; see ``answer``.
        chat: Answers, once it is open.
    """

    def __init__(self, screen: "Screen[None]", chat: "Chat") -> None:
        self.pending: PendingQuestion | None = None
        self.failure: QuothError | None = None
        self._screen = screen
        self._chat = chat
        self._asked = 0

    @property
    def view(self) -> TurnView:
        """The turn that waits."""
        return self._screen.query(TurnView).last()

    async def ask(self, posed: "Posed") -> None:
        """Show a question and have it answered."""
        await self.drop()
        self._asked += 1
        self.pending = PendingQuestion(self._asked, posed)
        await self._screen.query_one(ConversationView).add(TurnView(posed.question))
        if self.failure:
            await self.fail(self._asked, self.failure)
        else:
            self.go_on()

    def go_on(self) -> None:
        """Have the question answered, once the engine is open."""
        if not self.pending:
            return
        if not self._chat.is_open:
            self.view.show_state("Waiting for the documents to open…")
            return
        self.view.show_state("Searching…")
        work = partial(answer, self._screen, self._chat, self.pending)
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
