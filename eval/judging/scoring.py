"""Scoring: from what was judged to results, with the measures of each ranking."""

from collections.abc import Sequence

from msgspec.structs import replace

from eval.judging.harness import Run
from eval.judging.outcome import Outcome
from eval.measures.result import DIGITS, RANKING, Result
from eval.measures.summary import Summary


def summarise(run: Run) -> Summary:
    """Measure a run."""
    return Summary.of(run.name, score(run.outcomes), run.binding, run.under_test)


def score(outcomes: Sequence[Outcome]) -> tuple[Result, ...]:
    """Return each outcome with the values of its ranking, by ir-measures.

    A question of which nothing relevant is known or ranked has zero, never no value.
    """
    values = _ranking_values(outcomes)
    return tuple(
        replace(outcome.result, values={name: round(v, DIGITS) for name, v in found.items()})
        for outcome, found in zip(outcomes, values, strict=True)
    )


def _ranking_values(outcomes: Sequence[Outcome]) -> list[dict[str, float]]:
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    named = dict(zip((nDCG @ 10, Success @ 1, R @ 3, R @ 5, RR @ 10), RANKING, strict=True))
    qrels: list[ir_measures.Qrel] = []
    ranks: list[ir_measures.ScoredDoc] = []
    values: list[dict[str, float]] = []
    for i, outcome in enumerate(outcomes):
        judgement = outcome.judgement
        values.append({} if judgement is None else dict.fromkeys(RANKING, 0.0))
        if judgement is None:
            continue
        for rank, gain in enumerate(judgement.gains, 1):
            # Sorted again by score inside, so the score is the rank.
            ranks.append(ir_measures.ScoredDoc(str(i), f"ranked {rank}", float(-rank)))
            if gain:
                qrels.append(ir_measures.Qrel(str(i), f"ranked {rank}", gain))
        for item, gain in enumerate(judgement.missed):
            qrels.append(ir_measures.Qrel(str(i), f"missed {item}", gain))
    for metric in ir_measures.iter_calc(list(named), qrels, ranks):
        values[int(metric.query_id)][named[metric.measure]] = float(metric.value)
    return values
