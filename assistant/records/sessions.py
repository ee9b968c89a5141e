"""A line of a saved chat: a question record that asks again, with its answer in further fields."""

from typing import Any

from msgspec import UNSET, UnsetType

from assistant.records.answers import AnswerRecord
from assistant.records.questions import HistoryRecord
from assistant.records.record import MisfitError, Record, read
from assistant.records.restrictions import RestrictionRecord


class SessionRecord(Record, frozen=True, kw_only=True):
    """One turn; ``asked`` is when, ``sources`` are absolute paths of what was asked."""

    question: str
    conversation: str
    context: bool | UnsetType = UNSET
    restricted: RestrictionRecord | UnsetType = UNSET
    history: HistoryRecord | UnsetType = UNSET
    asked: str
    sources: list[str]
    answer: AnswerRecord


class _Sources(Record, frozen=True, kw_only=True):
    sources: list[str]


def sources_of(fields: dict[str, Any]) -> tuple[str, ...] | None:
    """Return the sources that a line of a saved chat names; None for any other line."""
    try:
        return tuple(read(_Sources, fields).sources)
    except MisfitError:
        return None
