"""Measure: how well the outcomes of a run agree with the labels."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.harness import Outcome

Sample = NDArray[np.float64]

RANKING = ("nDCG@10", "Success@1", "R@3", "R@5", "RR")
"""Measures of a ranking; RR looks at the first ten ranks."""
FLOORS = (*RANKING, "sentence right", "AUROC", "F1 not found")
"""Measures of which more is better."""
CEILINGS = ("refused", "false answers", "calibration error")
"""Measures of which less is better."""

_BINS = 10
_DRAWS = 2_000
_BATCHES = 20
"""Draws are made in batches, since all at once would fill the memory on a large set."""
_SEED = 20_150_923
_PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Measure:
    """A value over ``n`` questions, with its 95 % percentile-bootstrap interval.

    ``mean`` is NaN where ``n`` is 0. ``low`` and ``high`` are NaN there too, and for the
    calibration error, which resampling inflates.
    """

    name: str
    mean: float
    n: int
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True, slots=True)
class Scored:
    """An outcome and the values of its ranking; none where there was nothing to rank."""

    outcome: Outcome
    values: Mapping[str, float]

    @property
    def is_first_right(self) -> bool:
        """Whether its first passage is relevant."""
        judgement = self.outcome.judgement
        return judgement is not None and judgement.first_relevant == 1


def score(outcomes: Sequence[Outcome]) -> tuple[Scored, ...]:
    """Add to each outcome the values of its ranking, by ir-measures.

    A question of which nothing relevant is known or ranked has zero, never no value.
    """
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
    return tuple(map(Scored, outcomes, values))


def measure(scored: Sequence[Scored]) -> tuple[Measure, ...]:
    """Return every measure over these questions, in the order of ``FLOORS`` and ``CEILINGS``."""
    answerable = [s for s in scored if s.outcome.answerable]
    unanswerable = [s for s in scored if s.outcome.answerable is False]
    judged = answerable + unanswerable
    return (
        *(_mean(name, [s.values[name] for s in answerable]) for name in RANKING),
        _mean(
            "sentence right",
            [s.outcome.sentence_right for s in answerable if s.outcome.sentence_right is not None],
        ),
        _of_both("AUROC", auroc, _confidences(answerable), _confidences(unanswerable)),
        _of_both("F1 not found", f1_not_found, _found(answerable), _found(unanswerable)),
        _mean("refused", [not s.outcome.found for s in answerable]),
        _mean("false answers", [s.outcome.found for s in unanswerable]),
        Measure(
            "calibration error",
            calibration_error(_confidences(judged), _sample([s.is_first_right for s in judged])),
            len(judged),
        ),
    )


def auroc(positive: Sample, negative: Sample) -> float:
    """Return the share of pairs in which the positive value is the higher; a tie counts half.

    That is the area under the ROC curve (Mann-Whitney's U over the number of pairs); NaN where
    one side is empty.
    """
    if not (len(positive) and len(negative)):
        return math.nan
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, side="left")
    not_above = np.searchsorted(ordered, positive, side="right")
    return float((below + not_above).mean() / 2 / len(negative))


def f1_not_found(answerable: Sample, unanswerable: Sample) -> float:
    """Return the F1 of "not found" as the prediction that nothing answers a question.

    Args:
        answerable: 1 for each answerable question that was found, else 0.
        unanswerable: The same of the unanswerable ones; NaN where there are none.
    """
    if not len(unanswerable):
        return math.nan
    rightly = len(unanswerable) - unanswerable.sum()
    predicted = rightly + len(answerable) - answerable.sum()
    return float(2 * rightly / (predicted + len(unanswerable)))


def calibration_error(confidence: Sample, correct: Sample) -> float:
    """Return how far confidence is from the share that is correct, on average.

    Ten bins of equal mass, in the order of confidence: the mean over bins of
    |mean confidence - share correct|, weighted by the bins' sizes (Naeini et al., 2015, with
    quantiles for bins). NaN where there is nothing.
    """
    if not len(confidence):
        return math.nan
    order = np.argsort(confidence, kind="stable")
    bins = [part for part in np.array_split(order, _BINS) if len(part)]
    gaps = [abs(confidence[part].sum() - correct[part].sum()) for part in bins]
    return float(sum(gaps) / len(confidence))


def _mean(name: str, values: Sequence[float]) -> Measure:
    if not values:
        return Measure(name, math.nan, 0)
    sample = _sample(values)
    low, high = _interval(_resampled_means(sample))
    return Measure(name, float(sample.mean()), len(sample), low, high)


def _of_both(
    name: str,
    statistic: Callable[[Sample, Sample], float],
    answerable: Sample,
    unanswerable: Sample,
) -> Measure:
    """Measure what takes values of both sides; each draw is made within them."""
    if not (len(answerable) and len(unanswerable)):
        return Measure(name, math.nan, 0)
    random = np.random.default_rng(_SEED)
    drawn = [
        statistic(_drawn(random, answerable), _drawn(random, unanswerable)) for _ in range(_DRAWS)
    ]
    low, high = _interval(_sample(drawn))
    value = statistic(answerable, unanswerable)
    return Measure(name, value, len(answerable) + len(unanswerable), low, high)


def _resampled_means(sample: Sample) -> Sample:
    """Return the mean of each draw with replacement; the same draws for the same size."""
    random = np.random.default_rng(_SEED)
    size = (_DRAWS // _BATCHES, len(sample))
    means = [sample[random.integers(len(sample), size=size)].mean(axis=1) for _ in range(_BATCHES)]
    return np.concatenate(means)


def _drawn(random: np.random.Generator, sample: Sample) -> Sample:
    return sample[random.integers(len(sample), size=len(sample))]


def _interval(drawn: Sample) -> tuple[float, float]:
    low, high = np.percentile(drawn, _PERCENTILES)
    return float(low), float(high)


def _found(scored: Sequence[Scored]) -> Sample:
    return _sample([s.outcome.found for s in scored])


def _confidences(scored: Sequence[Scored]) -> Sample:
    return _sample([s.outcome.confidence for s in scored])


def _sample(values: Sequence[float]) -> Sample:
    return np.asarray(values, dtype=np.float64)
