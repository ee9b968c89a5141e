"""Run: every question of an eval set, asked of the engine and judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.answering import Answer
from assistant.conversation import History
from assistant.engine import Assistant, Retrieved, checked
from assistant.safe_text import safe_line
from eval.dataset import EvalQuestion, EvalSet
from eval.exclusion import excluding_answered, without
from eval.relevance import (
    Held,
    Judgement,
    hold,
    judge_documents,
    judge_passages,
    locate,
    sentence_answers,
)
from index.builder import Progress
from index.errors import InputError
from index.retriever import ScoredPassage

if TYPE_CHECKING:
    from index.passages import Passage

_NOTHING = Answer(found=False, confidence=0.0, passages=())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    Args:
        question: As it was asked, with its labels.
        judgement: Its ranking; None where nothing answers it or that is not known.
        sentence_right: None where there is neither an answer nor a quote to tell by.
        found: Whether the assistant says that the documents answer it.
        confidence: How sure the assistant is of that, in [0, 1].
        carried: The words that were taken over from its history.
        unplaced: Quotes of its evidence that lie in no passage.
    """

    question: EvalQuestion
    judgement: Judgement | None
    sentence_right: bool | None
    found: bool
    confidence: float
    carried: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool | None:
        """Whether anything answers the question; None where the set does not say."""
        return self.question.answerable


@dataclass(frozen=True, slots=True)
class Run:
    """The outcomes of an eval set, in its order, and what they depend on."""

    name: str
    outcomes: tuple[Outcome, ...]
    context: bool
    rewritten: bool
    fingerprint: str
    model: str
    exclude_answered: bool = False


def run(
    assistant: Assistant,
    eval_set: EvalSet,
    *,
    context: bool = True,
    rewritten: bool = False,
    exclude_answered: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Ask every question and judge what comes back.

    Args:
        assistant: Opened on the documents that the labels name.
        eval_set: Its quotes are looked up before anything is asked.
        context: Whether earlier exchanges may have influence.
        rewritten: Search each question's rewrite, or itself where it has none, without history.
        exclude_answered: Leave the answers of earlier turns out of the ranking.
        progress: Told after each question.

    Raises:
        InputError: Evidence is not in its document, or nothing has a rewrite to search.
    """
    questions = eval_set.questions
    if rewritten and not any(question.rewrite for question in questions):
        raise InputError(f'{safe_line(eval_set.name)}: no question has a "rewrite" to search')
    if exclude_answered:
        texts = ((document.id, assistant.text(document.id)) for document in assistant.documents)
        questions = excluding_answered(questions, texts)
    asked = [_asked(question, rewritten=rewritten) for question in questions]
    evidence = _held_evidence(assistant, questions)
    outcomes: list[Outcome] = []
    for question, (text, history), held in zip(questions, asked, evidence, strict=True):
        retrieved = assistant.retrieve(text, history, context=context)
        outcomes.append(_outcome(assistant, question, held, retrieved))
        if progress:
            progress("asking", len(outcomes), len(questions))
    return Run(
        name=eval_set.name,
        outcomes=tuple(outcomes),
        context=context,
        rewritten=rewritten,
        fingerprint=assistant.fingerprint,
        model=assistant.model,
        exclude_answered=exclude_answered,
    )


def _asked(question: EvalQuestion, *, rewritten: bool) -> tuple[str, History]:
    text = question.rewrite or question.text if rewritten else question.text
    try:
        return checked(text), () if rewritten else question.history
    except InputError as error:
        raise question.place.error(str(error)) from None


def _held_evidence(
    assistant: Assistant, questions: Sequence[EvalQuestion]
) -> list[tuple[Held | None, ...]]:
    """Return which passage holds each quote of each question; None where none does."""
    text = cache(assistant.text)
    quoted = [locate(question, text) for question in questions]
    if not any(quoted):
        return [()] * len(quoted)
    passages: dict[str, list[Passage]] = {}
    # Any ranking holds all passages of the index.
    for scored in assistant.retrieve(questions[0].text, context=False).ranking:
        for passage in (scored.passage, *scored.also):
            passages.setdefault(passage.document, []).append(passage)
    return [
        tuple(hold(quote, passages.get(quote.document, ())) for quote in quotes)
        for quotes in quoted
    ]


def _outcome(
    assistant: Assistant,
    question: EvalQuestion,
    evidence: Sequence[Held | None],
    retrieved: Retrieved,
) -> Outcome:
    if question.exclude:
        retrieved = without(question.exclude, retrieved)
    judgement = _judgement(question, evidence, retrieved.ranking)
    answer = _NOTHING
    if retrieved.ranking:
        answer = assistant.compose(retrieved, k=1).answer
    return Outcome(
        question=question,
        judgement=judgement,
        sentence_right=_sentence_right(question, judgement, evidence, answer),
        found=answer.found,
        confidence=answer.confidence,
        carried=retrieved.query.carried,
        unplaced=tuple(
            quoted.quote
            for quoted, held in zip(question.evidence, evidence, strict=True)
            if held is None
        ),
    )


def _judgement(
    question: EvalQuestion, evidence: Sequence[Held | None], ranking: Sequence[ScoredPassage]
) -> Judgement | None:
    if not question.answerable:
        return None
    if evidence:
        return judge_passages((scored.passage for scored in ranking), evidence)
    copies = (passage for scored in ranking for passage in (scored.passage, *scored.also))
    return judge_documents(copies, question.qrels)


def _sentence_right(
    question: EvalQuestion,
    judgement: Judgement | None,
    evidence: Sequence[Held | None],
    answer: Answer,
) -> bool | None:
    if judgement is None or not (question.answers or question.evidence):
        return None
    if judgement.first_relevant != 1:
        return False
    return sentence_answers(answer.passages[0], question.answers, evidence)
