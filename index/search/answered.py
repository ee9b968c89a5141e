"""Answered: a stage that lowers the passages that answered earlier questions.

A follow-up asks for more than they said.
"""

from collections.abc import Sequence
from dataclasses import replace

from index.search.measuring import SHORTEST_ANSWER
from index.search.scored_passage import Contribution, ScoredPassage

ANSWERED = 0.03
"""What such a passage loses of its score; about as much as the words that were carried over from
it give it again."""
LOWERED_AMONG = 20
"""Among how many of the first passages they are looked for."""

_LOWERED = Contribution("answered before", 1.0, -ANSWERED)


def lowered(quotes: Sequence[str], passages: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Return passages with those lowered that hold one of ``quotes``.

    Quotes that are too short to tell are passed over.
    """
    telling = [quote for quote in quotes if len(quote.strip()) >= SHORTEST_ANSWER]
    return [
        _lowered(scored) if any(quote in scored.passage.text for quote in telling) else scored
        for scored in passages
    ]


def _lowered(scored: ScoredPassage) -> ScoredPassage:
    return replace(
        scored,
        score=scored.score - ANSWERED,
        contributions=(*scored.contributions, _LOWERED),
    )
