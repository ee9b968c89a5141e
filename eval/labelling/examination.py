"""Examining an eval set without a model: everything that is wrong with it, line by line."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.console.safe_text import safe_line
from eval.labelling.duplicates import duplicate_findings
from eval.labelling.findings import Finding
from eval.labelling.histories import history_findings
from eval.labelling.labels import UNANSWERABLE, label_findings
from eval.labelling.quotes import quote_findings
from eval.labelling.tags import tag_findings
from eval.questions.eval_file import eval_question
from eval.questions.eval_set import EvalQuestion
from eval.questions.loading import load
from eval.questions.records import LineError, lines, parse
from index.errors import InputError

Text = Callable[[str], str]
"""Gives the text of a document by its id, or raises ``KeyError``."""


def examine(path: Path, text: Text, similar: int) -> tuple[int, list[Finding]]:
    """Return how many records a set has, and what is wrong with them, in their order.

    Args:
        path: A file of eval records, or a folder in BEIR layout, of which the first thing that
            keeps it from being read is the only one.
        text: The documents that its quotes are taken from.
        similar: Per cent of likeness from which on two questions are nearly the same.

    Raises:
        InputError: The set cannot be read, or is empty.
    """
    questions, findings = _read_folder(path) if path.is_dir() else _read_file(path)
    count = len(questions) + len(findings)
    if not count:
        raise InputError(f"{safe_line(str(path))}: holds no question, so there is nothing to check")
    if not path.is_dir():
        findings += _label_findings(questions, text)
    findings += _repeated_ids(questions)
    findings += history_findings(questions)
    findings += duplicate_findings(questions, similar)
    findings += tag_findings(questions)
    return count, sorted(findings, key=lambda finding: finding.place.line)


def _label_findings(questions: Sequence[EvalQuestion], text: Text) -> Iterator[Finding]:
    tags = tags_unanswerable(questions)
    for question in questions:
        yield from quote_findings(question, text)
        yield from label_findings(question, tags_unanswerable=tags)


def tags_unanswerable(questions: Sequence[EvalQuestion]) -> bool:
    """Whether a set tags the questions that nothing answers."""
    return any(UNANSWERABLE in question.tags for question in questions)


def _read_file(path: Path) -> tuple[list[EvalQuestion], list[Finding]]:
    questions: list[EvalQuestion] = []
    findings: list[Finding] = []
    for place, line in lines(path):
        try:
            questions.append(eval_question(parse(place, line)))
        except LineError as error:
            findings.append(Finding.of(error))
    return questions, findings


def _read_folder(path: Path) -> tuple[list[EvalQuestion], list[Finding]]:
    try:
        return list(load(path).questions), []
    except LineError as error:
        return [], [Finding.of(error)]


def _repeated_ids(questions: Sequence[EvalQuestion]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for question in questions:
        line = first.setdefault(question.id, question.place.line)
        if line != question.place.line:
            problem = f"the id {question.id!r} is that of line {line} already; give it its own"
            yield Finding.at(question.place, problem)
