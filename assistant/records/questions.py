"""The question record: one question of a file, with what it follows on from."""

from typing import Any

from assistant.conversation import Exchange, History
from assistant.questions import Question, QuestionError
from assistant.records.record import MisfitError, Record, RecordError, read
from assistant.records.restrictions import restriction_of
from index.files.json_lines import JsonLineError, parse_object
from index.search.restriction import EVERYTHING

_WANTED = {
    "question": "a string",
    "id": "a string",
    "conversation": "a string",
    "history": "a list",
    "context": "true or false",
    "restricted": "an object",
    "answer": "a string",
}
_GIVEN = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


class ExchangeRecord(Record, frozen=True, kw_only=True):
    """An earlier question, and its answer where it is known."""

    question: str
    answer: str | None = None


HistoryRecord = list[str | ExchangeRecord]
"""Earlier exchanges, oldest first; a question without an answer stands alone."""


class QuestionRecord(Record, frozen=True, kw_only=True):
    """A question; null is as good as nothing."""

    context: bool | None = None
    question: str
    id: str | None = None
    conversation: str | None = None
    history: HistoryRecord | None = None
    restricted: dict[str, Any] | None = None


def history_record(history: History) -> HistoryRecord:
    """Return a history as a record has it."""
    return [
        one.question
        if one.answer is None
        else ExchangeRecord(question=one.question, answer=one.answer)
        for one in history
    ]


def parse_question(line: bytes) -> Question:
    """Return the question record in a line; fields that it does not know are ignored.

    Raises:
        QuestionError: The line is blank, no JSON object, or no question record.
    """
    if not line.strip():
        raise QuestionError("blank_line", "the line is blank")
    try:
        fields = parse_object(line)
    except JsonLineError as error:
        raise QuestionError("bad_json", str(error)) from None
    return question_of(fields)


def question_of(fields: dict[str, Any]) -> Question:
    """Return the question that a record asks; fields that it does not know are ignored.

    Raises:
        QuestionError: It is no question record.
    """
    try:
        return _question(fields)
    except MisfitError as error:
        message = _complaint(fields, *error.path)
    except RecordError as error:
        message = str(error)
    question_id = fields.get("id")
    named = question_id if isinstance(question_id, str) else None
    raise QuestionError("bad_record", message, named)


def _question(fields: dict[str, Any]) -> Question:
    if "question" not in fields:
        raise RecordError("question is missing")
    record = read(QuestionRecord, fields)
    history = None if record.history is None else tuple(map(_exchange, record.history))
    return Question(
        text=record.question,
        id=record.id,
        conversation=record.conversation,
        history=history,
        context=record.context is not False,
        within=restriction_of(record.restricted) if record.restricted else EVERYTHING,
    )


def _exchange(item: str | ExchangeRecord) -> Exchange:
    if isinstance(item, str):
        return Exchange(item)
    return Exchange(item.question, item.answer)


def _complaint(fields: dict[str, Any], *path: str | int) -> str:
    """Return what is wrong, given the path to the field that is."""
    match path:
        case ["history", int(number), "answer"]:
            exchange = fields["history"][number]
            return f"history item {number + 1}: {_misfit('answer', exchange['answer'])}"
        case ["history", int(number), *_]:
            return f"history item {number + 1} must be a string or an object with a question"
        case _:
            name = str(path[0])
            return _misfit(name, fields[name])


def _misfit(name: str, value: Any) -> str:
    return f"{name} must be {_WANTED[name]}, not {_GIVEN[type(value)]}"
