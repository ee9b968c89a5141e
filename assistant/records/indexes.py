"""``quoth.index/1``, ``quoth.check/1`` and ``quoth.refresh/1``: what an index is made of, and how it is."""

from msgspec import UNSET, UnsetType

from assistant.records.record import Record


class DocumentRecord(Record, frozen=True, kw_only=True):
    """A document of an index."""

    id: str
    title: str
    passages: int
    words: int
    sha256: str


class SkippedRecord(Record, frozen=True, kw_only=True):
    """A file or folder that was passed over, and why."""

    name: str
    source: str
    reason: str


class IndexRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.index/1"):
    """What an index is made of; the lists are there where they were asked for."""

    index: str
    sources: list[str]
    include: list[str]
    exclude: list[str]
    model: str
    fingerprint: str
    documents: int
    passages: int
    bytes: int
    skipped: dict[str, int]
    problems: list[str]
    document_list: list[DocumentRecord] | UnsetType = UNSET
    skipped_list: list[SkippedRecord] | UnsetType = UNSET


class CheckRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.check/1"):
    """Whether an index is whole and current."""

    state: str
    message: str


class RefreshRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.refresh/1"):
    """What a refresh did to the documents, by their ids."""

    added: list[str]
    changed: list[str]
    removed: list[str]
    documents: int
    passages: int
    fingerprint: str
    problems: list[str]
