"""``python -m eval.studies.calibration SET...``: the confidence; is it right, and does it carry over?

The weights are fitted to all sets, each counting the same; for each set also to all the others,
which tells what to expect of questions that nobody has seen. ``--no-reader`` does the same for
rankings that were not read.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from assistant.confidence import RANKED, READ, SURE, UNSURE, Calibration, evidence
from assistant.console.counting import counted
from assistant.console.ending import guarded, terminating
from assistant.console.safe_text import safe_line
from eval.judging.harness import run
from eval.judging.scoring import score
from eval.measures.measures import auroc, calibration_error
from eval.measures.resampling import Sample
from eval.studies.tables import print_tables, sets_parser
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.answerer import Answering
    from assistant.conversation import Turn
    from assistant.engine import Assistant, Retrieved
    from eval.questions.eval_set import EvalSet
    from index.progress import Progress

_PROGRAM = "eval.studies.calibration"
_INVERSE_RIDGE = 1e3
"""Keeps weights finite where a set is told apart without a mistake."""
_TOLERANCE = 1e-8
"""Of the gradient, where fitting ends."""
_BINS = 5
"""Of equal numbers of questions, in a reliability curve."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The questions of a set of which it is known whether anything answers them.

    ``evidence`` is (questions, weights + 1), its last column 1 for the constant; ``right`` says
    where the first passage answers, ``answerable`` where any does.
    """

    name: str
    evidence: Sample
    right: NDArray[np.bool_]
    answerable: NDArray[np.bool_]


class _Watched:
    """Stands in for an assistant, and keeps the evidence for the first passage of each answer."""

    def __init__(self, assistant: "Assistant", shipped: Calibration) -> None:
        self._assistant = assistant
        self._shipped = shipped
        self.rows: list[tuple[float, ...]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def compose(self, retrieved: "Retrieved", *, k: int = 5) -> "Turn":
        found = evidence(retrieved.question, retrieved.ranking[0])
        self.rows.append((*(found.get(name, 0.0) for name in self._shipped.weights), 1.0))
        return self._assistant.compose(retrieved, k=k)


def judge(
    assistant: "Assistant",
    eval_set: "EvalSet",
    shipped: Calibration,
    progress: "Progress | None" = None,
) -> Judged:
    """Ask every question of a set and gather the evidence for its first passage."""
    known = tuple(each for each in eval_set.questions if each.answerable is not None)
    watched = _Watched(assistant, shipped)
    found = run(cast("Answering", watched), replace(eval_set, questions=known), progress=progress)
    right = [result.is_first_right for result in score(found.outcomes)]
    answerable = [bool(question.answerable) for question in known]
    return Judged(
        eval_set.name,
        np.array(watched.rows),
        np.array(right, np.bool_),
        np.array(answerable, np.bool_),
    )


def fit(sets: Sequence[Judged]) -> Sample:
    """Return the weights, the constant last, of a logistic regression by Newton's method.

    Raises:
        InputError: All first passages are right, or all wrong, so that there is nothing to tell.
    """
    from sklearn.linear_model import LogisticRegression

    right = np.concatenate([judged.right for judged in sets])
    if right.all() or not right.any():
        raise InputError("the first passages are all right or all wrong: nothing to fit to")
    share = np.concatenate([np.full(len(j.right), 1000 / len(j.right)) for j in sets])
    model = LogisticRegression(
        C=_INVERSE_RIDGE, fit_intercept=False, solver="newton-cholesky", tol=_TOLERANCE
    )
    model.fit(np.concatenate([judged.evidence for judged in sets]), right, sample_weight=share)
    return np.asarray(model.coef_[0], np.float64)


def tables(sets: Sequence[Judged], shipped: Calibration) -> str:
    """Return the Markdown tables: the weights, each set by the others' weights, how right they are."""
    weights = np.array([*shipped.weights.values(), shipped.constant])
    return "\n\n".join(
        [
            _weights(fit(sets), shipped, weights),
            _carried_over(sets, weights),
            _certainties(sets, weights),
            _reliability(sets, weights),
        ]
    )


