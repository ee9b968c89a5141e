"""A report as annotations of a CI service: errors that point at lines of the eval file."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from assistant.console.safe_text import safe_line
from eval.measures.result import Result
from eval.reports.report import Report


def annotations(report: Report) -> Iterator[str]:
    """Yield workflow commands: errors for what the gate does not pass, warnings for the rest.

    Questions that regressed are errors where the gate failed. What so few questions cannot decide is
    a warning. The worst come first, since a
    service shows the first ten.
    """
    for check in report.verdict.broken if report.verdict else ():
        yield _command("error", "gate failed", check.sentence, check.question)
    for sentence in report.verdict.undecided if report.verdict else ():
        yield _command("warning", "too few questions", sentence, None)
    for result in report.summary.failures:
        yield _command("error", f"{result.id}: no answer", result.failure or "", result)
    kind = "error" if report.failed else "warning"
    for moved in report.comparison.regressions if report.comparison else ():
        said = f"{', '.join(moved.changes)}: {moved.now.question}"
        yield _command(kind, f"{moved.now.id} regressed", said, moved.now)


def fenced(text: str) -> str:
    """Return text between commands that keep a CI service from reading commands in it.

    What ends the fence is the text's own hash, which the text cannot hold.
    """
    token = sha256(text.encode("utf-8")).hexdigest()
    return f"::stop-commands::{token}\n{text}\n::{token}::\n"


def _command(kind: str, title: str, message: str, result: Result | None) -> str:
    place = ""
    if result:
        place = f"file={_property(_relative(result.file))},line={result.line},"
    return f"::{kind} {place}title={_property(safe_line(title))}::{_data(safe_line(message))}"


def _relative(file: str) -> str:
    """Return a path as the service knows it: from the folder where the job runs."""
    path = Path(file)
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
