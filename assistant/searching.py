"""Searching: from a question and its conversation to a query, and to the passages ranked for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.conversation import DialogueAct, History, Query
from assistant.understanding.dialogue_acts import continuation
from assistant.understanding.following import needed_words
from index.following import ToldWord
from index.language import content_words, typed_words
from index.library import Library, Ranking
from index.search.restriction import Restriction
from index.search.scored_passage import ScoredPassage

_REMEMBERED = 50
"""Latest answers that a follow-up does not ask for again."""
_ANSWERED_AMONG = 5
"""First passages among which the one is looked for that gave an earlier answer."""
_AROUND = 4
"""Passages around an answer that are given at once."""
_MOST_AROUND = 100
"""Passages around an answer that are given one after the other."""
_FALLBACK = 0.5
"""How probable it is that a question why needs the words of the one before, where no word is told."""


@dataclass(frozen=True, slots=True)
class Continued:
    """What is continued.

    Args:
        question: The earlier question.
        asked: What the passages were ranked for.
        is_around: Whether they stand around the passage that answered, rather than come next.
        pages: How many answers gave some of them before.
    """

    question: str
    asked: str
    is_around: bool
    pages: int

    def start(self, k: int) -> int:
        """Return how many of the ranking were given before, ``k`` to an answer."""
        return 0 if self.is_around else self.pages * k


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched, and what was found; ``continued`` where that was asked for before."""

    query: Query
    ranking: Sequence[ScoredPassage]
    continued: Continued | None = None


class Searching:
    """Searches a library for the questions of conversations.

    Histories are of exchanges that asked the documents something; see ``asking``.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def search(self, question: str, history: History, within: Restriction) -> Searched:
        """Return what is found for a question, with the words that it needs from its history."""
        needed = self._needed(question, history)
        ranking = self._ranking(question, needed, history, within)
        corrections = ranking.query.corrections
        return Searched(replace(_query(question, needed), corrections=corrections), ranking)

    def query(self, question: str, history: History) -> Query:
        """Return what ``search`` searches, without what it corrects."""
        return _query(question, self._needed(question, history))

    def go_on(
        self, act: DialogueAct, question: str, history: History, within: Restriction
    ) -> Searched | None:
        """Return more of what was found for an earlier question; None where nothing was.

        The passages that come next are those of the search for it. Those around the passage that
        answered it are ranked for it too; where the question is why, for that, together with it.
        """
        if not (point := continuation(act, history)):
            return None
        base = history[point.base]
        leans = base.query is None or bool(base.query.carried)
        earlier = history[: point.base] if leans else ()
        needed = self._needed(base.question, earlier)
        found = self._ranking(base.question, needed, earlier, within)
        words = _told(base.question, self._library.language(base.question)) + needed
        asked = question if act is DialogueAct.REASON else base.question
        continued = Continued(base.question, asked, point.is_around, point.pages)
        if not words:
            return None
        if not point.is_around:
            return Searched(_query(question, words, act), found, continued)
        rows = _rows_around(found, base.answer or "")
        first = 1 + point.pages * _AROUND
        near = rows[first : first + _AROUND]
        if not near and not point.pages:
            return None
        if act is DialogueAct.REASON:
            needed = self._needed(question, history) or words
            ranking = self._ranking(question, needed, history, within, rows[:1] + near)
            return Searched(_query(question, needed, act), ranking, continued)
        around = self._ranking(base.question, needed, earlier, within, near) if near else ()
        return Searched(_query(question, words, act), around, continued)

    def _ranking(
        self,
        question: str,
        needed: Sequence[ToldWord],
        history: History,
        within: Restriction,
        among: Sequence[int] = (),
    ) -> Ranking:
        said = [e.answer for e in history[-_REMEMBERED:] if e.answer] if needed else ()
        return self._library.search(question, needed, within, said, among)

    def _needed(self, question: str, history: History) -> tuple[ToldWord, ...]:
        said = " ".join([question, *(exchange.question for exchange in history[-1:])])
        language = self._library.language(said)
        return needed_words(question, history, self._library.told, language)


def _query(question: str, needed: Sequence[ToldWord], act: DialogueAct | None = None) -> Query:
    words = tuple(told.word for told in needed)
    return Query(" ".join([question, *words]), words, act=act)


def _told(question: str, language: str) -> tuple[ToldWord, ...]:
    """Return the words of an earlier question that say something."""
    typed = (found.group() for found in typed_words(question))
    return tuple(ToldWord(word, _FALLBACK) for word in typed if content_words(word, language))


def _rows_around(ranking: Ranking, answer: str) -> list[int]:
    """Return the rows of the passage that gave an answer and of those around it, nearest first.

    An answer is a part of its passage, or quotes it whole; none where no first passage is such.
    """
    first = [scored.passage.text for scored in ranking[:_ANSWERED_AMONG]]
    rank = next((n for n, text in enumerate(first) if answer in text or text in answer), None)
    return [] if rank is None else list(islice(ranking.around(rank), _MOST_AROUND))
