"""Selection: the passages that may answer a question, among all of an index."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from index.errors import InputError, Remedy
from index.files.glob_patterns import PatternError, named_by
from index.language import words
from index.search.restriction import Restriction
from index.storage.passage_table import PassageTable, Rows

Mask = NDArray[np.bool_]

_MOST_COMPARED = 2000
"""Names among which the one is looked for that somebody may have meant."""


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Passages of an index.

    ``rows`` are the first of those that have the same text, each; ``mask``, (passages,), tells
    which of all are chosen, None where all are; ``documents`` is how many documents they lie in.
    """

    rows: Rows
    mask: Mask | None
    documents: int

    def __contains__(self, row: int) -> bool:
        return self.mask is None or bool(self.mask[row])


def select(table: PassageTable, restriction: Restriction) -> Selection:
    """Return the passages that a restriction leaves.

    Raises:
        InputError: A glob is malformed or matches no document, or no heading has the words of a
            section, or no passage is left by both.
    """
    if not restriction:
        return Selection(table.unique_rows, None, len(table.documents))
    mask = np.ones(len(table), np.bool_)
    if restriction.documents:
        mask &= _documents(table, restriction.documents)[table.rows[:, 0]]
    if restriction.sections:
        mask &= _sections(table, restriction.sections)[table.rows[:, 3]]
    chosen = np.flatnonzero(mask)
    if not len(chosen):
        raise InputError("no passage is left", Remedy.CHOOSE_LESS)
    _, firsts = np.unique(table.rows[chosen, 5], return_index=True)
    documents = len(np.unique(table.rows[chosen, 0]))
    return Selection(np.sort(chosen[firsts]), mask, documents)


def _documents(table: PassageTable, globs: Iterable[str]) -> Mask:
    """Return which documents any of the globs matches."""
    ids = table.documents.ids
    chosen = np.zeros(len(ids), np.bool_)
    for glob in globs:
        try:
            found = np.array(named_by(glob, ids), np.bool_)
        except PatternError as error:
            raise InputError(f"{glob}: {error}", Remedy.WRITE_OTHER_GLOB) from None
        if not found.any():
            problem = f"{glob}: matches no document{_meant(glob, ids)}"
            raise InputError(problem, Remedy.CHOOSE_OTHER_DOCUMENTS)
        chosen |= found
    return chosen


def _sections(table: PassageTable, wanted: Iterable[str]) -> Mask:
    """Return which of the table's paths of headings have a heading with the words of any text."""
    headings = {heading: _folded(heading) for path in table.sections for heading in path}
    chosen = np.zeros(len(table.sections), np.bool_)
    for text in wanted:
        asked = _folded(text)
        fitting = frozenset(name for name, held in headings.items() if asked and asked <= held)
        if not fitting:
            problem = f"{text}: no heading has these words{_meant(text, headings)}"
            raise InputError(problem, Remedy.CHOOSE_OTHER_SECTIONS)
        chosen |= ~np.fromiter(map(fitting.isdisjoint, table.sections), np.bool_)
    return chosen


def _folded(text: str) -> frozenset[str]:
    """Return the words of a text without case and accents."""
    apart = unicodedata.normalize("NFKD", text)
    return frozenset(words("".join(c for c in apart if not unicodedata.combining(c))))


def _meant(text: str, names: Iterable[str]) -> str:
    """Return a question whether the nearest of some names was meant; empty where none is near."""
    compared = [name for name, _ in zip(names, range(_MOST_COMPARED), strict=False)]
    near = get_close_matches(text, compared, n=1)
    return f" (did you mean {near[0]}?)" if near else ""
