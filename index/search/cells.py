"""Cells: which row and cell of a table a question asks for, by the names of rows and columns."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from index.documents import Span
from index.language import terms
from index.passages.passage import Passage
from index.search.legible import Legible, overlap

_COUNTED = re.compile(r"\bhow (?:many|much) ([^\W\d_]+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERS = re.compile(r"(?:no|nr|num)\.?|#", re.IGNORECASE)
_NOT_NAMED = re.compile(
    r"\b(?:why|when|where|how(?! (?:much|many|long|old|tall|high|heavy|far|wide)\b)|not|no|never|before"
    r"|after|than|more|most|less|least|fewer|other)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
"""What a question asks or says besides that no name of a row or a column holds."""
_WHO = re.compile(r"\s*who\b", re.IGNORECASE)
_HALF = 0.5
_WHOLE = 40
"""Characters of a cell that answers as a whole; in longer ones the words do that were found."""
_ROOT, _ENDING = 4, 3
"""Letters that two words of a kind begin with, and at most end with otherwise: "keeps", "keeper"."""
_PEOPLE = terms("name")
_PRICES = {*terms("cost price fee charge rate fare rent")}


@dataclass(frozen=True, slots=True)
class AskedCell:
    """The row that is asked for, and the cell that answers, None where none does; in the document."""

    row: Span
    cell: Span | None


def asked_cell(question: str, text: Legible, found: Span) -> AskedCell | None:
    """Return the cell that answers a question; None where what a reader found is in no table.

    The row is the one that holds most of what the question says beyond the names of columns, the
    found one if that holds as much. Its cell is the one found, unless the question names another
    column and not that one, or counts what another column counts.

    Args:
        question: What is asked.
        text: Of the passage that was read.
        found: The words that a reader found, in the document.
    """
    at = text.row_at(found)
    if at is None:
        return None
    held = _words_held(question, text)
    best = [n for n, count in enumerate(held) if count == max(held)]
    if at not in best and len(best) == 1:
        at = best[0]
    row, cells = text.rows[at]
    return AskedCell(row, _cell(question, text.passage, cells, found))


def named_cell(question: str, text: Legible) -> AskedCell | None:
    """Return the cell that the words of a question name without any doubt; None where they do not.

    One row alone holds all that it says beyond the names of columns, and of these it says one alone
    besides what that row is told from others by.
    """
    if _NOT_NAMED.search(question):
        return None
    of = partial(terms, language=text.passage.language)
    asked = set(of(question))
    columns = {name: _kin(name, asked, of) for _, cells in text.rows for name, _ in cells}
    # "Day rate" is meant where both of its words are said, and not "Days".
    columns = {
        name: said if not any(said < other for other in columns.values()) else set()
        for name, said in columns.items()
    }
    kin = set().union(*columns.values()) if columns else set()
    beyond = asked - kin
    if not beyond:
        return None
    holding = [(row, cells) for row, cells in text.rows if beyond <= {*of(text.passage.said(row))}]
    if len(holding) != 1:
        return None
    row, cells = holding[0]
    others = [(name, at) for name, at in cells if not beyond & {*of(text.passage.said(at))}]
    found = [at for name, at in others if columns[name]]
    if not found and _WHO.match(question):
        found = [at for name, at in others if of(name) == _PEOPLE]
    return AskedCell(row, found[0]) if len(found) == 1 else None


def _kin(name: str, asked: set[str], of: Callable[[str], list[str]]) -> set[str]:
    """Return the words of a question that name a column; none where most of its name is not said."""
    said = _words_of(name, of)
    found = [{word for word in asked if _are_kin(word, each)} for each in said]
    is_named = said and sum(map(bool, found)) >= _HALF * len(said)
    return set().union(*found) if is_named else set()


def _words_of(name: str, of: Callable[[str], list[str]]) -> list[str]:
    if _NUMBERS.fullmatch(name.strip()):
        return of("number")
    return of(_IN_BRACKETS.sub("", name)) or of(name)


def _are_kin(one: str, other: str) -> bool:
    if one == other or {one, other} <= _PRICES:
        return True
    shorter, longer = sorted((one, other), key=len)
    return (
        len(shorter) >= _ROOT
        and longer.startswith(shorter)
        and len(longer) - len(shorter) <= _ENDING
    )


def shares_of_rows(question: str, texts: Sequence[Legible]) -> list[float]:
    """Return how near each passage's likeliest row comes to the likeliest of all, at most 1.

    A row is as likely as it holds words that the question says beyond the names of columns: "Piet
    Weber" is not asked of the row of Ole Weber. It tells of an answer in a row alone. Passages
    without rows are not compared: 1.
    """
    held = [max(_words_held(question, text), default=None) for text in texts]
    most = max((count for count in held if count is not None), default=0)
    return [1.0 if count is None or not most else count / most for count in held]


def _words_held(question: str, text: Legible) -> list[int]:
    """Return how many words of a question, beyond the names of columns, each row holds."""
    of = partial(terms, language=text.passage.language)
    names = {each for _, cells in text.rows for name, _ in cells for each in of(name)}
    asked = set(of(question)) - names
    return [len(asked.intersection(of(text.passage.said(row)))) for row, _ in text.rows]


def _cell(
    question: str, passage: Passage, cells: Sequence[tuple[str, Span]], found: Span
) -> Span | None:
    of = partial(terms, language=passage.language)
    asked = set(of(question))
    # A cell that says nothing but what is asked names the row.
    others = [(name, at) for name, at in cells if not asked.issuperset(of(passage.said(at)))]
    names = {at: _share(name, asked, of) for name, at in others}
    touched = [at for _, at in others if overlap(at, found)]
    best = max(names.values(), default=0.0)
    likeliest = [at for at, share in names.items() if share == best and share >= _HALF]
    counted = _COUNTED.search(question)
    if counted:
        counting = [at for name, at in others if of(name) == of(counted[1])]
        likeliest = counting or likeliest
        touched = [] if counting else touched
    if len(touched) == 1 and (names[touched[0]] or not likeliest):
        (at,) = touched
        is_whole = at[1] - at[0] <= _WHOLE
        return at if is_whole else (max(at[0], found[0]), min(at[1], found[1]))
    if len(likeliest) == 1:
        return likeliest[0]
    first = cells[0][1]
    return first if any(at == first for _, at in others) else None


def _share(name: str, asked: set[str], of: Callable[[str], list[str]]) -> float:
    """Return how much of a column's name is asked for; units in brackets are no part of it."""
    said = set(of(_IN_BRACKETS.sub("", name)) or of(name))
    return len(said & asked) / len(said) if said else 0.0
