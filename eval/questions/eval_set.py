"""EvalSet: labelled questions, from a file of eval records or a folder in BEIR layout."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.console.safe_text import safe_line
from assistant.conversation import Exchange
from eval.questions.records import FileLine, Record, lines, records
from index.errors import InputError

DRAFT = "draft"
"""The tag of a question that a program proposed and no person has reviewed."""
_BEIR_FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
_QRELS_HEADER = ["query-id", "corpus-id", "score"]
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
_QRELS_COLUMNS = "query-id, corpus-id and score, divided by tabs"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote of a document that answers a question.

    ``prefix`` is the text right before it, needed where the quote occurs more than once.
    """

    document: str
    quote: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Qrel:
    """A judgement: how relevant a document is; ``gain`` is at least 1."""

    document: str
    gain: int


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question and what is known of its answer.

    Args:
        id: Unique within its set.
        text: What is asked.
        place: Where it was read, for errors.
        answerable: Whether anything answers it; None where the set does not say.
        history: Earlier exchanges, oldest first.
        evidence: Quotes that answer it; of an eval file only.
        qrels: Documents that answer it; of a BEIR folder only.
        answers: Texts of which the answering sentence holds one.
        rewrite: The question as a person would ask it alone.
        exclude: Ids of documents that are left out of its ranking.
        tags: The slices it belongs to.
    """

    id: str
    text: str
    place: FileLine
    answerable: bool | None
    history: tuple[Exchange, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    qrels: tuple[Qrel, ...] = ()
    answers: tuple[str, ...] = ()
    rewrite: str | None = None
    exclude: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that answer it, each once."""
        labels: tuple[Evidence | Qrel, ...] = (*self.evidence, *self.qrels)
        return tuple(dict.fromkeys(label.document for label in labels))


@dataclass(frozen=True, slots=True)
class EvalSet:
    """Labelled questions, in the order of their file; at least one.

    ``corpus`` is the source that a BEIR folder brings, whose documents are what is ranked; it is
    None for an eval file, where passages are.
    """

    name: str
    questions: tuple[EvalQuestion, ...]
    corpus: Path | None = None


def load(path: Path) -> EvalSet:
    """Read an eval set: a file of eval records, or a folder in BEIR layout.

    Quotes are not looked up yet, since that needs the documents; see ``eval.judging.relevance``.

    Raises:
        InputError: The set is missing, empty or malformed; names file and line.
    """
    if path.is_dir():
        return _load_folder(path)
    if not path.exists():
        raise InputError(
            f"{safe_line(str(path))}: no such eval set; give a .jsonl file or a BEIR folder"
        )
    questions = _unique(eval_question(record) for record in records(path))
    _refuse_drafts(questions)
    return EvalSet(path.name, _some(questions, path))


def _refuse_drafts(questions: tuple[EvalQuestion, ...]) -> None:
    drafts = [question for question in questions if DRAFT in question.tags]
    if drafts:
        count = "a draft" if len(drafts) == 1 else f"the first of {len(drafts)} drafts"
        raise drafts[0].place.error(
            f'{count}, which nobody has reviewed, so nothing is measured; remove the tag "{DRAFT}" '
            "of what holds: quoth-eval add reviews a file of drafts"
        )


def _some(questions: tuple[EvalQuestion, ...], path: Path) -> tuple[EvalQuestion, ...]:
    if not questions:
        raise InputError(
            f"{safe_line(str(path))}: holds no question, so there is nothing to measure"
        )
    return questions


def _unique(questions: Iterator[EvalQuestion]) -> tuple[EvalQuestion, ...]:
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
        answers=_answers(record),
        rewrite=_rewrite(record),
        exclude=exclude,
        tags=tuple(dict.fromkeys(record.texts("tags"))),
    )


def _answers(record: Record) -> tuple[str, ...]:
    return tuple(answer for answer in record.texts("answers") if answer.strip())


def _rewrite(record: Record) -> str | None:
    rewrite = record.optional_text("rewrite")
    return rewrite if rewrite and rewrite.strip() else None


def _load_folder(folder: Path) -> EvalSet:
    missing = [name for name in _BEIR_FILES if not (folder / name).is_file()]
    if missing:
        raise InputError(
            f"{safe_line(str(folder))}: not in BEIR layout, lacks {', '.join(missing)}"
        )
    corpus, queries, qrels = (folder / name for name in _BEIR_FILES)
    documents = {record.text("_id") for record in records(corpus)}
    found = _some(_unique(_query(record) for record in records(queries)), queries)
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
        answers=_answers(record),
        rewrite=_rewrite(record),
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
    rows = _rows(path)
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


def _rows(path: Path) -> Iterator[tuple[FileLine, list[str]]]:
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
