"""Question: one line of a file of questions, and the errors that a line can have."""

from dataclasses import dataclass
from typing import Any, TypeVar

from assistant.conversation import Exchange
from index.errors import InputError
from index.files.json_lines import JsonLineError, parse_object
from index.search.restriction import EVERYTHING, Restriction

FAILURES = (ArithmeticError, LookupError, MemoryError, RuntimeError, TypeError, ValueError)
"""What the model libraries raise over a text that they cannot work on."""
LONGEST_QUESTION = 10_000
"""Characters; a question longer than the model's window is searched in windows."""

_Value = TypeVar("_Value")

_JSON_NAMES = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


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


def parse_question(line: bytes) -> Question:
    """Return the question record in a line; fields that it does not know are ignored.

    Raises:
        QuestionError: The line is blank, no JSON object, or no question record.
    """
    if not line.strip():
        raise QuestionError("blank_line", "the line is blank")
    try:
        record = parse_object(line)
    except JsonLineError as error:
        raise QuestionError("bad_json", str(error)) from None
    return question_of(record)


def question_of(record: dict[str, Any]) -> Question:
    """Return the question that a record asks; fields that it does not know are ignored.

    Raises:
        QuestionError: It is no question record.
    """
    question_id = record.get("id") if isinstance(record.get("id"), str) else None
    try:
        return _question(record)
    except _FieldError as error:
        raise QuestionError("bad_record", str(error), question_id) from None


class _FieldError(ValueError):
    """A field of a record is missing or of the wrong type; the message names it."""


def _question(record: dict[str, Any]) -> Question:
    if "question" not in record:
        raise _FieldError("question is missing")
    context = _field(record, "context", bool)
    return Question(
        text=_required(record, "question"),
        id=_field(record, "id", str),
        conversation=_field(record, "conversation", str),
        history=_history(_field(record, "history", list)),
        context=context is not False,
        within=_restriction(record),
    )


def _restriction(record: dict[str, Any]) -> Restriction:
    try:
        return Restriction.of(_field(record, "restricted", dict) or {})
    except ValueError as error:
        raise _FieldError(str(error)) from None


def _history(items: list[Any] | None) -> tuple[Exchange, ...] | None:
    if items is None:
        return None
    return tuple(_exchange(f"history item {number}", item) for number, item in enumerate(items, 1))


def _exchange(name: str, item: Any) -> Exchange:
    match item:
        case str():
            return Exchange(item)
        case {"question": str(question)}:
            try:
                return Exchange(question, _field(item, "answer", str))
            except _FieldError as error:
                raise _FieldError(f"{name}: {error}") from None
        case _:
            raise _FieldError(f"{name} must be a string or an object with a question")


def _required(record: dict[str, Any], name: str) -> str:
    value = record[name]
    if not isinstance(value, str):
        raise _FieldError(f"{name} must be a string, not {_JSON_NAMES[type(value)]}")
    return value


def _field(record: dict[str, Any], name: str, kind: type[_Value]) -> _Value | None:
    value = record.get(name)
    if value is None or isinstance(value, kind):
        return value
    wanted, given = _JSON_NAMES[kind], _JSON_NAMES[type(value)]
    raise _FieldError(f"{name} must be {wanted}, not {given}")
