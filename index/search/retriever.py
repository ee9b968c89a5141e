"""Retriever: from a question to a ranking, stage by stage.

A question becomes a query; signals propose candidates for it, all signals measure those, what
they say is fused to scores, and stages judge the first passages anew.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain

from index.following import ToldWord
from index.model.encoding import EncodedQuery, Encoder
from index.place import Place
from index.reading.reader import PassageReader
from index.search.answered import LOWERED_AMONG, lowered
from index.search.asked import AMONG as ASKED_AMONG
from index.search.asked import answers_first
from index.search.candidates import find
from index.search.copies import fitting
from index.search.exact import exact, exact_among
from index.search.fusion import fuse
from index.search.measuring import measure
from index.search.newest import AMONG, newest_first
from index.search.quoted import AMONG as REPLIES
from index.search.quoted import written_first
from index.search.ranking import Ranking
from index.search.reading import READ, read
from index.search.restriction import EVERYTHING, Restriction
from index.search.selection import select
from index.search.spelling import correct
from index.search.wording import Wording
from index.signals.query import CARRIED, SearchQuery
from index.signals.registry import WEIGHTS
from index.vectors import unit

_SELECTIONS = 8
"""How many selections are kept; a chat asks of the same documents again and again."""


class Retriever:
    """Finds the passages of one index.

    Args:
        place: Holds the passages.
        encoder: The one that they were encoded by.
        reader: Judges the first passages; none ranks by the signals alone.
    """

    def __init__(self, place: Place, encoder: Encoder, reader: PassageReader | None = None) -> None:
        self._place = place
        self._encoder = encoder
        self._reader = reader
        self.select = lru_cache(maxsize=_SELECTIONS)(partial(select, place))

    def rank(
        self,
        question: str,
        carried: Sequence[ToldWord] = (),
        within: Restriction = EVERYTHING,
        answers: Sequence[str] = (),
        among: Sequence[int] = (),
    ) -> Ranking:
        """Return the passages ``within`` a restriction ranked for a question, which is not blank.

        Each signal measures the same of a passage whatever else is chosen.

        Args:
            question: What is asked.
            carried: Words from earlier in the conversation; they count by their probability.
            within: What it is asked of.
            answers: What was quoted to earlier questions; passages that hold it are lowered.
            among: Rows of those within the restriction that alone are ranked; by default all.

        Raises:
            InputError: No passage is within it.
        """
        selection = self.select(within)
        if among:
            selection = selection.among(among)
        query = self._query(question, carried)
        found = find(query, self._place, selection)
        measured, ranked = fitting(measure(query, self._place, found), self._place, selection)
        ranking = Ranking(self._place, ranked, fuse(measured, WEIGHTS))
        if answers:
            ranking = ranking.judged(partial(lowered, answers), LOWERED_AMONG)
        ranking = ranking.judged(written_first, REPLIES)
        if self._reader:
            ranking = ranking.judged(partial(read, self._reader, question), READ)
        ranking = ranking.judged(partial(exact, question), exact_among(question))
        ranking = ranking.judged(partial(answers_first, question), ASKED_AMONG)
        return ranking.judged(newest_first, AMONG) if within.newest else ranking

    def _query(self, question: str, carried: Sequence[ToldWord]) -> SearchQuery:
        """Return what a question is searched by, mistyped words read as those of the documents."""
        knows = self._encoder.knows
        wording = Wording.of(question, self._place)
        question, corrections = correct(question, wording, knows)
        others = [(correct(told.word, wording, knows), told) for told in carried]
        query = " ".join([question, *(word for (word, _), _ in others)])
        return SearchQuery(
            query,
            self._encoded(question, query),
            tuple(wording.terms(question)),
            [
                (term, told.probability)
                for (word, _), told in others
                for term in wording.terms(word)
            ],
            (*corrections, *chain.from_iterable(further for (_, further), _ in others)),
            wording.readings(query),
            wording.language,
        )

    def _encoded(self, question: str, query: str) -> EncodedQuery:
        """Encode a query; its vector lies between the question's and that of the whole."""
        encoded = self._encoder.encode_query(question)
        if query == question:
            return encoded
        whole = self._encoder.encode_query(query)
        between = (1 - CARRIED) * encoded.windows + CARRIED * whole.windows.mean(axis=0)
        return replace(whole, windows=unit(between))
