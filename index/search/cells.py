"""Cells: which row and cell of a table a question asks for, by the names of rows and columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Span
from index.language import terms
from index.passages.passage import Passage
from index.search.legible import Row, labelled_rows

_COUNTED = re.compile(r"\bhow (?:many|much) ([^\W\d_]+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class AskedCell:
    """The row that is asked for, and the cell that answers, None where none does; in the document."""

    row: Span
    cell: Span | None


def asked_cell(question: str, passage: Passage, found: Span) -> AskedCell | None:
    """Return the cell that answers a question; None where what a reader found is in no table.

    The row is the one that holds most of what the question says beyond the names of columns, the
    found one if that holds as much. Its cell is the one found, unless the question names another
    column and not that one, or counts what another column counts.

    Args:
        question: What is asked.
        passage: Has the table.
        found: The words that a reader found, in the document.
    """
    rows = labelled_rows(passage)
    at = next((n for n, (row, _) in enumerate(rows) if _overlap(row, found)), None)
    if at is None:
        return None
    asked = set(terms(question))
    beyond = asked - _names(rows)
    held = [len(beyond.intersection(terms(_text(passage, row)))) for row, _ in rows]
    best = [n for n, count in enumerate(held) if count == max(held)]
    if at not in best and len(best) == 1:
        at = best[0]
    row, cells = rows[at]
    return AskedCell(row, _cell(question, passage, cells, found))


def is_in_row(passage: Passage, words: Span) -> bool:
    """Whether words, as offsets into a passage's text, stand in a row whose header names its cells."""
    found = words[0] + passage.start, words[1] + passage.start
    return any(_overlap(row, found) for row, _ in labelled_rows(passage))


def shares_of_rows(question: str, passages: Sequence[Passage]) -> list[float]:
    """Return how near each passage's likeliest row comes to the likeliest of all, at most 1.

    A row is as likely as it holds words that the question says beyond the names of columns: "Piet
    Weber" is not asked of the row of Ole Weber. It tells of an answer in a row alone. Passages
    without rows are not compared: 1.
    """
    asked = set(terms(question))
    held: list[int | None] = []
    for passage in passages:
        rows = labelled_rows(passage)
        beyond = asked - _names(rows)
        counts = [len(beyond.intersection(terms(_text(passage, row)))) for row, _ in rows]
        held.append(max(counts, default=None))
    most = max((count for count in held if count is not None), default=0)
    return [1.0 if count is None or not most else count / most for count in held]


def _names(rows: Sequence[Row]) -> set[str]:
    return {each for _, cells in rows for name, _ in cells for each in terms(name)}


def _cell(
    question: str, passage: Passage, cells: Sequence[tuple[str, Span]], found: Span
) -> Span | None:
    asked = set(terms(question))
    # A cell that says nothing but what is asked names the row.
    others = [(name, at) for name, at in cells if not asked.issuperset(terms(_text(passage, at)))]
    names = {at: _share(name, asked) for name, at in others}
    touched = [at for _, at in others if _overlap(at, found)]
    best = max(names.values(), default=0.0)
    likeliest = [at for at, share in names.items() if share == best and share >= _HALF]
    counted = _COUNTED.search(question)
    if counted:
        counting = [at for name, at in others if terms(name) == terms(counted[1])]
        likeliest = counting or likeliest
        touched = [] if counting else touched
    if len(touched) == 1 and (names[touched[0]] or not likeliest):
        (at,) = touched
        return max(at[0], found[0]), min(at[1], found[1])
    if len(likeliest) == 1:
        return likeliest[0]
    first = cells[0][1]
    return first if any(at == first for _, at in others) else None


def _share(name: str, asked: set[str]) -> float:
    """Return how much of a column's name is asked for; units in brackets are no part of it."""
    said = set(terms(_IN_BRACKETS.sub("", name)) or terms(name))
    return len(said & asked) / len(said) if said else 0.0


def _text(passage: Passage, span: Span) -> str:
    return passage.text[span[0] - passage.start : span[1] - passage.start]


def _overlap(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]
