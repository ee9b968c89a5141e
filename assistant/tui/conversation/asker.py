"""Asker: the one question on its way, and the turn on the screen that waits for its answer."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.console.remedies import explained
from assistant.tui.conversation.pending import PendingQuestion, Searched, answer
from assistant.tui.conversation.turn_view import TurnView
from assistant.tui.conversation.view import ConversationView

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.chat import Chat, Posed
    from index.errors import QuothError

_WORK = "question"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits, and the turn that shows it."""

    question: PendingQuestion
    view: TurnView


class Asker:
    """Has questions answered by workers of the screen; one that still waits is replaced.

    Args:
        screen: Is told how a question fares; see ``answer``.
        chat: Answers, once it is open.
        conversation: Shows the question.
    """

    def __init__(
        self, screen: "Screen[None]", chat: "Chat", conversation: ConversationView
    ) -> None:
        self.failure: QuothError | None = None
        self._screen = screen
        self._chat = chat
        self._conversation = conversation
        self._asked = 0
        self._waiting: Waiting | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a question is on its way."""
        return self._waiting is not None

    async def ask(self, posed: "Posed") -> None:
        """Show a question and have it answered, unless another one replaces it meanwhile."""
        before = self._forget()
        self._asked += 1
        pending = PendingQuestion(self._asked, posed)
        self._waiting = waiting = Waiting(pending, TurnView(posed.question))
        self._screen.refresh_bindings()
        if before:
            before.view.remove()
        await self._conversation.add(waiting.view)
        if self._waiting is not waiting:
            return
        if self.failure:
            await self.fail(pending.number, self.failure)
        else:
            self.go_on()

    def go_on(self) -> None:
        """Have the question answered, once the engine is open."""
        if not self._waiting:
            return
        if not self._chat.is_open:
            self._waiting.view.show_state("Waiting for the documents to open…")
            return
        self._waiting.view.show_state("Searching…")
        work = partial(answer, self._screen, self._chat, self._waiting.question)
        self._screen.run_worker(work, thread=True, group=_WORK, exclusive=True)

    async def drop(self) -> PendingQuestion | None:
        """Forget the question on its way, and take it off the screen."""
        dropped = self._forget()
        if not dropped:
            return None
        await dropped.view.remove()
        return dropped.question

    def _forget(self) -> Waiting | None:
        forgotten, self._waiting = self._waiting, None
        if forgotten:
            self._screen.refresh_bindings()
            self._screen.workers.cancel_group(self._screen, _WORK)
        return forgotten

    def show_query(self, message: Searched) -> None:
        """Show what is searched, while the answer is composed."""
        if self._waiting and self._awaits(message.number):
            self._waiting.view.show_query(message.query)

    def _awaits(self, number: int) -> bool:
        is_waiting = self._waiting is not None and self._waiting.question.number == number
        return is_waiting and self._screen.is_attached

    def take(self, number: int) -> Waiting | None:
        """Return the question that has its answer, which nothing waits for any more."""
        if not self._awaits(number):
            return None
        taken, self._waiting = self._waiting, None
        self._screen.refresh_bindings()
        return taken

    async def fail(self, number: int, error: "QuothError") -> None:
        """Say below the question why it has no answer."""
        if taken := self.take(number):
            await taken.view.show_failure(explained(error))

    async def close(self, failure: "QuothError") -> None:
        """Answer nothing, now and later, since the engine cannot be opened."""
        self.failure = failure
        if self._waiting:
            await self.fail(self._waiting.question.number, failure)
