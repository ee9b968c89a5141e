"""The file of a gate: floors, ceilings, tolerances and the questions that must not regress."""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.console.safe_text import safe_line
from eval.gate.gate import Bound, Gate
from eval.gate.tolerances import Rule, Tolerance
from eval.measures.measures import CEILINGS, FLOORS
from eval.questions.set_file import SOURCES, tables
from index.errors import InputError

CITATIONS = Bound("citations valid", 1.0, is_floor=True)
"""Every gate has it: a quote that is not in its document is never an answer."""

_MEASURES = {"floors": FLOORS, "ceilings": CEILINGS, "tolerances": (*FLOORS, *CEILINGS)}
_LIST = "must-not-regress"
_RULE = "non-inferiority"
_SMALL = "accept-small"


@dataclass(frozen=True, slots=True)
class _Limit:
    """A line of a table: a measure and a number; ``tag`` is None where it is over all questions."""

    measure: str
    limit: float
    tag: str | None


def read(path: Path) -> Gate:
    """Read a gate.

    ``[floors]``, ``[ceilings]`` and ``[tolerances]`` hold a number for a measure, each with tables
    of their own by tag; ``[must-not-regress]`` holds ``questions``, a list of ids. Before them may
    stand ``non-inferiority``, "lenient" or "strict", and ``accept-small``, true or false.

    Raises:
        InputError: It cannot be read, is not TOML, names an unknown measure, or gates nothing.
    """
    name = safe_line(str(path))
    found = tables(path)
    known = (*_MEASURES, _LIST)
    for unknown in sorted(found.keys() - {*known, SOURCES, _RULE, _SMALL}):
        use = ", ".join(f"[{table}]" for table in known)
        raise InputError(
            f"{name}: unknown table [{safe_line(unknown)}]; use {use}, and before them {_RULE} and "
            f"{_SMALL}"
        )
    floors, ceilings, tolerances = (list(_limits(name, kind, found)) for kind in _MEASURES)
    bounds = [Bound(line.measure, line.limit, True, line.tag) for line in floors]
    bounds += [Bound(line.measure, line.limit, False, line.tag) for line in ceilings]
    gate = Gate(
        bounds=(*bounds, *([] if CITATIONS in bounds else [CITATIONS])),
        tolerances=tuple(_tolerance(name, line) for line in tolerances),
        must_not_regress=_listed(name, found.get(_LIST, {})),
        rule=_rule(name, found.get(_RULE, Rule.LENIENT)),
        accepts_small=_accepts_small(name, found.get(_SMALL, False)),
    )
    if not (bounds or gate.needs_baseline):
        raise InputError(
            f"{name}: the gate holds no floor and no ceiling, no tolerance and no question that "
            "must not regress, so it could never fail"
        )
    return gate


def check_listed(gate: Gate, path: Path, questions: Collection[str]) -> None:
    """Refuse a gate that lists a question which is not asked.

    Raises:
        InputError: It does; the first one is named.
    """
    for question in gate.must_not_regress:
        if question not in questions:
            raise InputError(
                f"{safe_line(str(path))}: the question {safe_line(repr(question))} that must not "
                "regress is not in the set"
            )


def line_of(path: Path, tolerance: Tolerance) -> int:
    """Return the line of a gate on which a tolerance stands, counted from 1; 1 where none is told."""
    table = "tolerances" if tolerance.tag is None else f"tolerances.{tolerance.tag}"
    here = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        plain = re.sub("[\"' ]", "", line)
        if header := re.match(r"\[(.+?)\]", plain):
            here = header[1]
        elif here == table.replace(" ", "") and plain.startswith(
            f"{tolerance.measure.replace(' ', '')}="
        ):
            return number
    return 1


def check_decides(gate: Gate, path: Path, undecided: Sequence[str]) -> None:
    """Refuse a gate that its questions are too few for, unless it says that it accepts that.

    Args:
        gate: What was read.
        path: Where it stands.
        undecided: Why tolerances cannot fail or cannot hold.

    Raises:
        InputError: There is such a tolerance; the first one is named.
    """
    if undecided and not gate.accepts_small:
        raise InputError(
            f"{safe_line(str(path))}: {undecided[0]}; ask more questions, or write {_SMALL} = true "
            "above its tables"
        )


def _rule(file: str, value: object) -> Rule:
    for rule in Rule:
        if value == rule:
            return rule
    use = " or ".join(f'"{rule}"' for rule in Rule)
    raise InputError(f"{file}: {_RULE} is {use}")


def _accepts_small(file: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise InputError(f"{file}: {_SMALL} is true or false")
    return value


def _limits(file: str, kind: str, found: Mapping[str, Any]) -> Iterator[_Limit]:
    table = found.get(kind, {})
    if not isinstance(table, dict):
        raise InputError(f"{file}: {kind} is not a table")
    for key, value in table.items():
        if isinstance(value, dict):
            for measure, limit in value.items():
                yield _limit(file, kind, measure, limit, key)
        else:
            yield _limit(file, kind, key, value, None)


def _limit(file: str, kind: str, measure: str, limit: object, tag: str | None) -> _Limit:
    if measure not in _MEASURES[kind]:
        known = ", ".join(_MEASURES[kind])
        raise InputError(f"{file}: no measure for {kind}: {safe_line(measure)}; there are {known}")
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not math.isfinite(limit):
        raise InputError(f"{file}: the limit of {measure} in {kind} is not a number")
    return _Limit(measure, float(limit), tag)


def _tolerance(file: str, found: _Limit) -> Tolerance:
    if not 0 <= found.limit < 1:
        raise InputError(f"{file}: the tolerance of {found.measure} is not from 0 to below 1")
    return Tolerance(found.measure, found.limit, found.tag)


def _listed(file: str, table: Any) -> tuple[str, ...]:
    if not isinstance(table, dict) or not set(table) <= {"questions"}:
        raise InputError(f'{file}: [{_LIST}] holds more than "questions"')
    questions = table.get("questions", [])
    if not isinstance(questions, list) or not all(isinstance(q, str) for q in questions):
        raise InputError(f'{file}: "questions" of [{_LIST}] is not a list of ids')
    return tuple(dict.fromkeys(questions))
