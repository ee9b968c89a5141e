"""A file of eval records: a question a line, with the quotes that answer it."""

from collections.abc import Iterator
from pathlib import Path

from assistant.console.safe_text import safe_line
from eval.questions.eval_set import DRAFT, EvalQuestion, EvalSet, Evidence
from eval.questions.records import Record, records
from index.errors import InputError


def load_file(path: Path) -> EvalSet:
    """Read a file of eval records.

    Raises:
        InputError: It is empty or malformed, or holds drafts; names file and line.
    """
    questions = unique(eval_question(record) for record in records(path))
    _refuse_drafts(questions)
    return EvalSet(path.name, some(questions, path))


def _refuse_drafts(questions: tuple[EvalQuestion, ...]) -> None:
    drafts = [question for question in questions if DRAFT in question.tags]
    if drafts:
        count = "a draft" if len(drafts) == 1 else f"the first of {len(drafts)} drafts"
        raise drafts[0].place.error(
            f'{count}, which nobody has reviewed, so nothing is measured; remove the tag "{DRAFT}" '
            "of what holds: quoth-eval add reviews a file of drafts"
        )


def some(questions: tuple[EvalQuestion, ...], path: Path) -> tuple[EvalQuestion, ...]:
    """Return the questions of a file; refuse a file without any.

    Raises:
        InputError: There are none.
    """
    if not questions:
        raise InputError(
            f"{safe_line(str(path))}: holds no question, so there is nothing to measure"
        )
    return questions


def unique(questions: Iterator[EvalQuestion]) -> tuple[EvalQuestion, ...]:
    """Return the questions, each of which has an id of its own.

    Raises:
        LineError: Two have the same.
    """
    first: dict[str, EvalQuestion] = {}
    for question in questions:
        if question.id in first:
            line = first[question.id].place.line
            raise question.place.error(f"the id {question.id!r} is that of line {line} already")
        first[question.id] = question
    return tuple(first.values())


def eval_question(record: Record) -> EvalQuestion:
    """Return the question of an eval record.

    Raises:
        LineError: A field is missing, of another type, or contradicts another.
    """
    evidence = tuple(
        Evidence(item.text("document"), item.text("quote"), item.optional_text("prefix") or "")
        for item in record.records("evidence")
    )
    exclude = frozenset(record.texts("exclude"))
    if any(item.document in exclude for item in evidence):
        raise record.place.error('"exclude" leaves out a document of its own "evidence"')
    stated = record.optional_truth("answerable")
    if stated not in (None, bool(evidence)):
        raise record.place.error('"answerable" contradicts "evidence", which is what counts')
    return EvalQuestion(
        id=record.text("id"),
        text=record.text("question"),
        place=record.place,
        answerable=bool(evidence),
        history=record.history(),
        evidence=evidence,
        answers=answers_of(record),
        rewrite=rewrite_of(record),
        exclude=exclude,
        tags=tuple(dict.fromkeys(record.texts("tags"))),
    )


def answers_of(record: Record) -> tuple[str, ...]:
    """Return the texts of which an answering sentence holds one."""
    return tuple(answer for answer in record.texts("answers") if answer.strip())


def rewrite_of(record: Record) -> str | None:
    """Return the question as a person would ask it alone, where the record has it."""
    rewrite = record.optional_text("rewrite")
    return rewrite if rewrite and rewrite.strip() else None
