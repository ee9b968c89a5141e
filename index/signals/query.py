"""Query: what a question is searched by, in vectors and in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.language import ENGLISH, stem, stop_words
from index.model.encoding import EncodedQuery
from index.place import WeightedTerms
from index.signals.correction import Correction

CARRIED = 0.5
"""How much the vector of question and carried words counts beside that of the question alone."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question and the words that were carried over to it, as signals take them.

    ``text`` is what is searched once the ``corrections`` were made; ``own`` are the terms of the
    question's words, ``carried`` those of the others with what they count beside one of its own,
    repeated ones too; ``readings`` are the terms of all its content words, in order, by the words;
    ``language`` is the question's.
    """

    text: str
    encoded: EncodedQuery
    own: tuple[str, ...]
    carried: WeightedTerms = ()
    corrections: tuple[Correction, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    language: str = ENGLISH

    @property
    def terms(self) -> WeightedTerms:
        """All stems, each with what it counts."""
        return [*((term, 1.0) for term in self.own), *self.carried]

    def term(self, word: str) -> str:
        """Return the term of a folded word of the text; empty for a stop word."""
        if word in stop_words(self.language):
            return ""
        return self.readings.get(word) or stem(word, self.language)

    def weight(self, term: str) -> float:
        """Return what the tokens of a word with this stem count."""
        return 1.0 if term in self.own else dict(self.carried).get(term, CARRIED)
