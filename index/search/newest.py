"""Newest: a stage that puts what answers about as well in the order of its documents' dates."""

from collections.abc import Sequence
from dataclasses import replace

from index.search.scored_passage import Contribution, ScoredPassage

AMONG = 20
"""Among how many of the first passages is looked."""
_ABOUT = 0.15
"""How much lower than the first a passage may score that answers about as well."""
_LEAST_READ = 0.5
"""How probable it must be, beside the best, that it answers."""
_APART = 1e-6


def newest_first(passages: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Return passages; those that answer about as well as the first exchange their scores by date.

    The newest gets the highest, and one whose document says no date the lowest.
    """
    alike = [at for at, each in enumerate(passages) if _is_alike(each, passages)]
    by_date = sorted(alike, key=lambda at: passages[at].passage.date, reverse=True)
    scores = sorted((passages[at].score for at in alike), reverse=True)
    found = list(passages)
    for step, (at, score) in enumerate(zip(by_date, scores, strict=True)):
        own = passages[at].score
        part = round(score - _APART * step - own, 6)
        if by_date != alike:
            said = Contribution("date", 1.0 if step == 0 else 0.0, part)
            contributions = (*passages[at].contributions, said)
            found[at] = replace(passages[at], score=own + part, contributions=contributions)
    return found


def _is_alike(scored: ScoredPassage, passages: Sequence[ScoredPassage]) -> bool:
    best = max(passages, key=lambda each: each.score)
    if best.score - scored.score > _ABOUT:
        return False
    if scored.read is None or best.read is None:
        return scored.read is best.read
    return scored.read >= _LEAST_READ * best.read
