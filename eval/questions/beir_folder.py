"""A folder in BEIR layout: a corpus, queries and judgements of documents."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.console.safe_text import safe_line
from eval.questions.eval_file import answers_of, rewrite_of, some, unique
from eval.questions.eval_set import EvalQuestion, EvalSet, Qrel
from eval.questions.records import FileLine, Record, lines, records
from index.errors import InputError

_BEIR_FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
_QRELS_HEADER = ["query-id", "corpus-id", "score"]
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
_QRELS_COLUMNS = "query-id, corpus-id and score, divided by tabs"


def load_folder(folder: Path) -> EvalSet:
    """Read a folder in BEIR layout.

    Raises:
        InputError: It lacks a file, or one is empty or malformed; names file and line.
    """
    missing = [name for name in _BEIR_FILES if not (folder / name).is_file()]
    if missing:
        raise InputError(
            f"{safe_line(str(folder))}: not in BEIR layout, lacks {', '.join(missing)}"
        )
    corpus, queries, qrels = (folder / name for name in _BEIR_FILES)
    documents = {record.text("_id") for record in records(corpus)}
    found = some(unique(_query(record) for record in records(queries)), queries)
    judged = _read_qrels(qrels, documents, {question.id for question in found})
    questions = tuple(_judged(question, judged.get(question.id, ())) for question in found)
    if all(question.answerable is None for question in questions):
        raise InputError(f"{safe_line(str(qrels))}: judges no question, so nothing can be measured")
    return EvalSet(folder.resolve().name, questions, corpus)


def _query(record: Record) -> EvalQuestion:
    return EvalQuestion(
        id=record.text("_id"),
        text=record.text("text"),
        place=record.place,
        answerable=record.optional_truth("answerable"),
        history=record.history(),
        answers=answers_of(record),
        rewrite=rewrite_of(record),
        exclude=frozenset(record.texts("exclude")),
    )


def _judged(question: EvalQuestion, qrels: Sequence[Qrel]) -> EvalQuestion:
    """Add the judgements; where the set does not say it, a relevant document means answerable."""
    answerable = True if question.answerable is None and qrels else question.answerable
    kept = tuple(qrel for qrel in qrels if qrel.document not in question.exclude)
    return replace(question, answerable=answerable, qrels=kept if answerable else ())


def _read_qrels(path: Path, documents: set[str], questions: set[str]) -> Mapping[str, list[Qrel]]:
    judged: dict[str, list[Qrel]] = {}
    seen: set[tuple[str, str]] = set()
    rows = _cells(path)
    place, header = next(rows, (FileLine(safe_line(str(path)), 1), []))
    if header != _QRELS_HEADER:
        raise place.error(f"lacks the header line: {_QRELS_COLUMNS}")
    for place, row in rows:
        question, document, gain = _qrel(place, row)
        if document not in documents:
            raise place.error(f"the document {document!r} is not in corpus.jsonl")
        if question not in questions:
            raise place.error(f"the question {question!r} is not in queries.jsonl")
        if (question, document) in seen:
            raise place.error(f"{document!r} is judged twice for the question {question!r}")
        seen.add((question, document))
        if gain > 0:
            judged.setdefault(question, []).append(Qrel(document, gain))
    return judged


def _cells(path: Path) -> Iterator[tuple[FileLine, list[str]]]:
    for place, line in lines(path):
        try:
            yield place, line.decode("utf-8").split("\t")
        except UnicodeDecodeError:
            raise place.error("not UTF-8") from None


def _qrel(place: FileLine, row: list[str]) -> tuple[str, str, int]:
    if len(row) != len(_QRELS_HEADER):
        raise place.error(f"does not hold {_QRELS_COLUMNS}")
    question, document, score = row
    if not _WHOLE_NUMBER.fullmatch(score):
        raise place.error(f"the score {score!r} is not a whole number")
    return question, document, int(score)
