"""A report as JUnit XML: a test case for each thing that is gated and for each question."""

from xml.etree import ElementTree as ET

from assistant.console.safe_text import safe_line
from eval.gate.comparison import Moved
from eval.gate.gate import Check
from eval.measures.result import Result
from eval.reports.report import Report


def junit(report: Report) -> str:
    """Return a report as JUnit XML.

    The suite ``gate`` has what was checked; the suite ``questions`` has every question, in error
    where it has no answer, and with what moved as its output. No times are in it.
    """
    root = ET.Element("testsuites", name=safe_line(report.summary.name))
    if report.verdict:
        gate = _suite(root, "gate", len(report.verdict.checks), failures=len(report.verdict.broken))
        for check in report.verdict.checks:
            _check_case(gate, check)
    results, failed = report.summary.results, report.summary.failures
    questions = _suite(root, "questions", len(results), errors=len(failed))
    moved = {m.now.id: m for m in report.comparison.moved} if report.comparison else {}
    for result in results:
        _question_case(questions, report.summary.name, result, moved.get(result.id))
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _suite(
    root: ET.Element, name: str, tests: int, *, failures: int = 0, errors: int = 0
) -> ET.Element:
    counts = {"tests": tests, "failures": failures, "errors": errors}
    texts = {key: str(count) for key, count in counts.items()}
    return ET.SubElement(root, "testsuite", {"name": name, **texts})


def _check_case(suite: ET.Element, check: Check) -> None:
    case = ET.SubElement(suite, "testcase", classname="gate", name=safe_line(check.name))
    if check.question:
        _add_place(case, check.question)
    if not check.holds:
        failure = ET.SubElement(case, "failure", message=safe_line(check.sentence))
        failure.text = safe_line(check.sentence)


def _question_case(suite: ET.Element, name: str, result: Result, moved: Moved | None) -> None:
    case = ET.SubElement(suite, "testcase", classname=safe_line(name), name=safe_line(result.id))
    _add_place(case, result)
    if result.failure is not None:
        ET.SubElement(case, "error", message=safe_line(result.failure))
    if moved:
        said = f"{result.question}: {', '.join(moved.changes)}"
        ET.SubElement(case, "system-out").text = safe_line(said)


def _add_place(case: ET.Element, result: Result) -> None:
    case.set("file", safe_line(result.file))
    case.set("line", str(result.line))
