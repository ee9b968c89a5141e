"""The eval record of a question of a chat that somebody has judged."""

from msgspec import UNSET, UnsetType

from assistant.records.questions import HistoryRecord
from assistant.records.record import Record


class EvidenceRecord(Record, frozen=True, kw_only=True):
    """A quote that answers; ``prefix`` tells its place from others with the same words."""

    document: str
    quote: str
    prefix: str | UnsetType = UNSET


class LabelRecord(Record, frozen=True, kw_only=True):
    """A question and its evidence; none means that nothing answers it."""

    id: str
    question: str
    history: HistoryRecord | UnsetType = UNSET
    evidence: list[EvidenceRecord]
    tags: list[str]
