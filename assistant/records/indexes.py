"""``quoth.index/1``, ``quoth.check/1`` and ``quoth.refresh/1``: what an index is made of, and how it is."""

from msgspec import UNSET, UnsetType

from assistant.records.record import Record
from index.dating import is_date
from index.metadata import Metadata


class AboutRecord(Record, frozen=True, kw_only=True):
    """What a document says of itself, without what it does not say.

    ``date`` is ``2021``, ``2021-05``, ``2021-05-04`` or ``2021-05-04 14:30``, as exactly as it says.
    """

    authors: list[str] | UnsetType = UNSET
    sender: str | UnsetType = UNSET
    recipients: list[str] | UnsetType = UNSET
    date: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET

    @classmethod
    def of(cls, metadata: Metadata) -> "AboutRecord | UnsetType":
        """Return the record of what a document says; none where that is nothing."""
        if not metadata:
            return UNSET
        return cls(
            authors=list(metadata.authors) or UNSET,
            sender=metadata.sender or UNSET,
            recipients=list(metadata.recipients) or UNSET,
            date=metadata.date or UNSET,
            language=metadata.language or UNSET,
            tags=list(metadata.tags) or UNSET,
        )

    def metadata(self) -> Metadata:
        """Return what it tells of, without a date that is none."""
        date = self.date or ""
        return Metadata(
            tuple(self.authors or ()), self.sender or "", tuple(self.recipients or ()),
            date if is_date(date) else "", self.language or "", tuple(self.tags or ()),
        )  # fmt: skip


class DocumentRecord(Record, frozen=True, kw_only=True):
    """A document of an index."""

    id: str
    title: str
    passages: int
    words: int
    sha256: str
    about: AboutRecord | UnsetType = UNSET


class SkippedRecord(Record, frozen=True, kw_only=True):
    """A file or folder that was passed over, and why."""

    name: str
    source: str
    reason: str


class IndexRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.index/1"):
    """What an index is made of; the lists are there where they were asked for.

    ``unfinished`` are the bytes that a build which has not ended keeps, where there are any.
    """

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
    unfinished: int | UnsetType = UNSET
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
