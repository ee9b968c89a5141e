"""Run: every question of an eval set, asked of the engine and judged."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from assistant import confidence
from assistant.answerer import Answering
from assistant.answering import Answer, Certainty
from assistant.console.safe_text import safe_line
from assistant.conversation import History
from assistant.engine import Retrieved
from assistant.questions import FAILURES, checked
from eval.judging.exclusion import excluding_answered, without
from eval.judging.outcome import CITED, Outcome, Response, failed, judge
from eval.judging.relevance import DEPTH, Held, hold
from eval.measures.binding import Binding, UnderTest
from eval.questions.eval_set import EvalQuestion, EvalSet
from eval.questions.evidence import locate
from eval.questions.hashes import document_hashes, questions_sha256
from index.documents import Span
from index.errors import InputError
from index.progress import Progress
from index.signals.registry import WEIGHTS

if TYPE_CHECKING:
    from index.passages.passage import Passage

_NOTHING = Answer(Certainty.NO, confidence=0.0, passages=())


@dataclass(frozen=True, slots=True)
class Run:
    """The outcomes of an eval set, in its order.

    ``binding`` is what another run must share to be compared with it, ``under_test`` what is under
    test; ``seconds`` are those that each answer took, 0 where it failed, which no summary holds;
    ``missing`` counts the questions for which a file that is judged has no line.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    binding: Binding
    under_test: UnderTest
    seconds: tuple[float, ...] = ()
    missing: int = 0


def run(
    assistant: Answering,
    eval_set: EvalSet,
    *,
    context: bool = True,
    rewritten: bool = False,
    exclude_answered: bool = False,
    keep_failed: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Ask every question and judge what comes back.

    Args:
        assistant: Opened on the documents that the labels name.
        eval_set: Its quotes are looked up before anything is asked.
        context: Whether earlier exchanges may have influence.
        rewritten: Search each question's rewrite, or itself where it has none, without history.
        exclude_answered: Leave the answers of earlier turns out of the ranking.
        keep_failed: Count a question on which the libraries fail as wrong, and go on.
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
    seconds: list[float] = []
    ask = partial(_outcome, assistant, _headings(assistant), context=context)
    for question, (text, history), held in zip(questions, asked, evidence, strict=True):
        try:
            outcome, took = ask(question, held, text, history)
        except FAILURES as error:
            if not keep_failed:
                raise
            outcome, took = failed(question, f"{type(error).__name__}: {error}"), 0.0
        seconds.append(took)
        outcomes.append(outcome)
        if progress:
            progress("asking", len(outcomes), len(questions))
    how = {"context": context, "rewritten": rewritten, "exclude_answered": exclude_answered}
    binding = _binding(assistant, eval_set, how)
    return Run(eval_set.name, tuple(outcomes), binding, under_test(assistant), tuple(seconds))


def under_test(assistant: Answering) -> UnderTest:
    """Return what a run is a test of, by name."""
    return {
        "model": assistant.model,
        "fingerprint": assistant.fingerprint,
        "reader": assistant.reader or "none",
        "threshold of found": confidence.UNSURE,
        "threshold of sure": confidence.SURE,
        **{f"weight of {signal}": weight for signal, weight in WEIGHTS.items()},
    }


def _binding(assistant: Answering, eval_set: EvalSet, how: Mapping[str, bool]) -> Binding:
    documents = document_hashes((found.id, found.sha256) for found in assistant.documents)
    return Binding(questions_sha256(eval_set), documents, DEPTH, **how)


def _asked(question: EvalQuestion, *, rewritten: bool) -> tuple[str, History]:
    text = question.rewrite or question.text if rewritten else question.text
    try:
        return checked(text), () if rewritten else question.history
    except InputError as error:
        raise question.place.error(str(error)) from None


def _held_evidence(
    assistant: Answering, questions: Sequence[EvalQuestion]
) -> list[tuple[Held | None, ...]]:
    """Return which passage holds each quote of each question; None where none does."""
    text, passages = cache(assistant.text), cache(assistant.passages)
    return [
        tuple(hold(quote, passages(quote.document)) for quote in locate(question, text))
        for question in questions
    ]


def _outcome(
    assistant: Answering,
    headings: Mapping[str, Sequence[Span]],
    question: EvalQuestion,
    evidence: Sequence[Held | None],
    text: str,
    history: History,
    *,
    context: bool,
) -> tuple[Outcome, float]:
    """Return what came of a question, and how many seconds its answer took."""
    began = time.perf_counter()
    retrieved = assistant.retrieve(text, history, context=context)
    if question.exclude:
        retrieved = without(question.exclude, retrieved)
    answer = _NOTHING
    if retrieved.ranking:
        answer = assistant.compose(retrieved, k=CITED).answer
    took = time.perf_counter() - began
    response = Response(_copies(retrieved), answer, retrieved.query.carried)
    return judge(question, evidence, response, assistant.text, headings.__getitem__), took


def _headings(assistant: Answering) -> dict[str, tuple[Span, ...]]:
    return {
        found.id: tuple((heading.start, heading.end) for heading in found.headings)
        for found in assistant.documents
    }


def _copies(retrieved: Retrieved) -> Iterator[tuple["Passage", ...]]:
    for scored in retrieved.ranking:
        yield scored.passage, *scored.also
