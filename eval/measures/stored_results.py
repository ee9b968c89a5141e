"""Results as JSON, in reports and baselines, and read back from there.

What a result holds is declared in ``eval.measures.result``; here is said what is wrong with one.
"""

import math
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TypeVar

from msgspec import ValidationError, convert

from assistant.records.record import SURE_BEFORE, MisfitError, read
from eval.measures.binding import Binding, UnderTest
from eval.measures.result import DIGITS, RANKING, Answered, Result

_Kind = TypeVar("_Kind", bound=Answered)

_SINCE = {"of_documents"}
"""What earlier versions did not write; then it is as by default."""


class StoredResultError(ValueError):
    """A stored result is not whole; the message says which."""


def number(value: float) -> float | None:
    """Return a value as JSON holds it: null for what has none."""
    return round(value, DIGITS) if math.isfinite(value) else None


def answered_record(result: Answered) -> dict[str, Any]:
    """Return what came of a question, without what its labels say and what its passage holds."""
    whole = result.fields()
    record = {name: whole[name] for name in Answered.__struct_fields__}
    if record["first"]:
        del record["first"]["text"]
    return record


def stored_answered(record: object) -> Answered:
    """Return what ``answered_record`` tells of.

    Raises:
        StoredResultError: It is not whole.
    """
    return _read(record, Answered)


def stored_result(record: object) -> Result:
    """Return the result that its fields tell of.

    Raises:
        StoredResultError: It is not whole.
    """
    return _read(record, Result)


def binding_of(record: object) -> Binding:
    """Return the binding that a record holds.

    Raises:
        StoredResultError: It is not whole.
    """
    if isinstance(record, dict) and {*Binding.__struct_fields__} - _SINCE <= record.keys():
        with suppress(MisfitError):
            return read(Binding, record)
    raise StoredResultError('"bound" is not whole')


def under_test_of(record: object) -> UnderTest:
    """Return what was under test, as a record holds it.

    Raises:
        StoredResultError: It is not whole.
    """
    try:
        return convert(record, dict[str, str | float])
    except ValidationError:
        raise StoredResultError('"under_test" is not whole') from None


def _read(record: object, kind: type[_Kind]) -> _Kind:
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        raise StoredResultError("a result has no id")
    try:
        found = read(kind, {**_unsaid_before(record), **record})
    except MisfitError as error:
        raise StoredResultError(_problem(error.path, record["id"])) from None
    _check(found)
    return found


def _unsaid_before(record: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that a result of an earlier version does not have."""
    found, confidence = record.get("found"), record.get("confidence")
    if found is None:
        return {"answer_f1": None, "certainty": None}
    is_sure = isinstance(confidence, float | int) and confidence >= SURE_BEFORE
    return {
        "answer_f1": None,
        "certainty": ("sure" if is_sure else "unsure") if found else "no",
    }


def _problem(path: Sequence[str | int], name: str) -> str:
    """Return what is not whole where the field at a path is not."""
    match path:
        case ["values", _]:
            return f"the ranking of {name!r} is not whole"
        case ["first", *_]:
            return f"the first passage of {name!r} is not whole"
        case [field, *_] if field in Answered.__struct_fields__:
            return f"the result of {name!r} is not whole"
        case _:
            return f"the labels of {name!r} are not whole"


def _check(found: Answered) -> None:
    """Refuse what contradicts itself: a ranking, what is claimed, a highlight."""
    names = set(RANKING) if found.answerable else set()
    ranked = found.rank is None or (found.answerable and found.rank >= 1)
    if set(found.values) != names or not ranked:
        raise StoredResultError(f"the ranking of {found.id!r} is not whole")
    if found.certainty is not None and found.found is (found.certainty == "no"):
        raise StoredResultError(f"the result of {found.id!r} is not whole")
    if found.first:
        start, end = found.first.highlight
        first, last = found.first.answer or (start, end)
        if not 0 <= found.first.start <= start <= first <= last <= end <= found.first.end:
            raise StoredResultError(f"the first passage of {found.id!r} is not whole")
