"""``quoth.error/1``: a question of many that has no answer, and why."""

from typing import Any

from assistant.questions import QuestionError
from assistant.records.record import Record

_SCHEMA = "quoth.error/1"


class Failure(Record, frozen=True, kw_only=True):
    """Why: ``code`` is one of a few that programs know, ``message`` is for people."""

    code: str
    message: str


class ErrorRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag=_SCHEMA):
    """The record of a line, counted from 1."""

    id: str | None
    line: int
    error: Failure


def error_record(number: int, error: QuestionError) -> ErrorRecord:
    """Return the record of a line, counted from 1, whose question cannot be answered."""
    failure = Failure(code=error.code, message=str(error))
    return ErrorRecord(id=error.question_id, line=number, error=failure)


def is_error(fields: dict[str, Any]) -> bool:
    """Tell whether a record is one of an error."""
    return fields.get("schema") == _SCHEMA
