"""Postings: which passages hold which terms, of new passages and of those of an older index.

What comes out depends on the passages alone, not on which of them are new: terms stand in the
order of their letters, passages in their own.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Rows, StoredRows
from index.language import ENGLISH, content_words, stem
from index.signals.bm25 import LexicalIndex
from index.signals.word_list import WordList

Numbers = NDArray[np.int32]

_FEW = 16
"""Times as many entries as those that are put among them one by one."""
_AT_ONCE = 2**22
"""Entries that are put in order together: some hundred megabytes of work."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """What is searchable of a passage, and the code of its language."""

    text: str
    language: str = ENGLISH

    def words(self) -> list[str]:
        """Return its content words, in order."""
        return content_words(self.text, self.language)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the passages of older indexes, and which are new.

    ``origins`` is (passages,): the older row of each passage, -1 where it is new. ``added`` is what
    is searchable of the new ones, in order; ``removed`` that of older rows that are no origin.
    """

    origins: Rows
    added: Iterable[Searchable]
    removed: Iterable[Searchable]


@dataclass(frozen=True, slots=True)
class _Held:
    """Terms in passages: ``terms``, in the order of their letters, stand in passages ``rows``.

    Those of term ``t`` are ``rows[starts[t]:starts[t + 1]]``, in order, and ``counts`` says how often;
    ``places`` is where each passage stands now, -1 for none.
    """

    terms: Sequence[str]
    starts: Rows
    rows: StoredRows
    counts: StoredRows
    places: Numbers

    def sizes(self) -> Rows:
        """Return in how many passages each term stands now, (terms,)."""
        if (self.places >= 0).all():
            return np.diff(self.starts)
        sizes = np.empty(len(self.terms), np.int64)
        for first, last in _blocks(self.starts):
            begins, ends = self.starts[first:last], self.starts[first + 1 : last + 1]
            is_held = self.places[self.rows[int(begins[0]) : int(ends[-1])]] >= 0
            before = np.append(0, np.cumsum(is_held))
            sizes[first:last] = before[ends - begins[0]] - before[begins - begins[0]]
        return sizes


def changed(olds: Sequence[LexicalIndex], change: Change) -> LexicalIndex:
    """Return the index of passages of which older ones hold some.

    Args:
        olds: Their passages count as one after the other.
        change: What becomes of them, and which are new.
    """
    origins = change.origins
    kept = np.flatnonzero(origins >= 0)
    places = np.full(sum(len(old.lengths) for old in olds), -1, np.int32)
    places[origins[kept]] = kept
    lengths = np.zeros(len(origins), np.int32)
    held = np.concatenate([np.zeros(0, np.int32), *(old.lengths for old in olds)])
    lengths[kept] = held[origins[kept]]
    words: Counter[str] = Counter()
    parts: list[_Held] = []
    first = 0
    for old in olds:
        words.update(dict(zip(old.words, old.word_counts.tolist(), strict=True)))
        own = places[first : first + len(old.lengths)]
        parts.append(_Held(list(old.vocabulary), old.starts, old.rows, old.counts, own))
        first += len(own)
    for gone in change.removed:
        words.subtract(filter(str.isalpha, gone.words()))
    parts.append(_added(np.flatnonzero(origins < 0), change.added, words, lengths))
    spelled = sorted((-count, word) for word, count in words.items() if count > 0)
    terms, starts, rows, counts = _merged(parts, len(origins))
    return LexicalIndex(
        WordList.of(terms),
        WordList.of(word for _, word in spelled),
        np.array([-count for count, _ in spelled], np.int32),
        StoredRows(rows),
        StoredRows(counts),
        starts,
        lengths,
    )


