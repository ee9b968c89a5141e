"""BM25 over stemmed words: finds what is named, where vectors find what is meant.

Stored is what each passage holds, and weighed when it is asked for: so a new passage changes
nothing that is stored of the others.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.blocks import StoredRows
from index.passages import Passage
from index.tokens import UNSPACED, is_letter

if TYPE_CHECKING:
    import Stemmer

K1 = 1.2
B = 0.75

_SHORTEST_ROOT = 4
"""Letters; a shorter word says little about a longer one that holds it."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0971-\u09e3\u0a00-\u0eff\u1000-\u109f\u1a00-\u1aff\u1dc0-\u1dff"
)
"""Marks that belong to the letter before them, which Python's ``\\w`` leaves out."""
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*"
    rf"|[{UNSPACED}]"
    rf"|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:'[^\W\d_]+)*|\w+"
)
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "“": '"', "”": '"', "\u00ad": ""}  # noqa: RUF001
)

STOP_WORDS = frozenset(
    """
    a about above after again against all am an and any are aren't as at be because been before
    being below between both but by can can't cannot could couldn't did didn't do does doesn't
    doing don't down during each few for from further had hadn't has hasn't have haven't having he
    he'd he'll he's her here here's hers herself him himself his how how's i i'd i'll i'm i've if
    in into is isn't it it's its itself just let's me more most my myself no nor not now of off on
    once only or other ought our ours ourselves out over own same shall she she'd she'll she's
    should shouldn't so some such than that that's the their theirs them themselves then there
    there's these they they'd they'll they're they've this those through to too under until up very
    was wasn't we we'd we'll we're we've were weren't what what's when when's where where's which
    while who who's whom why why's will with won't would wouldn't you you'd you'll you're you've
    your yours yourself yourselves
    """.split()  # noqa: SIM905
)


def fold(text: str) -> str:
    """Return ``text`` such that case, forms of the same letter and shapes of quotes agree."""
    return unicodedata.normalize("NFKC", text).translate(_STRAIGHT).casefold()


def words(text: str) -> list[str]:
    """Return the words of ``text``, folded."""
    return _WORD.findall(fold(text))


def content_words(text: str) -> list[str]:
    """Return the words of ``text`` that are no stop words, unstemmed, in order."""
    return [word for word in words(text) if word not in STOP_WORDS]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the Snowball stem of a folded word; digits lose their grouping commas."""
    return word.replace(",", "") if word[0].isdigit() else _stemmer().stemWord(word)


def terms(text: str) -> list[str]:
    """Return what BM25 counts of ``text``: the stems of its content words, in order."""
    return [stem(word) for word in content_words(text)]


def distinct_words(text: str) -> dict[str, str]:
    """Return the content words of ``text`` by their stems, each stem once, in order."""
    found: dict[str, str] = {}
    for word in content_words(text):
        found.setdefault(stem(word), word)
    return found


@cache
def _stemmer() -> "Stemmer.Stemmer":
    import Stemmer

    return Stemmer.Stemmer("english")


def searchable(passage: Passage, document: str = "") -> str:
    """Return what BM25 reads of a passage: its text, and the title and headings it lies under.

    A word that was too long for it is read to its end, where the whole ``document`` is given.
    """
    end = passage.end
    while end < len(document) and is_letter(document[end - 1]) and is_letter(document[end]):
        end += 1
    return "\n".join((passage.text + document[passage.end : end], passage.title, *passage.section))


def _roots(term: str) -> Iterator[str]:
    """Return the parts of a term that are long enough to be its root."""
    for start in range(len(term)):
        for end in range(start + _SHORTEST_ROOT, len(term) + 1):
            yield term[start:end]


@dataclass(frozen=True)
class LexicalIndex:
    """How often each term occurs in each passage; BM25 (Lucene's variant) is computed of it.

    The passages that hold term ``t`` are ``rows[starts[t]:starts[t + 1]]``, int32, in order; how
    often each does stands at the same places of ``counts``, int32.
    """

    vocabulary: dict[str, int]
    """The terms in the order of their letters, and their numbers."""
    words: tuple[str, ...]
    """The words that the terms are stems of, folded, most frequent first."""
    word_counts: NDArray[np.int32]
    """How often each of the words occurs."""
    rows: StoredRows
    counts: StoredRows
    starts: NDArray[np.int64]
    lengths: NDArray[np.int32]
    """How many terms each passage has, repeated ones too; (passages,)."""

    def scores(self, query: Iterable[tuple[str, float]]) -> NDArray[np.float32]:
        """Return the BM25 score of every passage, (passages,); 0 where no term occurs.

        ``query`` holds terms and how much each counts. Of a term it is
        ``idf tf / (tf + k1 (1 - b + b length / average length))``.
        """
        scores = np.zeros(len(self.lengths), np.float32)
        for term, weight in query:
            at = self.vocabulary.get(term)
            if at is not None:
                held = slice(self.starts[at], self.starts[at + 1])
                rows, counts = self.rows[held], self.counts[held].astype(np.float32)
                weights = np.float32(weight * self.idf(term)) * counts
                scores[rows] += weights / (counts + self._damping[rows])
        return scores

    @cached_property
    def _damping(self) -> NDArray[np.float32]:
        """What keeps a term from counting ever more in each passage: more of it in a long one."""
        average = max(float(self.lengths.mean()), 1e-9) if len(self.lengths) else 1.0
        return np.asarray(K1 * (1 - B + B * self.lengths / average), np.float32)

    def mentions(self, word: str, among: NDArray[np.bool_] | None = None) -> bool:
        """Whether any passage holds ``word``, a word that it is a part of, or a root of it.

        ``among`` tells which passages are meant, (passages,); None means all.
        """
        return any(
            (wanted in self._all_terms or any(root in self.vocabulary for root in _roots(wanted)))
            and (among is None or self._mentions_among(wanted, among))
            for wanted in terms(word)
        )

    def _mentions_among(self, wanted: str, among: NDArray[np.bool_]) -> bool:
        roots = set(_roots(wanted))
        return any(
            bool(among[self.rows[self.starts[at] : self.starts[at + 1]]].any())
            for term, at in self.vocabulary.items()
            if wanted in term or term in roots
        )

    @cached_property
    def _all_terms(self) -> str:
        """All terms as one text, since looking through it is much faster than through each."""
        return "\n".join(self.vocabulary)

    def holds(self, term: str, passage: int) -> bool:
        """Whether a passage holds a term."""
        at = self.vocabulary.get(term)
        if at is None:
            return False
        held = self.rows[self.starts[at] : self.starts[at + 1]]
        place = int(np.searchsorted(held, passage))
        return place < len(held) and int(held[place]) == passage

    def match(self, query: Sequence[tuple[str, float]]) -> NDArray[np.float32]:
        """Return every passage's score as a share of what a perfect match would reach."""
        reachable = sum(weight * self.idf(term) for term, weight in query)
        scores = self.scores(query)
        return scores / np.float32(reachable) if reachable else scores

    def idf(self, term: str) -> float:
        """Return how telling a term is: ``ln(1 + (n - df + .5) / (df + .5))``."""
        at = self.vocabulary.get(term)
        frequency = 0 if at is None else int(self.starts[at + 1] - self.starts[at])
        return float(np.log1p((len(self.lengths) - frequency + 0.5) / (frequency + 0.5)))
