"""Results: the records that answer requests, besides those that files hold."""

from msgspec import UNSET, UnsetType

from assistant.records.indexes import AboutRecord
from assistant.records.judgements import JudgementRecord
from assistant.records.record import Record
from assistant.records.verdicts import VerdictRecord


class FoundRecord(Record, frozen=True, kw_only=True):
    """A passage that was found: ``id`` fetches it, ``url`` names it for good."""

    id: str
    title: str
    url: str
    text: str
    document: str
    page: int | None


class SearchRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.search/1"):
    """Passages, best first."""

    results: list[FoundRecord]


class MetadataRecord(Record, frozen=True, kw_only=True):
    """What there is to know of a text that was fetched; offsets are the document's."""

    document: str
    start: int
    end: int
    page: int | None
    sha256: str
    is_whole: bool
    about: AboutRecord | UnsetType = UNSET


class FetchedRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.text/1"):
    """A document, or what stands around a passage."""

    id: str
    title: str
    url: str
    text: str
    metadata: MetadataRecord


class JudgedRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.judged/1"):
    """The judgements on a text; ``holds`` where the documents bear out all of it."""

    holds: bool
    judgements: list[JudgementRecord]


class VerifiedRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.verified/1"):
    """What has become of the citations of an answer; ``holds`` where all are intact."""

    holds: bool
    verdicts: list[VerdictRecord]


class ListedRecord(Record, frozen=True, kw_only=True):
    """A document of the list."""

    id: str
    title: str
    url: str
    passages: int
    pages: int | None
    sha256: str
    about: AboutRecord | UnsetType = UNSET


class DocumentsRecord(
    Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.documents/1"
):
    """A page of the list of documents, in order; ``next`` asks for the page after it."""

    count: int
    documents: list[ListedRecord]
    next: str | UnsetType = UNSET