def _added(
    rows: Rows, texts: Iterable[Searchable], words: Counter[str], lengths: NDArray[np.int32]
) -> _Held:
    """Return what new passages hold; adds their words to ``words`` and fills in ``lengths``."""
    vocabulary: dict[str, int] = {}
    numbers, holders, frequencies = array("i"), array("i"), array("i")
    for row, text in zip(rows.tolist(), texts, strict=True):
        found = text.words()
        words.update(filter(str.isalpha, found))
        lengths[row] = len(found)
        counts = Counter(
            vocabulary.setdefault(stem(word, text.language), len(vocabulary)) for word in found
        )
        numbers.extend(counts)
        holders.extend([row] * len(counts))
        frequencies.extend(counts.values())
    columns = (np.frombuffer(column, np.int32) for column in (numbers, holders, frequencies))
    number, held, count = columns
    terms = sorted(vocabulary)
    places = np.empty(len(terms), np.int32)
    places[[vocabulary[term] for term in terms]] = np.arange(len(terms))
    number = places[number]
    order = np.argsort(number, kind="stable")
    return _Held(
        terms,
        np.append(0, np.cumsum(np.bincount(number, minlength=len(terms)))),
        StoredRows(held[order]),
        StoredRows(count[order]),
        np.arange(len(lengths), dtype=np.int32),
    )


def _merged(parts: Sequence[_Held], passages: int) -> tuple[list[str], Rows, Numbers, Numbers]:
    """Return all terms that occur, where the passages of each begin, and these and their counts."""
    sizes = [part.sizes() for part in parts]
    used = [np.flatnonzero(size) for size in sizes]
    held = [[part.terms[n] for n in own.tolist()] for part, own in zip(parts, used, strict=True)]
    terms = sorted(set().union(*held))
    places = dict(zip(terms, range(len(terms)), strict=True))
    totals = np.zeros(len(terms), np.int64)
    numbers: list[Rows] = []
    for size, own, names in zip(sizes, used, held, strict=True):
        numbers.append(np.array([places[name] for name in names], np.int64))
        totals[numbers[-1]] += size[own]
    starts = np.append(0, np.cumsum(totals))
    rows, counts = np.empty((2, int(starts[-1])), np.int32)
    for first, last in _blocks(starts):
        found = [
            _entries(part, own, number, (first, last), passages)
            for part, own, number in zip(parts, used, numbers, strict=True)
        ]
        keys, often = _in_order(found)
        at = slice(int(starts[first]), int(starts[last]))
        rows[at], counts[at] = keys % passages, often
    return terms, starts, rows, counts


def _in_order(found: Sequence[tuple[Rows, Numbers]]) -> tuple[Rows, Numbers]:
    """Put the entries of several parts in the order of their keys."""
    *before, (keys, often) = sorted(found, key=lambda part: len(part[0]))
    if before:
        others, counts = (np.concatenate(column) for column in zip(*before, strict=True))
        order = np.argsort(others, kind="stable")
        if len(others) * _FEW < len(keys) and (keys[1:] > keys[:-1]).all():
            at = np.searchsorted(keys, others[order])
            return np.insert(keys, at, others[order]), np.insert(often, at, counts[order])
        keys, often = np.concatenate([keys, others]), np.concatenate([often, counts])
    order = np.argsort(keys, kind="stable")  # nearly sorted already, which it is fast at
    return keys[order], often[order]


def _blocks(starts: Rows) -> Iterator[tuple[int, int]]:
    """Give ranges of terms that stand in about ``_AT_ONCE`` passages together, or of one term."""
    first, last = 0, len(starts) - 1
    while first < last:
        end = int(np.searchsorted(starts, starts[first] + _AT_ONCE, "right")) - 1
        end = min(max(end, first + 1), last)
        yield first, end
        first = end


def _entries(
    part: _Held, used: Rows, numbers: Rows, terms: tuple[int, int], passages: int
) -> tuple[Rows, Numbers]:
    """Return what a part holds of a range of all terms: where it belongs among all, and its counts.

    Args:
        part: The part.
        used: Which of its terms occur.
        numbers: The numbers of these among all.
        terms: The range.
        passages: How many there are.
    """
    own = slice(*np.searchsorted(numbers, terms).tolist())
    if own.start == own.stop:
        return np.zeros(0, np.int64), np.zeros(0, np.int32)
    first, last = int(used[own][0]), int(used[own][-1]) + 1
    at = slice(int(part.starts[first]), int(part.starts[last]))
    renumbered = np.zeros(last - first, np.int64)
    renumbered[used[own] - first] = numbers[own]
    rows = part.places[part.rows[at]]
    keys = np.repeat(renumbered, np.diff(part.starts[first : last + 1])) * passages + rows
    is_held = rows >= 0
    return keys[is_held], part.counts[at][is_held]
