"""Outcome: what was found for a question, judged by its labels."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import structs

from assistant.answering import Answer, Citation, CitedPassage
from eval.judging.marks import names_only
from eval.judging.relevance import (
    Held,
    Judgement,
    answer_f1,
    carried_f1,
    judge_documents,
    judge_passages,
    sentence_answers,
)
from eval.measures.result import DIGITS, RANKING, FirstPassage, Result
from eval.questions.eval_set import EvalQuestion
from index.documents import Span
from index.passages.passage import Passage

CITED = 5
"""Passages of an answer whose citations are checked, whatever ``-k`` is."""


@dataclass(frozen=True, slots=True)
class Response:
    """What was found for a question, by the engine or in a file of answers.

    ``ranking`` holds the passages, best first, each with its identical copies elsewhere.
    """

    ranking: Iterable[Sequence[Passage]]
    answer: Answer
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    Args:
        result: What was found and judged; ``values`` are empty until the ranking is scored.
        judgement: Its ranking; None where nothing answers it or that is not known.
    """

    result: Result
    judgement: Judgement | None


def judge(
    question: EvalQuestion,
    evidence: Sequence[Held | None],
    response: Response,
    text: Callable[[str], str | None],
    headings: Callable[[str], Sequence[Span]] = lambda _: (),
) -> Outcome:
    """Judge what was found for a question.

    Args:
        question: As it was asked.
        evidence: The passage that holds each quote of its evidence; None where none does.
        response: What was found.
        text: Gives the text of a document by its id; None where there is no such document.
        headings: Gives what is known of where its headings stand.
    """
    answer = response.answer
    if not 0 <= answer.confidence <= 1:  # nor is NaN
        return failed(question, f"its confidence is {answer.confidence}, which is no probability")
    judgement = _judgement(question, evidence, response.ranking)
    passages = answer.passages
    return outcome_of(
        question,
        judgement,
        sentence_right=_sentence_right(question, judgement, evidence, answer),
        answer_f1=_answer_f1(question, judgement, answer),
        found=answer.found,
        certainty=answer.certainty.value,
        confidence=round(answer.confidence, DIGITS),
        citations_valid=_holding(passages[:CITED], text),
        first=_first(passages[0]) if passages else None,
        names_only=_names_only(answer, text, headings),
        carried_f1=carried_f1(question, response.carried),
        carried=response.carried,
        unplaced=tuple(
            quoted.quote
            for quoted, held in zip(question.evidence, evidence, strict=True)
            if held is None
        ),
        failure=None,
    )


def failed(question: EvalQuestion, reason: str) -> Outcome:
    """Return the outcome of a question that has no answer: wrong in everything that is measured."""
    judgement = None
    if question.answerable:
        gains = [1] * len(question.evidence) or [qrel.gain for qrel in question.qrels]
        judgement = Judgement((), tuple(gains))
    claims = question.answerable is False
    return outcome_of(
        question,
        judgement,
        sentence_right=False if judgement and _has_sentence(question) else None,
        answer_f1=0.0 if judgement and question.answers else None,
        carried_f1=carried_f1(question, ()),
        found=claims,
        certainty="sure" if claims else "no",
        confidence=float(claims),
        citations_valid=0.0,
        first=None,
        carried=(),
        unplaced=(),
        failure=reason,
    )


def flawless(question: EvalQuestion) -> Result:
    """Return the result of a question where everything comes out right that its labels ask for."""
    judgement = Judgement((1,)) if question.answerable else None
    result = outcome_of(
        question,
        judgement,
        sentence_right=True if judgement and _has_sentence(question) else None,
        answer_f1=1.0 if judgement and question.answers else None,
        found=bool(question.answerable),
        certainty="sure" if question.answerable else "no",
        confidence=float(bool(question.answerable)),
        citations_valid=1.0,
        first=None,
        names_only=False,
        carried_f1=None if carried_f1(question, ()) is None else 1.0,
        carried=(),
        unplaced=(),
        failure=None,
    ).result
    return structs.replace(result, values=dict.fromkeys(RANKING if judgement else (), 1.0))


def outcome_of(question: EvalQuestion, judgement: Judgement | None, **answered: Any) -> Outcome:
    """Return an outcome: of what was ``answered``, and what the labels of the question say."""
    result = Result(
        id=question.id,
        answerable=question.answerable,
        rank=judgement.first_relevant if judgement else None,
        values={},
        question=question.text,
        file=question.place.file,
        line=question.place.line,
        tags=question.tags,
        documents=question.documents,
        **answered,
    )
    return Outcome(result, judgement)


def _judgement(
    question: EvalQuestion,
    evidence: Sequence[Held | None],
    ranking: Iterable[Sequence[Passage]],
) -> Judgement | None:
    if not question.answerable:
        return None
    if evidence:
        return judge_passages((copies[0] for copies in ranking), evidence)
    return judge_documents((passage for copies in ranking for passage in copies), question.qrels)


def _sentence_right(
    question: EvalQuestion,
    judgement: Judgement | None,
    evidence: Sequence[Held | None],
    answer: Answer,
) -> bool | None:
    if judgement is None or not _has_sentence(question):
        return None
    if judgement.first_relevant != 1:
        return False
    return sentence_answers(answer.passages[0], question.answers, evidence)


def _answer_f1(question: EvalQuestion, judgement: Judgement | None, answer: Answer) -> float | None:
    if judgement is None or not question.answers:
        return None
    words = answer.passages[0].highlight.answer if judgement.first_relevant == 1 else None
    return round(answer_f1(words.text, question.answers), DIGITS) if words else 0.0


def _names_only(
    answer: Answer,
    text: Callable[[str], str | None],
    headings: Callable[[str], Sequence[Span]],
) -> bool | None:
    if not (answer.found and answer.passages):
        return None
    first = answer.passages[0]
    document = text(first.citation.document)
    if document is None:
        return None
    spans = headings(first.citation.document)
    return names_only(document, spans, first.highlight.start, first.highlight.end)


def _has_sentence(question: EvalQuestion) -> bool:
    return bool(question.answers or question.evidence)


def _first(passage: CitedPassage) -> FirstPassage:
    citation, highlight = passage.citation, passage.highlight
    return FirstPassage(
        document=citation.document,
        start=citation.start,
        end=citation.end,
        highlight=(highlight.start, highlight.end),
        answer=(highlight.answer.start, highlight.answer.end) if highlight.answer else None,
        text=passage.text,
    )


def _holding(passages: Sequence[CitedPassage], text: Callable[[str], str | None]) -> float | None:
    """Return the share of all citations at whose place the document holds the quote."""
    holds = [
        _holds(passage, citation, text(citation.document))
        for passage in passages
        for citation in (passage.citation, *passage.also)
    ]
    return round(sum(holds) / len(holds), DIGITS) if holds else None


def _holds(passage: CitedPassage, citation: Citation, document: str | None) -> bool:
    if document is None or not citation.intact or citation.start < 0:
        return False
    shift = citation.start - passage.citation.start
    start, end = passage.highlight.start + shift, passage.highlight.end + shift
    return (
        document[citation.start : citation.end] == passage.text
        and citation.start <= start <= end <= citation.end
        and document[start:end] == passage.highlight.text
    )
