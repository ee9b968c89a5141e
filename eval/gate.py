"""Gate: floors and ceilings that a report must keep; what has no value keeps none."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.safe_text import safe_line
from eval.measures import CEILINGS, FLOORS
from eval.report import Report, Slice
from index.errors import InputError

FILE_NAME = "quoth-eval.toml"
"""The gate that is picked up where it stands beside an eval set."""
SOURCES = "sources"
"""The entry that names the documents of the sets beside it; see ``eval.sources``."""
_MEASURES = {"floors": FLOORS, "ceilings": CEILINGS}


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a measure; ``tag`` is None where it is over all questions."""

    measure: str
    limit: float
    is_floor: bool
    tag: str | None = None

    def holds(self, value: float) -> bool:
        """Whether a value keeps the bound; NaN never does."""
        return value >= self.limit if self.is_floor else value <= self.limit

    def broken(self, value: float) -> str:
        """Return the sentence that says how ``value`` breaks the bound."""
        name = f"{self.measure} of {safe_line(self.tag)}" if self.tag is not None else self.measure
        kind = "floor" if self.is_floor else "ceiling"
        if math.isnan(value):
            return f"{name} has no value; its {kind} is {self.limit:g}"
        side = "below" if self.is_floor else "above"
        return f"{name} is {value:g}, {side} its {kind} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Gate:
    """The bounds of one file; at least one."""

    bounds: tuple[Bound, ...]

    def broken(self, report: Report) -> tuple[str, ...]:
        """Return a sentence for each bound that the report breaks; none if the gate passes."""
        slices: dict[str | None, Slice] = {part.tag: part for part in report.slices}
        slices[None] = report.overall
        return tuple(
            bound.broken(value)
            for bound in self.bounds
            if not bound.holds(value := _value(slices.get(bound.tag), bound.measure))
        )


def _value(part: Slice | None, name: str) -> float:
    return part.value(name) if part else math.nan


def beside(eval_set: Path) -> Path | None:
    """Return the gate that stands beside an eval set, if there is one."""
    path = eval_set.resolve().parent / FILE_NAME
    return path if path.is_file() else None


def read(path: Path) -> Gate:
    """Read a gate: ``[floors]`` and ``[ceilings]``, each with tables of their own by tag.

    Raises:
        InputError: It cannot be read, is not TOML, names an unknown measure, or bounds nothing.
    """
    name = safe_line(str(path))
    found = tables(path)
    for unknown in sorted(found.keys() - {*_MEASURES, SOURCES}):
        raise InputError(f"{name}: unknown table [{safe_line(unknown)}]; use [floors], [ceilings]")
    bounds = tuple(bound for kind in _MEASURES for bound in _bounds(name, kind, found))
    if not bounds:
        raise InputError(f"{name}: the gate holds no floor and no ceiling, so it could never fail")
    return Gate(bounds)


def tables(path: Path) -> dict[str, Any]:
    """Return what a ``quoth-eval.toml`` holds.

    Raises:
        InputError: It cannot be read, or is not TOML.
    """
    name = safe_line(str(path))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{name}: the gate cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"{name}: the gate is not TOML: {safe_line(str(error))}") from None


def _bounds(file: str, kind: str, tables: Mapping[str, Any]) -> Iterator[Bound]:
    table = tables.get(kind, {})
    if not isinstance(table, dict):
        raise InputError(f"{file}: {kind} is not a table")
    for key, value in table.items():
        if isinstance(value, dict):
            for measure, limit in value.items():
                yield _bound(file, kind, measure, limit, key)
        else:
            yield _bound(file, kind, key, value, None)


def _bound(file: str, kind: str, measure: str, limit: object, tag: str | None) -> Bound:
    if measure not in _MEASURES[kind]:
        known = ", ".join(_MEASURES[kind])
        raise InputError(f"{file}: no measure for {kind}: {safe_line(measure)}; there are {known}")
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not math.isfinite(limit):
        raise InputError(f"{file}: the limit of {measure} in {kind} is not a number")
    return Bound(measure, float(limit), kind == "floors", tag)
