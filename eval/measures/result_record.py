"""Results as JSON, in reports and baselines, and read back from there."""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from eval.measures.result import DIGITS, RANKING, FirstPassage, Result
from eval.questions.binding import Binding, UnderTest
from eval.questions.records import Place


class StoredResultError(ValueError):
    """A stored result is not whole; the message says which."""


def number(value: float) -> float | None:
    """Return a value as JSON holds it: null for what has none."""
    return round(value, DIGITS) if math.isfinite(value) else None


def outcome_record(result: Result) -> dict[str, Any]:
    """Return what came of a question, without what its labels say and what its passage holds."""
    return {
        "id": result.id,
        "answerable": result.answerable,
        "rank": result.rank,
        "values": dict(result.values),
        "sentence_right": result.sentence_right,
        "found": result.found,
        "confidence": result.confidence,
        "citations_valid": result.citations,
        "first": _place_record(result.first),
    }


def labelled_record(result: Result) -> dict[str, Any]:
    """Return all there is to know of a result; ``labelled_result`` reads it back."""
    record = outcome_record(result)
    if result.first:
        record["first"]["text"] = result.first.text
    return {
        **record,
        "question": result.text,
        "file": result.place.file,
        "line": result.place.line,
        "tags": list(result.tags),
        "documents": list(result.documents),
        "carried": list(result.carried),
        "unplaced": list(result.unplaced),
        "failure": result.failure,
    }


def outcome_fields(record: object) -> dict[str, Any]:
    """Return the fields of a result that an outcome's record tells of.

    Raises:
        StoredResultError: It is not whole.
    """
    match record:
        case {
            "id": str(name),
            "answerable": bool() | None as answerable,
            "rank": int() | None as rank,
            "values": dict(values),
            "sentence_right": bool() | None as sentence_right,
            "found": bool(found),
            "confidence": float() | int() as confidence,
            "citations_valid": float() | int() | None as citations,
            "first": first,
        } if all(0 <= share <= 1 for share in (confidence, citations or 0)):
            _check_ranking(name, values, rank, answerable=answerable)
            return {
                "id": name,
                "answerable": answerable,
                "rank": rank,
                "values": values,
                "sentence_right": sentence_right,
                "found": found,
                "confidence": confidence,
                "citations": citations,
                "first": _first(name, first),
            }
        case {"id": str(name)}:
            raise StoredResultError(f"the result of {name!r} is not whole")
        case _:
            raise StoredResultError("a result has no id")


def labelled_result(record: object) -> Result:
    """Return the result that ``labelled_record`` tells of.

    Raises:
        StoredResultError: It is not whole.
    """
    found = outcome_fields(record)
    match record:
        case {
            "question": str(text),
            "file": str(file),
            "line": int(line),
            "tags": list(tags),
            "documents": list(documents),
            "carried": list(carried),
            "unplaced": list(unplaced),
            "failure": str() | None as failure,
        } if all(isinstance(s, str) for s in (*tags, *documents, *carried, *unplaced)):
            return Result(
                **found,
                text=text,
                place=Place(file, line),
                tags=tuple(tags),
                documents=tuple(documents),
                carried=tuple(carried),
                unplaced=tuple(unplaced),
                failure=failure,
            )
        case _:
            raise StoredResultError(f"the labels of {found['id']!r} are not whole")


def binding_of(record: Any) -> Binding:
    """Return the binding that a record holds.

    Raises:
        StoredResultError: It is not whole.
    """
    match record:
        case {
            "questions": str(),
            "documents": dict(documents),
            "depth": int(),
            "context": bool(),
            "rewritten": bool(),
            "exclude_answered": bool(),
        } if all(isinstance(sha256, str) for sha256 in documents.values()):
            return Binding(**{name: record[name] for name in asdict(Binding("", {}, 0))})
        case _:
            raise StoredResultError('"bound" is not whole')


def under_test_of(record: object) -> UnderTest:
    """Return what was under test, as a record holds it.

    Raises:
        StoredResultError: It is not whole.
    """
    if isinstance(record, dict) and all(isinstance(v, str | int | float) for v in record.values()):
        return record
    raise StoredResultError('"under_test" is not whole')


def _check_ranking(
    name: str, values: Mapping[str, Any], rank: int | None, *, answerable: bool | None
) -> None:
    """Refuse values that are no shares, or that do not fit what is known of the question."""
    numbers = all(type(value) in {int, float} and 0 <= value <= 1 for value in values.values())
    names = set(values) == (set(RANKING) if answerable else set())
    if not (numbers and names and (rank is None or (answerable and rank >= 1))):
        raise StoredResultError(f"the ranking of {name!r} is not whole")


def _place_record(first: FirstPassage | None) -> dict[str, Any] | None:
    if first is None:
        return None
    return {
        "document": first.document,
        "start": first.start,
        "end": first.end,
        "highlight": list(first.highlight),
    }


def _first(name: str, record: Any) -> FirstPassage | None:
    match record:
        case None:
            return None
        case {
            "document": str(document),
            "start": int(start),
            "end": int(end),
            "highlight": [int(first), int(last)],
        } if 0 <= start <= first <= last <= end:
            text = record.get("text")
            return FirstPassage(
                document, start, end, (first, last), text if isinstance(text, str) else None
            )
        case _:
            raise StoredResultError(f"the first passage of {name!r} is not whole")
