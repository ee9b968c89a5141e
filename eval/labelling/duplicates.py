"""Questions that ask nearly the same, and so count one thing twice."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from eval.labelling.findings import Finding, shortened
from eval.questions.eval_set import EvalQuestion
from index.language import STOP_WORDS, words

SIMILAR = 90
"""Per cent of likeness from which on two questions are nearly the same."""
_SAME_WORD = 80
"""Per cent of likeness from which on two words are one, inflected or mistyped."""
_ASKING = frozenset("how no not what when where which who whom whose why".split())  # noqa: SIM905


class Asked:
    """The questions so far, among which one that asks nearly the same is found.

    Words may be inflected, mistyped or in another order; numbers may not differ. A follow-up is
    compared by its rewrite, or with those that have the same history.

    Args:
        similar: Per cent of likeness from which on two questions are nearly the same.
    """

    def __init__(self, similar: int = SIMILAR) -> None:
        self._similar = similar
        self._groups: dict[object, tuple[list[EvalQuestion], list[str]]] = {}

    def twin(self, question: EvalQuestion) -> EvalQuestion | None:
        """Return the first question that asks nearly what ``question`` asks."""
        from rapidfuzz import fuzz, process

        questions, texts = self._group(question)
        if not texts:
            return None
        likeness = process.cdist(
            [_sorted(question)], texts, scorer=fuzz.ratio, score_cutoff=self._similar
        )
        near = (questions[i] for i in np.flatnonzero(likeness[0]))
        return next((other for other in near if _are_alike(_asked(question), _asked(other))), None)

    def add(self, question: EvalQuestion) -> None:
        """Add a question that later ones are compared with."""
        questions, texts = self._group(question)
        questions.append(question)
        texts.append(_sorted(question))

    def _group(self, question: EvalQuestion) -> tuple[list[EvalQuestion], list[str]]:
        is_alone = question.rewrite or not question.history
        return self._groups.setdefault(None if is_alone else question.history, ([], []))


def duplicate_findings(questions: Sequence[EvalQuestion], similar: int) -> Iterator[Finding]:
    """Yield a finding for each question that asks nearly what an earlier one asks."""
    asked = Asked(similar)
    for question in questions:
        twin = asked.twin(question)
        if twin:
            yield duplicate_finding(question, twin)
        asked.add(question)


def duplicate_finding(question: EvalQuestion, twin: EvalQuestion) -> Finding:
    """Return the finding that a question asks nearly what another one asks."""
    place = twin.place
    is_here = place.file == question.place.file
    where = f"line {place.line}" if is_here else f"{place.file}:{place.line}"
    return Finding.at(
        question.place,
        f"asks nearly what {where} asks, {shortened(_asked(twin))!r}; reword or remove one",
    )


def _are_alike(one: str, other: str) -> bool:
    """Whether each word of either question has its counterpart in the other."""
    ones, others = set(words(one)), set(words(other))
    here, there = ones - others, others - ones
    return all(_has_counterpart(word, there) for word in here) and all(
        _has_counterpart(word, here) for word in there
    )


def _has_counterpart(word: str, others: Iterable[str]) -> bool:
    from rapidfuzz import fuzz

    if word in _ASKING or word[0].isdigit():
        return False
    return word in STOP_WORDS or any(fuzz.ratio(word, other) >= _SAME_WORD for other in others)


def _asked(question: EvalQuestion) -> str:
    return question.rewrite or question.text


def _sorted(question: EvalQuestion) -> str:
    return " ".join(sorted(words(_asked(question))))
