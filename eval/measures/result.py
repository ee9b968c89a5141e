"""Result: what one question came to, as it is measured, compared, reported and stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.judging.outcome import FirstPassage, Outcome
from eval.questions.records import Place

RANKING = ("nDCG@10", "Success@1", "R@3", "R@5", "RR")
"""Measures of a ranking; RR looks at the first ten ranks."""
DIGITS = 6
"""Decimals that are kept: finer ones differ between processors."""


@dataclass(frozen=True, slots=True)
class Result:
    """One question: what its labels say, and what came of it.

    Args:
        id: Unique within its set.
        text: What was asked.
        place: Where its labels were read.
        answerable: Whether anything answers it; None where that is not known.
        tags: The slices it belongs to.
        documents: Ids of the documents that answer it.
        rank: Of the first that is relevant; None where none is ranked.
        values: Each of ``RANKING``; empty where there was nothing to rank.
        sentence_right: None where there is neither an answer nor a quote to tell by.
        found: Whether the assistant says that the documents answer it.
        confidence: How sure the assistant is of that, in [0, 1].
        citations: The share of its answer's citations that hold; None where it cites nothing.
        first: The first passage of its answer, if it has one.
        carried: The words that were taken over from its history.
        unplaced: Quotes of its evidence that lie in no passage.
        failure: Why there is no answer, which counts against it; else None.
    """

    id: str
    text: str
    place: Place
    answerable: bool | None
    tags: tuple[str, ...]
    documents: tuple[str, ...]
    rank: int | None
    values: Mapping[str, float]
    sentence_right: bool | None
    found: bool
    confidence: float
    citations: float | None = None
    first: FirstPassage | None = None
    carried: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    failure: str | None = None

    @property
    def is_first_right(self) -> bool:
        """Whether its first passage is relevant."""
        return self.rank == 1


def score(outcomes: Sequence[Outcome]) -> tuple[Result, ...]:
    """Return each outcome with the values of its ranking, by ir-measures.

    A question of which nothing relevant is known or ranked has zero, never no value.
    """
    values = _ranking_values(outcomes)
    return tuple(_result(outcome, found) for outcome, found in zip(outcomes, values, strict=True))


def _result(outcome: Outcome, values: Mapping[str, float]) -> Result:
    question, judgement = outcome.question, outcome.judgement
    return Result(
        id=question.id,
        text=question.text,
        place=question.place,
        answerable=question.answerable,
        tags=question.tags,
        documents=question.documents,
        rank=judgement.first_relevant if judgement else None,
        values={name: round(value, DIGITS) for name, value in values.items()},
        sentence_right=outcome.sentence_right,
        found=outcome.found,
        confidence=round(outcome.confidence, DIGITS),
        citations=None if outcome.citations is None else round(outcome.citations, DIGITS),
        first=outcome.first,
        carried=outcome.carried,
        unplaced=outcome.unplaced,
        failure=outcome.failure,
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
