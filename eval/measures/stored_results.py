"""Results as JSON, in reports and baselines, and read back from there.

What a result holds is declared in ``eval.measures.result``, once; here it is only put into words
what is wrong with a record.
"""

import math
import re
from dataclasses import fields
from typing import Any, TypeVar

from msgspec import ValidationError, convert, to_builtins

from eval.measures.binding import Binding, UnderTest
from eval.measures.result import DIGITS, RANKING, Answered, Result

_Kind = TypeVar("_Kind", bound=Answered)
_OF_ASKING = tuple(field.name for field in fields(Answered))


class StoredResultError(ValueError):
    """A stored result is not whole; the message says which."""


def number(value: float) -> float | None:
    """Return a value as JSON holds it: null for what has none."""
    return round(value, DIGITS) if math.isfinite(value) else None


def result_record(result: Result) -> dict[str, Any]:
    """Return all there is to know of a result; ``stored_result`` reads it back."""
    record: dict[str, Any] = to_builtins(result)
    return record


def answered_record(result: Answered) -> dict[str, Any]:
    """Return what came of a question, without what its labels say and what its passage holds."""
    whole = to_builtins(result)
    record = {name: whole[name] for name in _OF_ASKING}
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
    """Return the result that ``result_record`` tells of.

    Raises:
        StoredResultError: It is not whole.
    """
    return _read(record, Result)


def binding_of(record: object) -> Binding:
    """Return the binding that a record holds.

    Raises:
        StoredResultError: It is not whole.
    """
    names = {field.name for field in fields(Binding)}
    if isinstance(record, dict) and names <= record.keys():
        try:
            return convert(record, Binding)
        except ValidationError:
            pass
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
    name = record.get("id") if isinstance(record, dict) else None
    if not isinstance(name, str):
        raise StoredResultError("a result has no id")
    try:
        found = convert(record, kind)
    except ValidationError as error:
        raise StoredResultError(f"{_part(str(error))} of {name!r} is not whole") from None
    _check(found)
    return found


def _part(error: str) -> str:
    """Return what an error of msgspec is about, which ends with its path: at `$.first.start`."""
    path = re.findall(r"`(?:\$\.)?([^`]*)`", error)[-1]
    if path.startswith("values["):
        return "the ranking"
    field = re.split(r"[.\[]", path)[0]
    if field == "first":
        return "the first passage"
    return "the result" if field in _OF_ASKING else "the labels"


def _check(found: Answered) -> None:
    """Refuse a ranking that does not fit what is known of the question, and a stray highlight."""
    names = set(RANKING) if found.answerable else set()
    ranked = found.rank is None or (found.answerable and found.rank >= 1)
    if set(found.values) != names or not ranked:
        raise StoredResultError(f"the ranking of {found.id!r} is not whole")
    if found.first:
        start, end = found.first.highlight
        if not 0 <= found.first.start <= start <= end <= found.first.end:
            raise StoredResultError(f"the first passage of {found.id!r} is not whole")
