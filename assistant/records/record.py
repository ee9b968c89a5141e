"""Record: what every schema is declared as; its fields are written in the order of the declaration.

A field that is missing differs from one that is null: ``UNSET`` fields are left out. Fields that a
declaration does not have are passed over, as later versions may add some.
"""

import re
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert, to_builtins

SURE_BEFORE = 0.5
"""How probable an answer was that versions took for sure which did not say how certain it is."""

_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")
_MISSING = re.compile(r"missing required field `(\w+)`")
_PLACE = re.compile(r" - at `\$([^`]*)`$")

_Record = TypeVar("_Record", bound="Record")


class Record(Struct, frozen=True):
    """A record, or an object within one."""

    def fields(self) -> dict[str, Any]:
        """Return what it is as JSON, its keys in the order in which they are written."""
        fields: dict[str, Any] = to_builtins(self)
        return fields


class RecordError(ValueError):
    """Something is not the record that it should be; the message says why."""


class MisfitError(RecordError):
    """A field is missing or of another kind; ``path`` leads there, by names and numbers from 0."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        place = _PLACE.search(message)
        steps = _STEP.findall(place[1] if place else "") + _MISSING.findall(message)[:1]
        self.path = tuple(map(_step, steps))


def read(kind: type[_Record], fields: dict[str, Any]) -> _Record:
    """Return the record that JSON tells of; of several misfits the first declared one is named.

    Raises:
        MisfitError: A field is missing or of another kind.
    """
    known = {name: fields[name] for name in kind.__struct_fields__ if name in fields}
    try:
        return convert(known, kind)
    except ValidationError as error:
        raise MisfitError(str(error)) from None


def _step(found: str | tuple[str, str]) -> str | int:
    if isinstance(found, str):
        return found
    name, number = found
    return name or (int(number) if number.isdecimal() else number)
