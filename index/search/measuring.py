"""Measuring: what every signal says of the candidates, and which sentence of each answers best."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from index.files.arrays import Rows, ranges
from index.place import Mask, Place, Scored
from index.search.candidates import Found
from index.signals.best_sentence import sentence_meanings
from index.signals.late_interaction import interaction
from index.signals.query import SearchQuery
from index.signals.registry import SIGNALS
from index.signals.signal import Candidates
from index.vectors import Vectors

_SENTENCE_MEANING = 0.6
"""How much a sentence's vector counts beside its late interaction, in choosing the sentence."""
SHORTEST_ANSWER = 12
"""Characters; a shorter quote of an earlier answer tells nothing."""
_SHORTEST_MARK = 8
"""Characters; a shorter sentence ("Rent.") is marked only where there is no other; "Tea 2.00" is one."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What signals say of passages for a query.

    ``rows`` are those that all of them measured, in document order, and ``values`` what each said,
    by its name, (rows,); of others all that is known is in ``proposals``. ``sentences`` is how
    well each sentence of the measured passages answers, those of the ``i``-th
    ``sentences[starts[i]:starts[i + 1]]``.
    """

    query: SearchQuery
    rows: Rows
    values: Mapping[str, Vectors]
    proposals: Mapping[str, Scored]
    sentences: Vectors
    starts: Rows

    def of(self, row: int) -> Mapping[str, float]:
        """Return what each signal says of a passage, by its name; 0 where it was not asked."""
        at = self._at(row)
        if at is not None:
            return {name: float(values[at]) for name, values in self.values.items()}
        return {
            name: self.proposals[name].at(row) if name in self.proposals else 0.0
            for name in self.values
        }

    def among(self, mask: Mask) -> "Measured":
        """Return what is said of some passages alone; ``mask`` is (passages,)."""
        kept = mask[self.rows]
        starts, ends = self.starts[:-1][kept], self.starts[1:][kept]
        return replace(
            self,
            rows=self.rows[kept],
            values={name: values[kept] for name, values in self.values.items()},
            proposals={name: found.among(mask) for name, found in self.proposals.items()},
            sentences=self.sentences[ranges(starts, ends)],
            starts=np.append(0, np.cumsum(ends - starts)),
        )

    def matches(self, row: int) -> Vectors:
        """Return how well each sentence of a passage answers; empty where that is not known."""
        at = self._at(row)
        first, end = (0, 0) if at is None else self.starts[at : at + 2]
        return self.sentences[first:end]

    def _at(self, row: int) -> int | None:
        at = int(np.searchsorted(self.rows, row))
        return at if at < len(self.rows) and int(self.rows[at]) == row else None


def measure(query: SearchQuery, place: Place, found: Found) -> Measured:
    """Return what every signal says of the candidates."""
    candidates = Candidates(query, place, found.rows)
    values = {signal.name: signal.measure(candidates) for signal in SIGNALS}
    sentences = candidates.sentences
    is_stub = sentences.rows[:, 1] - sentences.rows[:, 0] < _SHORTEST_MARK
    matches, meanings = candidates.once(interaction).sentences, candidates.once(sentence_meanings)
    fits = matches + _SENTENCE_MEANING * meanings - is_stub
    return Measured(query, found.rows, values, found.proposals, fits, sentences.starts)
