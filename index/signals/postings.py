"""Postings: which passages hold which terms, of new passages and of those of an older index.

What comes out depends on the passages alone, not on which of them are new: terms stand in the
order of their letters, passages in their own.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.files.arrays import Rows, StoredRows
from index.language import content_words, stem
from index.signals.bm25 import LexicalIndex

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the passages of an older index, and which are new.

    ``origins`` is (passages,): the older row of each passage, -1 where it is new. ``added`` is what
    is searchable of the new ones, in order; ``removed`` that of older rows that are no origin.
    """

    origins: Rows
    added: Iterable[str]
    removed: Iterable[str]


@dataclass(frozen=True, slots=True)
class _Entries:
    """Terms in passages: ``terms[numbers[i]]`` occurs ``counts[i]`` times in passage ``rows[i]``."""

    terms: Sequence[str]
    numbers: Numbers
    rows: Numbers
    counts: Numbers


def changed(old: LexicalIndex | None, change: Change) -> LexicalIndex:
    """Return the index of passages of which the older index ``old`` holds some."""
    origins = change.origins
    lengths = np.zeros(len(origins), np.int32)
    words: Counter[str] = Counter()
    parts: list[_Entries] = []
    if old:
        kept = origins >= 0
        lengths[kept] = old.lengths[origins[kept]]
        words.update(dict(zip(old.words, old.word_counts.tolist(), strict=True)))
        parts.append(_kept(old, origins))
    for text in change.removed:
        words.subtract(filter(str.isalpha, content_words(text)))
    parts.append(_added(np.flatnonzero(origins < 0), change.added, words, lengths))
    spelled = sorted((-count, word) for word, count in words.items() if count > 0)
    terms, starts, rows, counts = _merged(parts, len(origins))
    return LexicalIndex(
        dict(zip(terms, range(len(terms)), strict=True)),
        tuple(word for _, word in spelled),
        np.array([-count for count, _ in spelled], np.int32),
        StoredRows(rows),
        StoredRows(counts),
        starts,
        lengths,
    )


def _kept(old: LexicalIndex, origins: Rows) -> _Entries:
    """Return what the older index holds of passages that are kept, at their new rows."""
    places = np.full(len(old.lengths), -1, np.int32)
    kept = np.flatnonzero(origins >= 0)
    places[origins[kept]] = kept
    rows = places[old.rows[:]]
    numbers = np.repeat(np.arange(len(old.vocabulary), dtype=np.int32), np.diff(old.starts))
    held = rows >= 0
    return _Entries(list(old.vocabulary), numbers[held], rows[held], old.counts[:][held])


def _added(
    rows: Rows, texts: Iterable[str], words: Counter[str], lengths: NDArray[np.int32]
) -> _Entries:
    """Return what new passages hold; adds their words to ``words`` and fills in ``lengths``."""
    vocabulary: dict[str, int] = {}
    numbers, holders, frequencies = array("i"), array("i"), array("i")
    for row, text in zip(rows.tolist(), texts, strict=True):
        found = content_words(text)
        words.update(filter(str.isalpha, found))
        lengths[row] = len(found)
        counts = Counter(vocabulary.setdefault(stem(word), len(vocabulary)) for word in found)
        numbers.extend(counts)
        holders.extend([row] * len(counts))
        frequencies.extend(counts.values())
    columns = (np.frombuffer(column, np.int32) for column in (numbers, holders, frequencies))
    return _Entries(list(vocabulary), *columns)


def _merged(parts: Sequence[_Entries], passages: int) -> tuple[list[str], Rows, Numbers, Numbers]:
    """Return all terms that occur, where the entries of each begin, and their rows and counts."""
    sizes = [np.bincount(part.numbers, minlength=len(part.terms)) for part in parts]
    used = [np.flatnonzero(size) for size in sizes]
    held = [[part.terms[n] for n in own.tolist()] for part, own in zip(parts, used, strict=True)]
    terms = sorted(set().union(*held))
    places = dict(zip(terms, range(len(terms)), strict=True))
    numbers: list[Numbers] = []
    totals = np.zeros(len(terms), np.int64)
    for part, size, own, names in zip(parts, sizes, used, held, strict=True):
        renumbered = np.zeros(len(part.terms), np.int32)
        renumbered[own] = [places[name] for name in names]
        numbers.append(renumbered[part.numbers])
        totals[renumbered[own]] += size[own]
    number = np.concatenate(numbers)
    rows = np.concatenate([part.rows for part in parts])
    # Nearly sorted already, which this sorting is fast at.
    order = np.argsort(number.astype(np.int64) * passages + rows, kind="stable")
    counts = np.concatenate([part.counts for part in parts])
    return terms, np.append(0, np.cumsum(totals)), rows[order], counts[order]
