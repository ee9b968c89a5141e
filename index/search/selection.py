"""Selection: the passages that may answer a question, among all of an index."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import numpy as np

from index.errors import InputError, Remedy
from index.files.glob_patterns import PatternError, named_by
from index.language import plain_words
from index.place import Mask, Place, Selection
from index.search.conditions import Condition, ConditionError
from index.search.restriction import Restriction

_MOST_COMPARED = 2000
"""Names among which the one is looked for that somebody may have meant."""

_LONGEST_SHOWN = 80
"""Characters of a text that is no condition."""


def select(place: Place, restriction: Restriction) -> Selection:
    """Return the passages that a restriction leaves.

    Raises:
        InputError: A glob is malformed or matches no document, no heading has the words of a
            section, a condition is none or no document fulfils it, or no passage is left by all.
    """
    sections = restriction.sections
    selection = place.choose(
        _chosen(place, restriction), _sections(place.sections, sections) if sections else None
    )
    if not len(selection.rows):
        raise InputError("no passage is left", Remedy.CHOOSE_LESS)
    return selection


def _chosen(place: Place, restriction: Restriction) -> Mask | None:
    """Return which documents are chosen by their ids and by what they say; None where all are."""
    documents, where = restriction.documents, restriction.where
    if not (documents or where):
        return None
    chosen = _documents(place.ids, documents) if documents else np.ones(len(place.ids), np.bool_)
    for text in where:
        chosen &= _fulfilling(text, place)
    return chosen


def _fulfilling(text: str, place: Place) -> Mask:
    """Return which documents fulfil a condition."""
    try:
        condition = Condition.parse(text)
    except ConditionError as error:
        problem = f"{text[:_LONGEST_SHOWN]}: {error}"
        raise InputError(problem, Remedy.WRITE_OTHER_CONDITION) from None
    fulfilled = (condition.holds(title, metadata) for title, metadata in place.described)
    found = np.fromiter(fulfilled, np.bool_, len(place.ids))
    if not found.any():
        raise InputError(f"{text}: holds for no document", Remedy.CHOOSE_OTHER_CONDITIONS)
    return found


def _documents(ids: Sequence[str], globs: Iterable[str]) -> Mask:
    """Return which documents any of the globs matches."""
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


def _sections(paths: Sequence[tuple[str, ...]], wanted: Iterable[str]) -> Mask:
    """Return which paths of headings have a heading with the words of any text."""
    headings = {heading: plain_words(heading) for path in paths for heading in path}
    chosen = np.zeros(len(paths), np.bool_)
    for text in wanted:
        asked = plain_words(text)
        fitting = frozenset(name for name, held in headings.items() if asked and asked <= held)
        if not fitting:
            problem = f"{text}: no heading has these words{_meant(text, headings)}"
            raise InputError(problem, Remedy.CHOOSE_OTHER_SECTIONS)
        chosen |= ~np.fromiter(map(fitting.isdisjoint, paths), np.bool_)
    return chosen


def _meant(text: str, names: Iterable[str]) -> str:
    """Return a question whether the nearest of some names was meant; empty where none is near."""
    compared = [name for name, _ in zip(names, range(_MOST_COMPARED), strict=False)]
    near = get_close_matches(text, compared, n=1)
    return f" (did you mean {near[0]}?)" if near else ""
