"""Asked: a stage that puts what answers a question before the passages that ask it themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.exactness.asking import asks_same
from index.exactness.unmarkable import vetoes
from index.passages.passage import Passage
from index.search.scored_passage import Contribution, ScoredPassage

AMONG = 8
"""Among how many of the first passages they are looked for."""
_GAP = 4
"""Characters between passages that follow on each other, at most."""
_AHEAD = 0.001
_ANSWERS = 0.5
"""How probable, by reading, it is that a passage answers what it ends by asking."""


def answers_first(question: str, passages: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Return passages with what answers a question put before those that ask it.

    What follows on a question answers it; of mail, what is written beside a reply that is quoted.
    """
    judged = list(passages)
    asking = [
        each
        for each in passages
        if (each.read or 0.0) < _ANSWERS
        and asks_same(question, _last(each.passage), each.passage.language)
    ]
    if not asking:
        return judged
    best = max(each.score for each in asking)
    for each in asking:
        at = next(_answering(each.passage, passages), None)
        if at is None:
            continue
        lead = best - judged[at].score + _AHEAD
        if lead > 0:
            judged[at] = _led(question, judged[at], lead, is_behind=not each.passage.is_quoted)
    return judged


def _last(passage: Passage) -> str:
    return passage.said(passage.sentences[-1])


def _answering(asking: Passage, passages: Sequence[ScoredPassage]) -> Iterator[int]:
    """Give which of some passages answers the question with which another one ends."""
    for at, other in enumerate(passages):
        passage = other.passage
        if passage.document != asking.document or passage is asking:
            continue
        gaps = [passage.start - asking.end]
        if asking.is_quoted and not passage.is_quoted:
            gaps.append(asking.start - passage.end)
        if any(0 <= gap <= _GAP for gap in gaps):
            yield at


def _led(question: str, scored: ScoredPassage, lead: float, *, is_behind: bool) -> ScoredPassage:
    said = Contribution("answers the question before it", 1.0, lead)
    led = replace(
        scored,
        score=round(scored.score + lead, 6),
        contributions=(*scored.contributions, said),
    )
    return _marked_first(question, led) if is_behind else led


def _marked_first(question: str, scored: ScoredPassage) -> ScoredPassage:
    """Return a passage with its first sentence marked of those that may be."""
    passage = scored.passage
    inside = [(a - passage.start, b - passage.start) for a, b in passage.sentences]
    found = vetoes(question, (passage.title, *passage.section), passage.text, inside)
    first = passage.sentences[next((i for i, veto in enumerate(found) if not veto), 0)]
    answer = scored.answer
    is_inside = answer and first[0] <= answer[0] and answer[1] <= first[1]
    return replace(scored, sentence=first, answer=answer if is_inside else None)
