"""Exclusion: documents that are left out of the ranking of a question."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.engine import Retrieved
from eval.judging.relevance import DEPTH
from eval.questions.eval_set import EvalQuestion
from eval.questions.evidence import folded
from index.documents import Span

if TYPE_CHECKING:
    from index.passages.passage import Passage
    from index.search.scored_passage import ScoredPassage


def excluding_answered(
    questions: Iterable[EvalQuestion], texts: Iterable[tuple[str, str]]
) -> tuple[EvalQuestion, ...]:
    """Exclude from each question the documents that are an answer in its history.

    Args:
        questions: What is relevant to one of them is never excluded from it.
        texts: The id and the text of every document; a text is compared with an answer as a
            whole, without regard to case and white space.
    """
    documents: dict[str, set[str]] = {}
    for document, text in texts:
        documents.setdefault(folded(text), set()).add(document)
    return tuple(_excluding_answered(question, documents) for question in questions)


def _excluding_answered(question: EvalQuestion, documents: dict[str, set[str]]) -> EvalQuestion:
    answers = {folded(exchange.answer) for exchange in question.history if exchange.answer}
    answered = {document for answer in answers for document in documents.get(answer, ())}
    answered -= {qrel.document for qrel in question.qrels}
    answered -= {evidence.document for evidence in question.evidence}
    return replace(question, exclude=question.exclude | answered)


def without(exclude: Collection[str], retrieved: Retrieved) -> Retrieved:
    """Leave documents out of a ranking; an identical passage elsewhere takes the place.

    The ranking ends where no more of it is judged.
    """
    ranking: list[ScoredPassage] = []
    documents: set[str] = set()
    for scored in retrieved.ranking:
        kept = [p for p in (scored.passage, *scored.also) if p.document not in exclude]
        if kept:
            ranking.append(_moved(scored, kept))
            documents.update(passage.document for passage in kept)
        if min(len(ranking), len(documents)) >= DEPTH:
            break
    return replace(retrieved, ranking=ranking)


def _moved(scored: "ScoredPassage", kept: Sequence["Passage"]) -> "ScoredPassage":
    """Return a scored passage at the first of the places that are kept."""
    first, *also = kept
    shift = first.start - scored.passage.start
    return replace(
        scored,
        passage=first,
        sentence=_shifted(scored.sentence, shift),
        answer=_shifted(scored.answer, shift) if scored.answer else None,
        also=tuple(also),
    )


def _shifted(span: Span, shift: int) -> Span:
    return span[0] + shift, span[1] + shift
