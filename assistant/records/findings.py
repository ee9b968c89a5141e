"""``quoth.finding/1``: where a quotation stands."""

from typing import Self

from msgspec import UNSET, UnsetType

from assistant.quotations.differences import Difference
from assistant.quotations.finding import Finding, Match, QuotedPlace
from assistant.records.answers import CitationRecord
from assistant.records.converting import citation_record
from assistant.records.record import Record

_DIGITS = 6


class DifferenceRecord(Record, frozen=True, kw_only=True):
    """What was quoted where the document says something else; either may be empty."""

    quoted: str
    text: str

    @classmethod
    def of(cls, difference: Difference) -> Self:
        """Return the record of a difference."""
        return cls(quoted=difference.quoted, text=difference.text)


class PlaceRecord(Record, frozen=True, kw_only=True):
    """A place where a quotation, or a stretch of it, stands.

    ``quoted`` is there for a stretch, ``settings`` where both differ in their setting alone,
    ``left_out`` where "…" stands for words, ``differences`` and ``likeness`` where words differ.
    """

    match: Match
    text: str
    quoted: str | UnsetType = UNSET
    settings: list[str] | UnsetType = UNSET
    left_out: list[str] | UnsetType = UNSET
    differences: list[DifferenceRecord] | UnsetType = UNSET
    likeness: float | UnsetType = UNSET
    citation: CitationRecord

    @classmethod
    def of(cls, place: QuotedPlace, marker: int, *, is_piece: bool = False) -> Self:
        """Return the record of a place, cited by this number."""
        is_near = place.match is Match.NEAR
        return cls(
            match=place.match,
            text=place.text,
            quoted=place.quoted if is_piece else UNSET,
            settings=list(map(str, place.settings)) or UNSET,
            left_out=list(place.left_out) or UNSET,
            differences=[DifferenceRecord.of(one) for one in place.differences] or UNSET,
            likeness=round(place.likeness, _DIGITS) if is_near else UNSET,
            citation=citation_record(place.citation, marker),
        )


class FindingRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.finding/1"):
    """Where a quotation stands: ``count`` places, of which the first are given.

    ``pieces`` are there where it stands in no place, and its stretches in several.
    """

    quotation: str
    found: bool
    match: Match
    count: int
    places: list[PlaceRecord]
    pieces: list[PlaceRecord] | UnsetType = UNSET

    @classmethod
    def of(cls, finding: Finding, most: int) -> Self:
        """Return the record of a finding with at most so many places."""
        pieces = [PlaceRecord.of(one, n, is_piece=True) for n, one in enumerate(finding.pieces, 1)]
        return cls(
            quotation=finding.quotation,
            found=bool(finding.places),
            match=finding.match,
            count=len(finding.places),
            places=[PlaceRecord.of(one, n) for n, one in enumerate(finding.places[:most], 1)],
            pieces=pieces or UNSET,
        )
