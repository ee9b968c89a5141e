"""Quoted: a stage that lowers replies that are quoted, so that what was first written comes before them."""

from collections.abc import Sequence
from dataclasses import replace

from index.search.scored_passage import Contribution, ScoredPassage

AMONG = 20
"""Among how many of the first passages they are looked for."""
_QUOTED = 0.15
"""What such a passage loses of its score. It does before passages are read, of which few are."""

_LOWERED = Contribution("quoted reply", 1.0, -_QUOTED)


def written_first(passages: Sequence[ScoredPassage]) -> Sequence[ScoredPassage]:
    """Return passages with those lowered that quote an earlier mail."""
    return [_lowered(each) if each.passage.is_quoted else each for each in passages]


def _lowered(scored: ScoredPassage) -> ScoredPassage:
    contributions = (*scored.contributions, _LOWERED)
    return replace(scored, score=scored.score - _QUOTED, contributions=contributions)
