"""What answer records claim to quote, also those of other programs that know only that."""

from collections.abc import Iterator
from typing import Annotated, Any

from msgspec import Meta

from assistant.answering import Highlight
from assistant.citations.anchoring import Claim
from assistant.records.answers import HighlightRecord, highlight_of
from assistant.records.record import MisfitError, Record, RecordError, read


class _Passage(Record, frozen=True, kw_only=True):
    text: Annotated[str, Meta(min_length=1)]
    citation: dict[str, Any]
    highlight: HighlightRecord


class _Citation(Record, frozen=True, kw_only=True):
    marker: int
    document: str
    start: Annotated[int, Meta(ge=0)]
    end: int
    prefix: str
    suffix: str


def claims_of(answer: dict[str, Any]) -> Iterator[Claim]:
    """Give every citation of an answer record with its quote, those of identical passages too.

    Raises:
        RecordError: A passage or a citation lacks what it takes to prove it.
    """
    passages = answer.get("passages")
    if not isinstance(passages, list):
        raise RecordError("an answer record without passages")
    for rank, fields in enumerate(passages, 1):
        try:
            passage = read(_Passage, fields if isinstance(fields, dict) else {})
        except MisfitError:
            raise RecordError(f"passage {rank} is not one of an answer record") from None
        yield _claim(rank, passage.text, passage.citation, highlight_of(passage.highlight))
        also = fields.get("also", [])
        for citation in also if isinstance(also, list) else [also]:
            yield _claim(rank, passage.text, citation, None)


def _claim(rank: int, text: str, fields: Any, highlight: Highlight | None) -> Claim:
    try:
        cited = read(_Citation, fields if isinstance(fields, dict) else {})
    except MisfitError:
        cited = None
    if cited is None or cited.end < cited.start:
        raise RecordError(f"passage {rank} has a citation that is none")
    return Claim(
        cited.marker, cited.document, cited.start, cited.end, text, cited.prefix, cited.suffix,
        highlight,
    )  # fmt: skip
