"""A report as a ``quoth.report/1`` record, and its summary read back from there."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from eval.gate.comparison import Change, Comparison, Moved
from eval.gate.gate import Verdict
from eval.gate.power import Power
from eval.gate.tolerances import Drop
from eval.measures.reliability import Bin, Refusal
from eval.measures.result import Result
from eval.measures.risk_coverage import Covered
from eval.measures.stored_results import (
    StoredResultError,
    binding_of,
    number,
    stored_result,
    under_test_of,
)
from eval.measures.summary import Slice, Summary
from eval.reports.report import Report
from index.errors import InputError
from index.files.json_lines import JsonLineError, parse_object

SCHEMA = "quoth.report/1"


def to_record(report: Report) -> dict[str, Any]:
    """Return a report as ``quoth.report/1``: the same values for the same run, no times."""
    summary = report.summary
    how = {"context", "rewritten", "exclude_answered"}
    binding = summary.binding.fields()
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "set": summary.name,
        "settings": {name: value for name, value in binding.items() if name in how},
        "index": {name: summary.under_test.get(name, "") for name in ("fingerprint", "model")},
        "bound": binding,
        "under_test": dict(summary.under_test),
        "counts": {
            "questions": len(summary.results),
            "answerable": summary.count(answerable=True),
            "unanswerable": summary.count(answerable=False),
            "unknown": summary.count(answerable=None),
        },
        "measures": _measures_record(summary.overall),
        "risk_coverage": [_covered_record(covered) for covered in summary.covered],
        "reliability": [_bin_record(part) for part in summary.reliability],
        "refusals": [_refusal_record(refusal) for refusal in summary.refusals],
        "slices": _slices_record(summary.slices),
        "documents": _slices_record(summary.documents),
        "unplaced": [{"id": result.id, "quote": quote} for result, quote in summary.unplaced],
        "failures": [{"id": result.id, "reason": result.failure} for result in summary.failures],
        "questions": [_question_record(result) for result in summary.results],
    }
    if report.comparison:
        record["comparison"] = _comparison_record(report.comparison)
    if report.verdict:
        record["verdict"] = _verdict_record(report.verdict)
    return record


def read(path: Path) -> Summary:
    """Read the summary of a report back; its measures are taken again from its questions.

    Raises:
        InputError: It is missing, unreadable, or no report.
    """
    name = safe_line(str(path))
    try:
        record = parse_object(path.read_bytes())
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({reason(error)})") from None
    except JsonLineError as error:
        raise InputError(f"{name}: is no report: {safe_line(str(error))}") from None
    try:
        return _report(record)
    except StoredResultError as error:
        raise InputError(f"{name}: is no report: {safe_line(str(error))}") from None


def _report(record: dict[str, Any]) -> Summary:
    match record:
        case {"schema": "quoth.report/1", "set": str(name), "questions": [_, *_] as questions}:
            results = tuple(stored_result(question) for question in questions)
            if len({result.id for result in results}) < len(results):
                raise StoredResultError("a question is there twice")
            binding, under_test = binding_of(record.get("bound")), record.get("under_test")
            return Summary.of(name, results, binding, under_test_of(under_test))
        case _:
            raise StoredResultError(f"it is not of the schema {SCHEMA}, or holds no question")


def _measures_record(part: Slice) -> dict[str, Any]:
    return {
        found.name: {
            "mean": number(found.mean),
            "low": number(found.low),
            "high": number(found.high),
            "n": found.n,
        }
        for found in part.measures
    }


def _slices_record(slices: Iterable[Slice]) -> dict[str, Any]:
    return {
        str(part.name): {"questions": part.questions, "measures": _measures_record(part)}
        for part in slices
    }


def _covered_record(covered: Covered) -> dict[str, Any]:
    return {
        "coverage": covered.coverage / 100,
        "threshold": number(covered.threshold),
        "answered": covered.answered,
        "risk": number(covered.risk),
    }


def _bin_record(part: Bin) -> dict[str, Any]:
    return {
        "low": number(part.low),
        "high": number(part.high),
        "questions": part.questions,
        "confidence": number(part.confidence),
        "right": number(part.right),
    }


def _refusal_record(refusal: Refusal) -> dict[str, Any]:
    near = refusal.near_misses
    return {
        "refused": refusal.refused / 100,
        "threshold": number(refusal.threshold),
        "answered": number(refusal.answered),
        "near_misses": None if near is None else number(near),
    }


def _question_record(result: Result) -> dict[str, Any]:
    is_ranked = bool(result.values)
    return {
        **result.fields(),
        "reciprocal_rank": result.values.get("RR"),
        "first_passage_right": result.is_first_right if is_ranked else None,
    }


def _comparison_record(comparison: Comparison) -> dict[str, Any]:
    return {
        "with": comparison.name,
        "under_test": [
            {"name": name, "before": before, "now": now}
            for name, before, now in comparison.under_test
        ],
        "measures": {change.name: _change_record(change) for change in comparison.changes},
        "moved": [_moved_record(moved) for moved in comparison.moved],
    }


def _change_record(change: Change) -> dict[str, Any]:
    return {
        "before": number(change.before),
        "now": number(change.now),
        "low": number(change.low),
        "high": number(change.high),
    }


def _moved_record(moved: Moved) -> dict[str, Any]:
    return {
        "id": moved.now.id,
        "changes": list(moved.changes),
        "regression": moved.is_regression,
        "loss": number(moved.loss),
        "before": moved.before.fields(),
    }


def _verdict_record(verdict: Verdict) -> dict[str, Any]:
    return {
        "passed": not verdict.broken,
        "checks": [
            {"name": check.name, "holds": check.holds, "sentence": check.sentence}
            for check in verdict.checks
        ],
        "tolerances": [_tolerance_record(drop, power) for drop, power in verdict.tolerated],
    }


def _tolerance_record(drop: Drop, power: Power) -> dict[str, Any]:
    return {
        "measure": drop.tolerance.measure,
        "tag": drop.tolerance.tag,
        "rule": drop.rule.value,
        "tolerance": drop.tolerance.limit,
        "questions": drop.questions,
        "loss": number(drop.loss.value),
        "low": number(drop.loss.low),
        "high": number(drop.loss.high),
        "p": number(drop.loss.probability),
        "holds": drop.holds,
        "notices": None if power.notices is None else number(power.notices),
        "problem": power.problem,
    }
