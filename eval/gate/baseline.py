"""Baseline: the results that later runs of the same questions are gated against."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from eval.gate.tolerances import Tolerance
from eval.measures.binding import Binding, UnderTest, in_short
from eval.measures.measures import CEILINGS, FLOORS
from eval.measures.result import Answered, Result
from eval.measures.stored_results import (
    StoredResultError,
    answered_record,
    binding_of,
    number,
    stored_answered,
    under_test_of,
)
from eval.measures.summary import Summary
from index.errors import InputError
from index.files.disk import write_atomically
from index.files.json_lines import JsonLineError, dump, parse_object

SCHEMA = "quoth.baseline/1"
SUFFIX = ".baseline.json"
REMEDY = "look at what is new, then write it with --update-baseline"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The results of an earlier run, and what a run must share to be compared with them.

    Args:
        path: Its file, for errors.
        binding: The questions, the documents and how they were asked.
        tolerances: What was gated, as ``written_tolerances`` has it.
        measures: The names of what was measured.
        under_test: What was under test.
        answered: What came of asking, by the question's id.
    """

    path: Path
    binding: Binding
    tolerances: Mapping[str, float]
    measures: Sequence[str]
    under_test: UnderTest
    answered: Mapping[str, Answered]

    def check(self, summary: Summary, tolerances: Sequence[Tolerance]) -> None:
        """Refuse to be compared with a summary of other questions, documents or measures.

        Raises:
            InputError: It is foreign or stale; says in what.
        """
        if problem := self.mismatch(summary, written_tolerances(tolerances)):
            raise InputError(
                f"{safe_line(str(self.path))}: is no baseline of this: {problem}; {REMEDY}"
            )

    def mismatch(self, summary: Summary, tolerances: Mapping[str, float]) -> str | None:
        """Return what differs in a summary or its tolerances, for people; None where nothing does."""
        asked = [result.id for result in summary.results]
        if dropped := [name for name in self.answered if name not in set(asked)]:
            return f"the set lacks {_questions(dropped)}"
        if added := [name for name in asked if name not in self.answered]:
            return f"the set has the new {_questions(added)}"
        if problem := self.binding.mismatch(summary.binding):
            return problem
        if not {*FLOORS, *CEILINGS}.issuperset(self.measures):  # earlier versions took fewer
            return "other measures were taken"
        if dict(self.tolerances) != dict(tolerances):
            return "the tolerances of the gate are others"
        return None

    def summary(self, now: Summary, text: Callable[[str], str | None]) -> Summary:
        """Return the baseline as a summary, its questions labelled as now.

        Args:
            now: The summary that it is compared with; what it does not ask is left out.
            text: Gives the text of a document by its id; None where there is no such document.
        """
        has_texts = self.binding.documents == now.binding.documents
        results = tuple(
            _labelled(result, self.answered[result.id], text if has_texts else None)
            for result in now.results
            if result.id in self.answered
        )
        return Summary.of(now.name, results, self.binding, self.under_test, intervals=False)


def beside(eval_set: Path) -> Path:
    """Return where the baseline of an eval set is: beside it, whether or not it is there."""
    path = eval_set.resolve()
    return path.with_name((path.name if path.is_dir() else path.stem) + SUFFIX)


def written_tolerances(tolerances: Sequence[Tolerance]) -> dict[str, float]:
    """Return tolerances as a baseline records them: by measure, and tag where there is one."""
    named = ((t.measure if t.tag is None else f"{t.measure} of {t.tag}", t) for t in tolerances)
    return {name: tolerance.limit for name, tolerance in named}


def write(path: Path, summary: Summary, tolerances: Sequence[Tolerance]) -> None:
    """Write a baseline, a line a question, in place of what was there before.

    Raises:
        InputError: Questions have no answer, or the file cannot be written.
    """
    name = safe_line(str(path))
    if summary.failures:
        failed = _questions([result.id for result in summary.failures])
        raise InputError(f"{name}: not written: there is no answer to {failed}")
    lines = "\n".join(_lines(summary, tolerances)) + "\n"
    try:
        write_atomically(path, lines.encode("ascii"))
    except OSError as error:
        raise InputError(f"{name}: cannot be written ({reason(error)})") from None


def read(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: It is missing, unreadable, or not whole.
    """
    name = safe_line(str(path))
    try:
        record = parse_object(path.read_bytes())
    except FileNotFoundError:
        raise InputError(
            f"{name}: there is no baseline yet; write it with --update-baseline"
        ) from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({reason(error)})") from None
    except JsonLineError as error:
        raise InputError(f"{name}: is no baseline: {safe_line(str(error))}; {REMEDY}") from None
    try:
        return _baseline(path, record)
    except StoredResultError as error:
        raise InputError(f"{name}: is no baseline: {safe_line(str(error))}; {REMEDY}") from None


def _baseline(path: Path, record: Mapping[str, Any]) -> Baseline:
    match record:
        case {
            "schema": "quoth.baseline/1",
            "tolerances": dict(tolerances),
            "measures": dict(measures),
            "questions": list(questions),
        }:
            answered: dict[str, Answered] = {}
            for question in questions:
                found = stored_answered(question)
                if found.id in answered:
                    raise StoredResultError(f"the question {found.id!r} is there twice")
                answered[found.id] = found
            return Baseline(
                path=path,
                binding=binding_of(record.get("bound")),
                tolerances=tolerances,
                measures=list(measures),
                under_test=under_test_of(record.get("under_test")),
                answered=answered,
            )
        case _:
            raise StoredResultError(f"it is not of the schema {SCHEMA}")


def _lines(summary: Summary, tolerances: Sequence[Tolerance]) -> Iterator[str]:
    """Yield the lines of a baseline's JSON: what is long, a line an item, in a stable order."""
    measures = (
        f"{dump(found.name)}: {dump({'value': number(found.value), 'n': found.n})}"
        for found in summary.overall.measures
    )
    yield "{"
    yield f'"schema": {dump(SCHEMA)},'
    yield f'"set": {dump(summary.name)},'
    yield f'"bound": {_indented(summary.binding.fields())},'
    yield f'"tolerances": {_indented(written_tolerances(tolerances))},'
    yield f'"under_test": {_indented(summary.under_test)},'
    yield f'"measures": {_by_line("{", measures, "}")},'
    records = (dump(answered_record(result)) for result in summary.results)
    yield f'"questions": {_by_line("[", records, "]")}'
    yield "}"


def _by_line(opening: str, items: Iterator[str], closing: str) -> str:
    return opening + "\n" + ",\n".join(items) + "\n" + closing


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=1)


def _labelled(now: Result, answered: Answered, text: Callable[[str], str | None] | None) -> Result:
    values = {name: getattr(answered, name) for name in Answered.__struct_fields__}
    first = answered.first
    if first and text and (document := text(first.document)) is not None:
        values["first"] = replace(first, text=document[first.start : first.end])
    return replace(now, **values, failure=None, carried=())


def _questions(ids: Sequence[str]) -> str:
    return f"question{'s' * (len(ids) > 1)} {in_short(ids)}"
