"""``quoth.mentions/1``: every place where words stand in the documents."""

from collections.abc import Sequence
from typing import Self

from assistant.quotations.mentions import DocumentMentions
from assistant.records.answers import CitationRecord
from assistant.records.converting import citation_record
from assistant.records.record import Record


class MentionRecord(Record, frozen=True, kw_only=True):
    """One mention: the words as they stand there."""

    text: str
    citation: CitationRecord


class DocumentMentionsRecord(Record, frozen=True, kw_only=True):
    """A document, how often it mentions the words, and where."""

    document: str
    title: str
    count: int
    mentions: list[MentionRecord]

    @classmethod
    def of(cls, found: DocumentMentions) -> Self:
        """Return the record of the mentions of a document."""
        return cls(
            document=found.document.id,
            title=found.document.title,
            count=len(found.citations),
            mentions=[
                MentionRecord(
                    text=found.text[each.start : each.end],
                    citation=citation_record(each, each.marker),
                )
                for each in found.citations
            ],
        )


class MentionsRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.mentions/1"):
    """All mentions of words, by document."""

    text: str
    count: int
    documents: list[DocumentMentionsRecord]

    @classmethod
    def of(cls, wanted: str, found: Sequence[DocumentMentions]) -> Self:
        """Return the record of what was looked for and found."""
        documents = [DocumentMentionsRecord.of(each) for each in found]
        return cls(text=wanted, count=sum(each.count for each in documents), documents=documents)
