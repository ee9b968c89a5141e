"""LineAnswerer: answers the lines of a file of questions, with their conversations."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.asking import Asking
from assistant.console.remedies import explained
from assistant.conversation import Exchange, History, Turn
from assistant.questions import FAILURES, Question, QuestionError, check_question
from assistant.records.answers import AnswerRecord, IndexName
from assistant.records.converting import answer_record
from assistant.records.failures import ErrorRecord, error_record
from assistant.records.questions import parse_question
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.engine import Assistant


class LineAnswerer:
    """Answers lines one after the other; keeps the ids and the conversations so far.

    Args:
        assistant: Answers the questions.
        asking: How each of them is answered; a question may go without context, and be asked of
            some documents, on its own.
    """

    def __init__(self, assistant: "Assistant", asking: Asking) -> None:
        self.assistant = assistant
        self.asking = asking
        self.index = IndexName.of(assistant)
        self._ids: set[str] = set()
        self._conversations: dict[str, list[Exchange]] = {}

    def read(self, line: bytes) -> Question:
        """Return the question in a line, which has to come after the lines before it.

        Raises:
            QuestionError: It holds none that can be answered.
        """
        question = parse_question(line)
        if question.id is not None:
            if question.id in self._ids:
                message = f"the id {question.id!r} was given before"
                raise QuestionError("duplicate_id", message, question.id)
            self._ids.add(question.id)
        check_question(question.text, question.id)
        return question

    def history(self, question: Question) -> History:
        """Return what came before a question: its own history, or its conversation so far."""
        if question.history is not None:
            return question.history
        if question.conversation is None:
            return ()
        return self._conversations.get(question.conversation, ())

    def remember(self, question: Question, exchange: Exchange) -> None:
        """Add an answered question to its conversation."""
        if question.conversation is not None:
            self._conversations.setdefault(question.conversation, []).append(exchange)

    def answer(self, number: int, line: bytes) -> AnswerRecord | ErrorRecord:
        """Return the record that a line gives: an answer, or an error with its code."""
        try:
            return self._answer(self.read(line))
        except QuestionError as error:
            return error_record(number, error)

    def _answer(self, question: Question) -> AnswerRecord:
        turn = ask(self.assistant, question, self.history(question), self.asking)
        self.remember(question, turn.as_exchange())
        return answer_record(
            turn,
            self.index,
            question_id=question.id,
            conversation=question.conversation,
            explain=self.asking.explain,
        )


def ask(assistant: "Assistant", question: Question, history: History, asking: Asking) -> Turn:
    """Return the answer to one question of many, of which none may end the others.

    Raises:
        QuestionError: Nothing is within its restriction, or the libraries failed on it; the code
            is ``bad_record`` or ``internal``.
    """
    context = asking.context and question.context
    within = question.within or asking.within
    with coded_failures(question.id):
        return assistant.ask(question.text, history, k=asking.k, context=context, within=within)


@contextmanager
def coded_failures(question_id: str | None = None) -> Iterator[None]:
    """Turn what fails in answering one question into an error with its code.

    Raises:
        QuestionError: Nothing is within its restriction, or the libraries failed on it; the code
            is ``bad_record`` or ``internal``.
    """
    try:
        yield
    except InputError as error:
        raise QuestionError("bad_record", explained(error), question_id) from error
    except FAILURES as error:
        message = f"{type(error).__name__}: {error}"
        raise QuestionError("internal", message, question_id) from error
