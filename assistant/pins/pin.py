"""Pin: a passage that is kept, with the question that it answered and a note."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from msgspec import UNSET, UnsetType

from assistant.records.answers import AnswerRecord, IndexName
from assistant.records.converting import answer_record, turn_of
from assistant.records.record import Record, RecordError, read

if TYPE_CHECKING:
    from assistant.answering import CitedPassage
    from assistant.conversation import Turn


class PinRecord(Record, frozen=True, kw_only=True):
    """A line of a collection: a question to ask again, its answer with the one passage, the note."""

    question: str
    note: str | UnsetType = UNSET
    pinned: str
    sources: list[str]
    answer: AnswerRecord


@dataclass(frozen=True, slots=True)
class Pin:
    """What is kept.

    Args:
        turn: The question, and its answer with this passage alone.
        note: What the person says of it; may be empty.
        record: The line that it is kept as.
    """

    turn: "Turn"
    note: str
    record: PinRecord

    @classmethod
    def of(
        cls,
        turn: "Turn",
        passage: "CitedPassage",
        index: IndexName,
        *,
        sources: tuple[str, ...],
        pinned: str,
    ) -> Self:
        """Return a passage of a turn as a pin without a note.

        Args:
            turn: The question with its answer.
            passage: One of the answer's.
            index: What it was answered from.
            sources: The files and folders of that.
            pinned: When, in ISO 8601.
        """
        alone = replace(turn, answer=replace(turn.answer, passages=(passage,)))
        record = PinRecord(
            question=turn.question,
            pinned=pinned,
            sources=list(sources),
            answer=answer_record(alone, index),
        )
        return cls(alone, "", record)

    @classmethod
    def read(cls, fields: dict[str, object]) -> Self:
        """Return the pin that a line tells of.

        Raises:
            RecordError: It is none.
        """
        record = read(PinRecord, fields)
        if len(record.answer.passages) != 1:
            raise RecordError("a pin has one passage")
        return cls(turn_of(record.answer), record.note or "", record)

    @property
    def passage(self) -> "CitedPassage":
        """The passage."""
        return self.turn.answer.passages[0]

    def is_as(self, other: Self) -> bool:
        """Tell whether the same passage is kept for the same question, with whatever note."""
        here, there = self.passage.citation, other.passage.citation
        same_place = (here.document, here.start, here.end) == (
            there.document,
            there.start,
            there.end,
        )
        return same_place and self.turn.question == other.turn.question

    def noted(self, note: str) -> Self:
        """Return it with another note."""
        from msgspec.structs import replace as changed

        return replace(self, note=note, record=changed(self.record, note=note or UNSET))
