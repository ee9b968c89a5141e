"""Recorded: a turn read back from its answer record, the inverse of rendering one."""

from collections.abc import Mapping
from types import NoneType
from typing import TYPE_CHECKING, Any

from assistant.answering import (
    Answer,
    Citation,
    CitedPassage,
    Explanation,
    Highlight,
    Reason,
)
from assistant.conversation import Query, Turn
from assistant.rendering.turns import ANSWER_SCHEMA, IndexName
from index.search.restriction import Restriction

if TYPE_CHECKING:
    from index.signals.query import Correction

_Kinds = Mapping[str, tuple[type, ...]]

_RECORD: _Kinds = {
    "question": (str,),
    "query": (str,),
    "carried": (list,),
    "found": (bool,),
    "confidence": (float, int),
    "passages": (list,),
    "index": (dict,),
}
_PASSAGE: _Kinds = {"rank": (int,), "score": (float, int), "text": (str,)}
_HIGHLIGHT: _Kinds = {"start": (int,), "end": (int,), "text": (str,)}
_CITATION: _Kinds = {
    "marker": (int,),
    "document": (str,),
    "title": (str,),
    "section": (str, NoneType),
    "paragraph": (int, NoneType),
    "page": (int, NoneType),
    "start": (int,),
    "end": (int,),
    "prefix": (str,),
    "suffix": (str,),
    "sha256": (str,),
}
_REASON: _Kinds = {"signal": (str,), "value": (float, int), "part": (float, int)}
_INDEX: _Kinds = {"fingerprint": (str,), "model": (str,)}


class RecordError(ValueError):
    """An answer record cannot be read back; the message says why."""


def turn_of(record: Any) -> Turn:
    """Return the turn that an answer record tells of; fields that it does not know are ignored.

    What the record leaves out, the reasons where nobody asked for them, is empty in the turn.

    Raises:
        RecordError: The record is of another schema, or not whole, or contradicts itself.
    """
    _check_schema(record)
    fields = _fields("the answer", record, _RECORD)
    confidence = fields["confidence"]
    _expect(0 <= confidence <= 1, "the confidence is no probability")
    passages = tuple(_passage(rank, item) for rank, item in enumerate(fields["passages"], 1))
    query = Query(fields["query"], _strings("carried", fields["carried"]), _corrections(record))
    unmentioned = record.get("unmentioned", [])
    _expect(isinstance(unmentioned, list), "unmentioned is no list")
    missing = _strings("unmentioned", unmentioned)
    answer = Answer(fields["found"], confidence, passages, missing)
    return Turn(fields["question"], query, answer, _restriction(record))


def index_of(record: dict[str, Any]) -> IndexName:
    """Return which index an answer record came from.

    Raises:
        RecordError: It does not say so.
    """
    return IndexName(**_fields("the index", record.get("index"), _INDEX))


def _check_schema(record: Any) -> None:
    if not isinstance(record, dict):
        raise RecordError("there is no answer")
    schema = record.get("schema")
    if schema != ANSWER_SCHEMA:
        shown = schema[:40] if isinstance(schema, str) else schema
        raise RecordError(f"the answer is of the schema {shown!r}, not {ANSWER_SCHEMA!r}")


def _corrections(record: dict[str, Any]) -> tuple["Correction", ...]:
    from index.signals.query import Correction

    read = record.get("corrected", {})
    _expect(isinstance(read, dict), "corrected is no object")
    words = _strings("corrected", list(read.values()))
    return tuple(Correction(typed, word) for typed, word in zip(read, words, strict=True))


def _restriction(record: dict[str, Any]) -> Restriction:
    try:
        return Restriction.of(record.get("restricted", {}))
    except ValueError as error:
        raise RecordError(str(error)) from None


def _passage(rank: int, item: Any) -> CitedPassage:
    name = f"passage {rank}"
    fields = _fields(name, item, _PASSAGE)
    highlight = Highlight(**_fields(f"the highlight of {name}", item.get("highlight"), _HIGHLIGHT))
    citation = _citation(name, item.get("citation"))
    also = item.get("also", [])
    _expect(isinstance(also, list), f"also of {name} is no list")
    passage = CitedPassage(
        **fields,
        highlight=highlight,
        citation=citation,
        explanation=_explanation(name, item.get("explain")),
        also=tuple(_citation(name, twin) for twin in also),
    )
    _check_places(name, passage)
    return passage


def _check_places(name: str, passage: CitedPassage) -> None:
    """Refuse offsets that do not fit the quote: whatever shows a passage relies on them."""
    length, first = len(passage.text), passage.citation.start
    for citation in (passage.citation, *passage.also):
        fits = citation.start >= 0 and citation.end - citation.start == length
        _expect(fits, f"the offsets of {name} do not fit its text")
    start, end = passage.highlight.start - first, passage.highlight.end - first
    fits = 0 <= start <= end and passage.text[start:end] == passage.highlight.text
    _expect(fits, f"the highlight of {name} is not in its text")


def _citation(name: str, item: Any) -> Citation:
    fields = _fields(f"a citation of {name}", item, _CITATION)
    link = item.get("link")
    _expect(isinstance(link, str | None), f"a citation of {name} has no proper link")
    return Citation(**fields, link=link, intact=not item.get("changed", False))


def _explanation(name: str, item: Any) -> Explanation:
    if item is None:
        return Explanation((), ())
    name = f"the reasons of {name}"
    fields = _fields(name, item, {"signals": (list,), "matched": (list,)})
    signals = tuple(Reason(**_fields(name, signal, _REASON)) for signal in fields["signals"])
    return Explanation(signals, _strings(name, fields["matched"]))


def _fields(name: str, item: Any, kinds: _Kinds) -> dict[str, Any]:
    """Return the fields of an object that ``kinds`` names; a boolean is no number."""
    _expect(isinstance(item, dict), f"{name} is no object")
    for field, allowed in kinds.items():
        _expect(type(item.get(field)) in allowed, f"{name} has no proper {field}")
    return {field: item.get(field) for field in kinds}


def _strings(name: str, items: list[Any]) -> tuple[str, ...]:
    _expect(all(isinstance(item, str) for item in items), f"{name} holds more than strings")
    return tuple(items)


def _expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001
    if not holds:
        raise RecordError(otherwise)
