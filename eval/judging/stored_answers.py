"""Stored answers: a file that ``quoth batch`` wrote, judged without asking again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import structs

from assistant.answering import Answer, CitedPassage
from assistant.console.safe_text import safe_line
from assistant.console.streams import open_input
from assistant.records.answers import IndexName, read_answer
from assistant.records.converting import turn_of
from assistant.records.failures import is_error
from assistant.records.record import RecordError
from eval.judging.harness import Run
from eval.judging.outcome import Outcome, Response, failed, judge
from eval.judging.relevance import Held, hold
from eval.measures.binding import Binding
from eval.questions.eval_set import EvalQuestion, EvalSet
from eval.questions.evidence import locate
from eval.questions.hashes import document_hashes, questions_sha256
from eval.questions.records import FileLine
from index.documents import text_sha256
from index.errors import InputError
from index.files.json_lines import JsonLineError, numbered_lines, parse_object
from index.passages.passage import Passage

_NO_ANSWER = "the file of answers has none"


@dataclass(frozen=True, slots=True)
class _AnswerLine:
    """A line of the file: an answer, or why there is none."""

    place: FileLine
    index: IndexName | None = None
    answer: Answer | None = None
    carried: tuple[str, ...] = ()
    failure: str = _NO_ANSWER


def judge_answers(path: Path, eval_set: EvalSet, documents: Mapping[str, str]) -> Run:
    """Judge the answers in a file; a question without one counts as answered wrongly.

    The ranking is judged as deep as the answers go. Which passages there are beside those that
    were answered with is not known: evidence that lies in none of them counts as missed.

    Args:
        path: Answer and error records, each with the id of its question.
        eval_set: The questions, in any order.
        documents: The texts of the documents by id, as they are now.

    Raises:
        InputError: A line is no such record or answers another question, two answer the same,
            evidence is not in its document, or there is no answer at all.
    """
    _refuse_exclusion(eval_set)
    answered = _read(path, {question.id: question for question in eval_set.questions})
    answers = [found for found in answered.values() if found.answer]
    if not answers:
        raise InputError(f"{safe_line(str(path))}: holds no answer, so there is nothing to measure")
    passages = _passages(found.answer for found in answers if found.answer)
    outcomes = tuple(
        _outcome(question, answered.get(question.id), passages, documents)
        for question in eval_set.questions
    )
    hashes = ((name, text_sha256(text)) for name, text in documents.items())
    return Run(
        name=eval_set.name,
        outcomes=outcomes,
        binding=Binding(
            questions=questions_sha256(eval_set),
            documents=document_hashes(hashes),
            depth=max(len(found.answer.passages) for found in answers if found.answer),
        ),
        under_test=_one_index(answers).fields(),
    )


def _refuse_exclusion(eval_set: EvalSet) -> None:
    for question in eval_set.questions:
        if question.exclude:
            raise question.place.error(
                '"exclude" leaves documents out of a ranking; stored answers did not'
            )


def _read(path: Path, questions: Mapping[str, EvalQuestion]) -> dict[str, _AnswerLine]:
    answered: dict[str, _AnswerLine] = {}
    with open_input(path) as file:
        for number, line in numbered_lines(file):
            place = FileLine(safe_line(str(path)), number)
            name, found = _parsed(place, line, questions)
            if name is None:
                continue
            if name in answered:
                earlier = answered[name].place.line
                raise place.error(f"the id {name!r} is that of line {earlier} already")
            answered[name] = found
    return answered


def _parsed(
    place: FileLine, line: bytes, questions: Mapping[str, EvalQuestion]
) -> tuple[str | None, _AnswerLine]:
    """Return the id of the question that a line is about, and its answer."""
    try:
        record = parse_object(line)
        name = record.get("id")
        if is_error(record):
            error = record.get("error")
            said = error.get("message") if isinstance(error, dict) else None
            known = name if isinstance(name, str) and name in questions else None
            return known, _AnswerLine(place, failure=safe_line(f"it failed: {said}"))
        answer = read_answer(record)
        turn, index = turn_of(answer), answer.index
    except (JsonLineError, RecordError) as problem:
        raise place.error(str(problem)) from None
    if not isinstance(name, str) or name not in questions:
        raise place.error(f"the id {name!r} is that of no question in the set")
    if turn.question != questions[name].text:
        raise place.error(f"answers another question than {name!r} asks in the set")
    return name, _AnswerLine(place, index, turn.answer, turn.query.carried)


def _one_index(answers: Sequence[_AnswerLine]) -> IndexName:
    first = answers[0]
    for found in answers:
        if found.index != first.index:
            raise found.place.error(
                f"comes from another index than line {first.place.line}; answer all from one"
            )
    return first.index or IndexName("", "")


def _passages(answers: Iterable[Answer]) -> Mapping[str, Sequence[Passage]]:
    """Return all passages that were answered with, by document and in its order."""
    found = {
        (copy.document, copy.start, copy.end): copy
        for answer in answers
        for passage in answer.passages
        for copy in _copies(passage)
    }
    by_document: dict[str, list[Passage]] = {}
    for _, passage in sorted(found.items()):
        by_document.setdefault(passage.document, []).append(passage)
    return by_document


def _copies(passage: CitedPassage) -> Iterator[Passage]:
    for citation in (passage.citation, *passage.also):
        yield Passage(
            document=citation.document,
            title=citation.title,
            start=citation.start,
            end=citation.end,
            text=passage.text,
            section=(),
            paragraph=citation.paragraph or 0,
            sentences=(),
        )


def _outcome(
    question: EvalQuestion,
    found: _AnswerLine | None,
    passages: Mapping[str, Sequence[Passage]],
    documents: Mapping[str, str],
) -> Outcome:
    quoted = locate(question, documents.__getitem__)
    if found is None or found.answer is None:
        return failed(question, found.failure if found else _NO_ANSWER)
    held: list[Held | None] = [hold(quote, passages.get(quote.document, ())) for quote in quoted]
    ranking = (tuple(_copies(passage)) for passage in found.answer.passages)
    response = Response(ranking, found.answer, found.carried)
    # That no answer holds a quote does not say that no passage does.
    outcome = judge(question, held, response, documents.get)
    return replace(outcome, result=structs.replace(outcome.result, unplaced=()))
