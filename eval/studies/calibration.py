"""``python -m eval.studies.calibration SET...``: the weights of the confidence; do they carry over?

The weights are fitted to all sets, each counting the same; for each set also to all the others,
which tells what to expect of questions that nobody has seen.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.confidence import COEFFICIENTS, CONSTANT, THRESHOLD, evidence
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
    from assistant.engine import Assistant
    from eval.questions.eval_set import EvalSet
    from index.progress import Progress

_PROGRAM = "eval.studies.calibration"
_INVERSE_RIDGE = 1e3
"""Keeps weights finite where a set is told apart without a mistake."""
_TOLERANCE = 1e-8
"""Of the gradient, where fitting ends."""


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


def judge(assistant: "Assistant", eval_set: "EvalSet", progress: "Progress | None") -> Judged:
    """Ask every question of a set and gather the evidence for its first passage."""
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    answerable: list[bool] = []
    results = score(run(assistant, eval_set, progress=progress).outcomes)
    for question, result in zip(eval_set.questions, results, strict=True):
        if question.answerable is None:
            continue
        best = assistant.retrieve(question.text, question.history).ranking[0]
        rows.append((*evidence(question.text, best).values(), 1.0))
        right.append(result.is_first_right)
        answerable.append(question.answerable)
    return Judged(
        eval_set.name, np.array(rows), np.array(right, np.bool_), np.array(answerable, np.bool_)
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


def table(sets: Sequence[Judged]) -> str:
    """Return both Markdown tables: the fitted weights, and each set by the others' weights."""
    fitted = fit(sets)
    shipped = np.array([*COEFFICIENTS.values(), CONSTANT])
    names = [*COEFFICIENTS, "constant"]
    lines = ["| evidence | fitted to all | shipped |", "|---|--:|--:|"]
    lines += [
        f"| {n} | {a:.2f} | {b:.2f} |" for n, a, b in zip(names, fitted, shipped, strict=True)
    ]
    measures = tuple(_measured(sets[0], shipped))
    lines += [
        "",
        f"| set | weights | {' | '.join(measures)} |",
        "|---|---|" + "--:|" * len(measures),
    ]
    for judged in sets:
        others = [other for other in sets if other is not judged]
        lines.append(_row(judged, "shipped", shipped))
        if others:
            lines.append(_row(judged, "fitted to the other sets", fit(others)))
    return "\n".join(lines)


def _row(judged: Judged, name: str, weights: Sample) -> str:
    cells = (f"{value:.3f}" for value in _measured(judged, weights).values())
    return f"| {safe_line(judged.name)} | {name} | {' | '.join(cells)} |"


def _measured(judged: Judged, weights: Sample) -> Mapping[str, float]:
    p = _probability(judged.evidence, weights)
    yes, no = p[judged.answerable], p[~judged.answerable]
    return {
        "AUROC": auroc(yes, no),
        "calibration error": calibration_error(p, judged.right.astype(np.float64)),
        f"refused at {THRESHOLD}": float((yes < THRESHOLD).mean()) if len(yes) else np.nan,
        f"false answers at {THRESHOLD}": float((no >= THRESHOLD).mean()) if len(no) else np.nan,
    }


def _probability(evidence_rows: Sample, weights: Sample) -> Sample:
    return np.asarray(1 / (1 + np.exp(-evidence_rows @ weights)), np.float64)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables over all sets; return 0, or 2 where one cannot be measured."""
    with guarded(_PROGRAM) as ending, terminating():
        options = sets_parser(
            _PROGRAM,
            "Fit the weights of the confidence to labelled questions, and print them and how well "
            "each set is judged by weights that were fitted to the others.",
        ).parse_args(arguments)
        sets: list[Judged] = []

        def gathered(assistant: "Assistant", eval_set: "EvalSet", progress: "Progress") -> str:
            sets.append(judge(assistant, eval_set, progress))
            return f"{safe_line(eval_set.name)}: {counted(len(sets[-1].right), 'question')}"

        print_tables(_PROGRAM, options.sets, gathered, quiet=options.quiet)
        sys.stdout.write(table(sets) + "\n")
    return ending.code


if __name__ == "__main__":
    sys.exit(main())