def _weights(fitted: Sample, shipped: Calibration, weights: Sample) -> str:
    named = zip([*shipped.weights, "constant"], fitted, weights, strict=True)
    return _table(
        ("evidence", "fitted to all", "shipped"),
        [(name, f"{new:.2f}", f"{now:.2f}") for name, new, now in named],
    )


def _carried_over(sets: Sequence[Judged], shipped: Sample) -> str:
    """Return how well each set is told apart, by the shipped weights and those of the others."""
    rows: list[tuple[str, ...]] = []
    for judged in sets:
        others = [other for other in sets if other is not judged]
        rows.append((judged.name, "shipped", *_measured(judged, shipped)))
        if others:
            rows.append((judged.name, "fitted to the other sets", *_measured(judged, fit(others))))
    head = ("set", "weights", "AUROC", "calibration error", "unanswerable answered at 5 % refused")
    return _table(head, rows)


def _certainties(sets: Sequence[Judged], shipped: Sample) -> str:
    """Return what the operating points cost: how often each certainty is given, and is right."""
    head = (
        "set", "answerable: no", "unanswerable: sure", "unanswerable: unsure", "unanswerable: no",
        "right where sure", "right where unsure",
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for judged in sets:
        p = _probability(judged.evidence, shipped)
        sure, no = p >= SURE, p < UNSURE
        unsure = ~sure & ~no
        answerable, right = judged.answerable, judged.right
        shares = (
            no[answerable], sure[~answerable], unsure[~answerable], no[~answerable],
            right[sure], right[unsure],
        )  # fmt: skip
        rows.append((judged.name, *(_share(share) for share in shares)))
    return _table(head, rows)


def _reliability(sets: Sequence[Judged], shipped: Sample) -> str:
    """Return a reliability curve for each set: the mean confidence of a bin, the share right."""
    rows: list[tuple[str, ...]] = []
    for judged in sets:
        p = _probability(judged.evidence, shipped)
        bins = np.array_split(np.argsort(p, kind="stable"), _BINS)
        cells = [
            f"{p[each].mean():.2f} → {judged.right[each].mean():.2f}" if len(each) else ""
            for each in bins
        ]
        rows.append((judged.name, *cells))
    head = ("set", "least sure fifth: said → right", "", "", "", "surest fifth")
    return _table(head, rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|---" + "|--:" * (len(head) - 1) + "|"]
    lines += [f"| {' | '.join(map(safe_line, row))} |" for row in rows]
    return "\n".join(lines)


def _measured(judged: Judged, weights: Sample) -> tuple[str, ...]:
    p = _probability(judged.evidence, weights)
    yes, no = p[judged.answerable], p[~judged.answerable]
    error = calibration_error(p, judged.right.astype(np.float64))
    answered = float((no >= np.quantile(yes, 0.05)).mean()) if len(yes) and len(no) else np.nan
    return tuple(f"{value:.3f}" for value in (auroc(yes, no), error, answered))


def _share(share: NDArray[np.bool_]) -> str:
    return f"{share.mean():.3f}" if len(share) else ""


def _probability(evidence_rows: Sample, weights: Sample) -> Sample:
    return np.asarray(1 / (1 + np.exp(-evidence_rows @ weights)), np.float64)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables over all sets; return 0, or 2 where one cannot be measured."""
    with guarded(_PROGRAM) as ending, terminating():
        options = sets_parser(
            _PROGRAM,
            "Fit the weights of the confidence to labelled questions, and print them, how well "
            "each set is judged by weights that were fitted to the others, what the certainties "
            "cost, and reliability curves.",
        ).parse_args(arguments)
        shipped = READ if options.reader else RANKED
        sets: list[Judged] = []

        def gathered(assistant: "Assistant", eval_set: "EvalSet", progress: "Progress") -> str:
            sets.append(judge(assistant, eval_set, shipped, progress))
            return f"{safe_line(eval_set.name)}: {counted(len(sets[-1].right), 'question')}"

        print_tables(_PROGRAM, options, gathered)
        sys.stdout.write(tables(sets, shipped) + "\n")
    return ending.code


if __name__ == "__main__":
    sys.exit(main())
