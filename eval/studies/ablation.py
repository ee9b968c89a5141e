"""``python -m eval.studies.ablation SET...``: what reading, and each signal of the retriever, is worth.

Every question is searched once, alone and without its history; what was measured is then ranked
by other weights. Only candidates are measured by all signals, so a signal alone ranks those.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING

from assistant.console.counting import counted
from assistant.console.ending import guarded, terminating
from assistant.console.parser import OneLineParser
from assistant.console.safe_text import safe_line
from assistant.conversation import History, Turn
from eval.judging.harness import run
from eval.judging.scoring import score
from eval.measures.result import Result
from eval.measures.significance import paired_difference
from eval.questions.eval_set import EvalSet
from eval.studies.tables import difference_cell, print_tables, sets_parser
from index.errors import InputError
from index.library import Ranking
from index.search.restriction import EVERYTHING, Restriction
from index.signals.registry import WEIGHTS

if TYPE_CHECKING:
    from assistant.answerer import Answering
    from assistant.engine import Retrieved
    from index.passages.passage import Passage
    from index.progress import Progress

_PROGRAM = "eval.studies.ablation"
_OF_RANKINGS = ("nDCG@10", "Success@1")


@dataclass(frozen=True, slots=True)
class Variant:
    """A choice of signals, and whether the first passages were read.

    Signals that ``weights`` does not name count nothing; None is the ranking as it is, read.
    """

    name: str
    weights: Mapping[str, float] | None


def variants() -> tuple[Variant, ...]:
    """Return all signals without reading and with it, each left out and alone, the usual baseline."""
    known = {"meaning": "dense", "words": "BM25"}
    alone = [
        Variant(f"{signal} alone" + (f" ({known[signal]})" if signal in known else ""), {signal: 1})
        for signal in WEIGHTS
    ]
    without = [
        Variant(f"without {left_out}", {s: w for s, w in WEIGHTS.items() if s != left_out})
        for left_out in WEIGHTS
    ]
    both = Variant("meaning + words (dense + BM25)", {s: WEIGHTS[s] for s in known})
    first = (
        Variant("all signals, without reading", WEIGHTS),
        Variant("with reading (default)", None),
    )
    return (*first, *without, both, *alone)


class _Replay:
    """Stands in for an assistant: what it retrieved is retrieved again, by other weights."""

    def __init__(self, assistant: "Answering") -> None:
        self._assistant = assistant
        self._retrieved: dict[str, Retrieved] = {}
        self.weights: Mapping[str, float] | None = None
        self.fingerprint = assistant.fingerprint
        self.model = assistant.model
        self.reader = assistant.reader
        self.documents = assistant.documents

    def text(self, document: str) -> str:
        return self._assistant.text(document)

    def passages(self, document: str) -> "tuple[Passage, ...]":
        return self._assistant.passages(document)

    def retrieve(
        self,
        question: str,
        history: History = (),
        *,
        context: bool = False,
        within: Restriction = EVERYTHING,
    ) -> "Retrieved":
        del history  # every question stands alone here
        if question not in self._retrieved:
            found = self._assistant.retrieve(question, context=context, within=within)
            self._retrieved[question] = found
        found = self._retrieved[question]
        if self.weights is None:
            return found
        ranking = found.ranking
        if not isinstance(ranking, Ranking):
            raise TypeError("what was not measured by signals has no weights")
        return replace(found, ranking=ranking.reweighted(self.weights))

    def compose(self, retrieved: "Retrieved", *, k: int = 5) -> Turn:
        return self._assistant.compose(retrieved, k=k)


@dataclass(frozen=True, slots=True)
class Ablated:
    """A variant and the value of each question, by measure; the same questions for each."""

    variant: Variant
    values: Mapping[str, Sequence[float]]


def ablate(
    assistant: "Answering", eval_set: EvalSet, progress: "Progress | None" = None
) -> tuple[Ablated, ...]:
    """Measure each variant over the answerable questions of a set, in the order of ``variants``.

    Raises:
        InputError: Nothing in the set is answerable, or its evidence is not in the documents.
    """
    questions = tuple(question for question in eval_set.questions if question.answerable)
    if not questions:
        raise InputError(f"{safe_line(eval_set.name)}: holds no answerable question")
    answerable = replace(eval_set, questions=questions)
    replay = _Replay(assistant)
    ablated: list[Ablated] = []
    for variant in variants():
        replay.weights = variant.weights
        found = run(replay, answerable, context=False, progress=progress)
        ablated.append(Ablated(variant, _values(score(found.outcomes))))
    return tuple(ablated)


def _values(results: Sequence[Result]) -> Mapping[str, Sequence[float]]:
    judged = [result.sentence_right for result in results]
    sentences = [float(right) for right in judged if right is not None]
    rankings = {name: [result.values[name] for result in results] for name in _OF_RANKINGS}
    return {**rankings, "sentence right": sentences} if sentences else rankings


def table(name: str, ablated: Sequence[Ablated]) -> str:
    """Return a set's variants as a Markdown table; differences are to the first of them."""
    base = ablated[0].values
    questions = len(base[_OF_RANKINGS[0]])
    head = "".join(f" {measure} | difference |" for measure in base)
    return "\n".join(
        [
            f"### {safe_line(name)}: {counted(questions, 'question')}\n",
            f"| signals |{head}",
            "|---|" + "--:|---|" * len(base),
            *(_row(found, base) for found in ablated),
        ]
    )


def _row(found: Ablated, base: Mapping[str, Sequence[float]]) -> str:
    cells = [found.variant.name]
    for measure, values in found.values.items():
        cells.append(f"{fmean(values):.3f}")
        is_base = values is base[measure]
        cells.append("" if is_base else difference_cell(paired_difference(values, base[measure])))
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each set; return 0, or 2 where one cannot be measured."""
    with guarded(_PROGRAM) as ending, terminating():
        options = _parser().parse_args(arguments)
        print_tables(_PROGRAM, options, _ablated)
    return ending.code


def _parser() -> OneLineParser:
    return sets_parser(
        _PROGRAM,
        "Print what each signal of the retriever is worth, as Markdown tables. Each question is "
        "searched alone, without its history; bold differences are sure.",
    )


def _ablated(assistant: "Answering", eval_set: EvalSet, progress: "Progress") -> str:
    return table(eval_set.name, ablate(assistant, eval_set, progress))


if __name__ == "__main__":
    sys.exit(main())
