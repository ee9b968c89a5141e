"""Judging what another tool retrieved, by the quotes or the documents that answer."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from assistant.console.safe_text import safe_line
from eval.judging.harness import Run
from eval.judging.outcome import CITED, Outcome, outcome_of
from eval.judging.relevance import DEPTH, Judgement, answer_f1, judge_ranked
from eval.judging.run_files import Item, Response, RunFile, read_run
from eval.measures.binding import Binding
from eval.measures.result import DIGITS, FirstPassage
from eval.questions.eval_set import EvalQuestion, EvalSet, Evidence, Qrel
from eval.questions.evidence import folded, locate
from eval.questions.hashes import document_hashes, questions_sha256
from index.documents import text_sha256
from index.errors import InputError

_NOTHING = Response(())


def judge_run(path: Path, eval_set: EvalSet, documents: Mapping[str, str]) -> Run:
    """Judge a run of another tool; a question that it has no line for has nothing retrieved.

    A passage is relevant that holds a quote of the evidence, or more than half of it at its
    beginning or end, without regard to case and white space; what holds only quotes that stand
    higher already counts for nothing. Where documents alone are ranked, those are relevant that the
    evidence is of.

    Args:
        path: A run as TREC has it, or JSON lines.
        eval_set: The questions.
        documents: The texts of the documents by id; empty where they are not at hand.

    Raises:
        InputError: The run is malformed or ranks none of the documents that it could, a passage of
            it cannot be judged, or evidence is not in its document.
    """
    run = read_run(path, {question.id for question in eval_set.questions})
    _check(path, run, eval_set, documents)
    if documents:
        for question in eval_set.questions:
            locate(question, documents.__getitem__)
    judging = _Judging(run, documents)
    outcomes = tuple(judging.outcome(question) for question in eval_set.questions)
    hashes = ((name, text_sha256(text)) for name, text in documents.items())
    binding = Binding(
        questions_sha256(eval_set),
        document_hashes(hashes),
        DEPTH,
        of_documents=eval_set.corpus is None and not run.has_texts,
    )
    missing = sum(question.id not in run.responses for question in eval_set.questions)
    return Run(eval_set.name, outcomes, binding, {"run": run.name}, missing=missing)


def unretrieved(run: Run) -> int:
    """Return for how many answerable questions a run has nothing."""
    results = (outcome.result for outcome in run.outcomes)
    return sum(bool(result.answerable) and result.first is None for result in results)


def _check(path: Path, run: RunFile, eval_set: EvalSet, documents: Mapping[str, str]) -> None:
    name = safe_line(str(path))
    items = [item for response in run.responses.values() for item in response.items]
    lacks = "text" if run.has_texts and eval_set.corpus is None else "document"
    if any(getattr(item, lacks) is None for item in items):
        raise InputError(f'{name}: a passage lacks "{lacks}", by which this set is judged')
    known = {*documents, *(d for question in eval_set.questions for d in question.documents)}
    if items and lacks == "document" and not known.intersection(item.document for item in items):
        raise InputError(
            f"{name}: ranks no document of this set; where it ranks passages, give their texts as "
            "JSON lines"
        )


class _Judging:
    """Judges the responses of one run.

    Args:
        run: What was retrieved.
        documents: The texts of the documents by id; may be empty.
    """

    def __init__(self, run: RunFile, documents: Mapping[str, str]) -> None:
        self._run = run
        self._documents = documents
        self._folded = cache(lambda name: " ".join(documents[name].split()))
        self._has_answers = any(one.answer is not None for one in run.responses.values())

    def outcome(self, question: EvalQuestion) -> Outcome:
        """Return what came of a question."""
        response = self._run.responses.get(question.id, _NOTHING)
        items = [item for item in response.items if item.document not in question.exclude]
        judgement = self._judgement(question, items)
        return outcome_of(
            question,
            judgement,
            sentence_right=None,
            answer_f1=self._answer_f1(question, judgement, response),
            found=response.found,
            certainty=response.certainty,
            confidence=None if response.confidence is None else round(response.confidence, DIGITS),
            citations_valid=self._citations_valid(items),
            first=self._first(items[0]) if items else None,
            carried=(),
            unplaced=(),
            failure=None,
        )

    def _judgement(self, question: EvalQuestion, items: Sequence[Item]) -> Judgement | None:
        if not question.answerable:
            return None
        if question.evidence and self._run.has_texts:
            return _judge_texts(items, question.evidence, self._documents)
        qrels = question.qrels or [Qrel(name, 1) for name in question.documents]
        return judge_ranked((item.document or "" for item in items), qrels)

    def _answer_f1(
        self, question: EvalQuestion, judgement: Judgement | None, response: Response
    ) -> float | None:
        if not (self._has_answers and judgement and question.answers):
            return None
        if judgement.first_relevant != 1 or not response.answer:
            return 0.0
        return round(answer_f1(response.answer, question.answers), DIGITS)

    def _citations_valid(self, items: Sequence[Item]) -> float | None:
        """Return the share of passages that stand in the documents that they name."""
        holds = [
            item.document in self._documents
            and " ".join(item.text.split()) in self._folded(item.document)
            for item in items[:CITED]
            if self._documents and item.text is not None and item.document is not None
        ]
        return round(sum(holds) / len(holds), DIGITS) if holds else None

    def _first(self, item: Item) -> FirstPassage:
        """Return where an item stands; without offsets where that is not known."""
        if item.text is None:
            return FirstPassage(item.document or "", 0, 0, (0, 0), text="")
        names = [item.document] if item.document in self._documents else self._documents
        flexible = re.compile(r"\s+".join(map(re.escape, item.text.split())))
        for name in filter(None, names):
            if found := flexible.search(self._documents[name]):
                start, end = found.span()
                return FirstPassage(name, start, end, (start, start), text=found[0])
        return FirstPassage(item.document or "", 0, 0, (0, 0), text=item.text)


def _judge_texts(
    items: Sequence[Item], evidence: Sequence[Evidence], documents: Mapping[str, str]
) -> Judgement:
    left = list(evidence)
    gains: list[int] = []
    distinct: dict[str, Item] = {}
    for item in items:
        distinct.setdefault(folded(item.text or ""), item)
    for text, item in islice(distinct.items(), DEPTH):
        is_named = item.document in documents
        held = [
            quoted
            for quoted in left
            if _holds(text, quoted) and not (is_named and item.document != quoted.document)
        ]
        left = [quoted for quoted in left if quoted not in held]
        gains.append(int(bool(held)))
    return Judgement(tuple(gains), (1,) * len(left))


def _holds(text: str, quoted: Evidence) -> bool:
    """Whether a folded text holds a quote, or more than half of it at its beginning or end."""
    quote = folded(quoted.prefix + quoted.quote)
    if quote in text:
        return True
    half = len(quote) // 2 + 1
    return any(
        text.startswith(quote[-length:]) or text.endswith(quote[:length])
        for length in range(half, len(quote))
    ) or (len(text) >= half and text in quote)
