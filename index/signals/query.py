"""Query: what a question is searched by, in vectors and in words."""

from dataclasses import dataclass

from index.model.encoding import EncodedQuery
from index.place import WeightedTerms
from index.signals.correction import Correction

CARRIED = 0.5
"""How much the vector of question and carried words counts beside that of the question alone."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question and the words that were carried over to it, as signals take them.

    ``text`` is what is searched once the ``corrections`` were made; ``own`` are the stems of the
    question's words, ``carried`` those of the others with what they count beside one of its own,
    repeated ones too.
    """

    text: str
    encoded: EncodedQuery
    own: tuple[str, ...]
    carried: WeightedTerms = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def terms(self) -> WeightedTerms:
        """All stems, each with what it counts."""
        return [*((term, 1.0) for term in self.own), *self.carried]

    def weight(self, term: str) -> float:
        """Return what the tokens of a word with this stem count."""
        return 1.0 if term in self.own else dict(self.carried).get(term, CARRIED)
