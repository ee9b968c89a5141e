"""``quoth.judgement/1``: whether the documents bear out one quotation or claim of a text."""

from typing import Literal, Self

from msgspec import UNSET, UnsetType

from assistant.answering import CitedPassage
from assistant.judging.judge import Judgement, Verdict
from assistant.quotations.finding import Match
from assistant.records.answers import CitationRecord
from assistant.records.converting import citation_record
from assistant.records.findings import PlaceRecord
from assistant.records.record import Record


class SaidRecord(Record, frozen=True, kw_only=True):
    """Where a text says that something stands; both are empty where it says nothing."""

    documents: list[str]
    pages: list[int]


class FoundPassageRecord(Record, frozen=True, kw_only=True):
    """A passage that was found for a claim, and its sentence that says the most of it."""

    text: str
    sentence: str
    citation: CitationRecord

    @classmethod
    def of(cls, passage: CitedPassage) -> Self:
        """Return the record of a passage."""
        citation = citation_record(passage.citation)
        return cls(text=passage.text, sentence=passage.highlight.text, citation=citation)


class JudgementRecord(
    Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.judgement/1"
):
    """The judgement on a quotation or a claim; ``line`` counts from 1.

    ``verdict`` is null for a claim for which ``passages`` were found. A quotation has ``places``
    where it stands, ``count`` of all of them, and ``pieces`` if it stands in several.
    """

    file: str | None
    line: int
    kind: Literal["quotation", "claim"]
    text: str
    said: SaidRecord
    verdict: Verdict | None
    holds: bool
    match: Match | UnsetType = UNSET
    count: int | UnsetType = UNSET
    places: list[PlaceRecord] | UnsetType = UNSET
    pieces: list[PlaceRecord] | UnsetType = UNSET
    passages: list[FoundPassageRecord] | UnsetType = UNSET

    @classmethod
    def of(cls, judgement: Judgement, most: int, file: str | None = None) -> Self:
        """Return the record of a judgement, with at most so many places or passages."""
        extract, finding = judgement.extract, judgement.finding
        places = finding.places[:most] if finding else ()
        pieces = finding.pieces if finding else ()
        passages = judgement.passages[:most]
        return cls(
            file=file,
            line=extract.line,
            kind="claim" if extract.is_claim else "quotation",
            text=extract.text,
            said=SaidRecord(documents=list(extract.said.documents), pages=list(extract.said.pages)),
            verdict=judgement.verdict,
            holds=judgement.holds,
            match=finding.match if finding else UNSET,
            count=len(finding.places) if finding else UNSET,
            places=[PlaceRecord.of(one, n) for n, one in enumerate(places, 1)]
            if finding
            else UNSET,
            pieces=[PlaceRecord.of(one, n, is_piece=True) for n, one in enumerate(pieces, 1)]
            or UNSET,
            passages=[FoundPassageRecord.of(one) for one in passages] if not finding else UNSET,
        )
