"""Question: what a person or a file asks, and why it may not be answered."""

from dataclasses import dataclass

from assistant.asking import LONGEST_QUESTION
from assistant.conversation import Exchange
from index.errors import InputError
from index.search.restriction import EVERYTHING, Restriction

FAILURES = (ArithmeticError, LookupError, MemoryError, RuntimeError, TypeError, ValueError)
"""What the model libraries raise over a text that they cannot work on."""


class QuestionError(InputError):
    """A question that cannot be answered; ``code`` is the one of its error record."""

    def __init__(self, code: str, message: str, question_id: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.question_id = question_id


@dataclass(frozen=True, slots=True)
class Question:
    """One question as a person or a file asks it.

    ``history`` is an explicit history, which stands in place of the conversation's earlier turns;
    None means that there is none. ``within`` are the documents and sections that it is asked of.
    """

    text: str
    id: str | None = None
    conversation: str | None = None
    history: tuple[Exchange, ...] | None = None
    context: bool = True
    within: Restriction = EVERYTHING


def check_question(text: str, question_id: str | None = None) -> None:
    """Refuse a question that cannot be answered.

    Raises:
        QuestionError: It is blank, too long, or has no UTF-8 form.
    """
    if not text.strip():
        raise QuestionError("empty_question", "the question is empty", question_id)
    if len(text) > LONGEST_QUESTION:
        message = (
            f"the question has {len(text):,} characters; at most {LONGEST_QUESTION:,} are allowed"
        )
        raise QuestionError("question_too_long", message, question_id)
    if not is_utf8(text):
        raise QuestionError("bad_record", "the question is not UTF-8", question_id)


def checked(question: str) -> str:
    """Return the question if it can be asked.

    Raises:
        InputError: It is blank or longer than ``LONGEST_QUESTION``.
    """
    if not question.strip():
        raise InputError("the question is empty; ask something")
    if len(question) > LONGEST_QUESTION:
        raise InputError(
            f"the question has {len(question):,} characters; ask in at most {LONGEST_QUESTION:,}"
        )
    return question


def is_utf8(text: str) -> bool:
    """Tell whether a text has a UTF-8 form, which lone surrogates do not."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
