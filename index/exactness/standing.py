"""Standing: what an amendment or a correction replaces, and what only announces it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from index.exactness.agreement import HELD, agreement
from index.exactness.figures.figure import Figure, Kind, Point
from index.exactness.figures.limits import scale
from index.exactness.figures.scan import figures
from index.language import terms

_ANNOUNCES = re.compile(
    r"\b(?:earlier|previous|original|first)\s+(?:version|edition|draft)\s+of\s+(?:this|the)\b"
    r"|\b(?:article|report|page|document|notice|story)\s+(?:\w+\s+)?(?:gave\s+(?:a|the|an)\s+(?:wrong|incorrect)"
    r"|misstated|misspelled|misidentified|has\s+been\s+(?:corrected|amended|updated))\b"
    r"|\bthis\s+\w+\s+(?:is|was|has\s+been)\s+(?:now\s+)?(?:out\s+of\s+date|outdated|obsolete|superseded|withdrawn)\b",
    re.IGNORECASE,
)
_OF_A_CHANGE = (
    "ersion", "dition", "draft", "date", "bsolete", "supersed", "longer", "wrong", "incorrect",
    "misst", "misspell", "misident", "correct", "amended",
)  # fmt: skip
_REPLACES = re.compile(
    r"\b(?:is|are|was|were|be|been)\s+(?:hereby\s+)?(?:replaced|deleted|repealed|amended|revoked|cancell?ed"
    r"|moved|postponed|brought\s+forward|changed|raised|lowered|increased|reduced|renamed|corrected|extended)\b"
    r"|\b(?:shall|should|must|will)\s+(?:now\s+)?read\b|\bnow\s+reads\b",
    re.IGNORECASE,
)
_OF_A_REPLACEMENT = (
    "replaced", "deleted", "repealed", "amended", "revoked", "ncell", "nceled", "moved", "postponed",
    "forward", "changed", "raised", "lowered", "increased", "reduced", "renamed", "corrected",
    "extended", " read",
)  # fmt: skip
_OBSOLETE = re.compile(
    r"\bthis\s+(?:page|document|version|notice|article|text|section|list|timetable|edition|leaflet|policy"
    r"|price\s+list|guide|manual)\s+(?:is|was|has\s+been)\s+(?:now\s+)?"
    r"(?:out\s+of\s+date|outdated|obsolete|superseded|replaced|withdrawn|no\s+longer\s+(?:valid|in\s+force|current))",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:originally|formerly|previously|at\s+first|used\s+to|earlier|until\s+then|before\s+then)\b"
    r"|\bbefore\s+(?:it|that|this|they|the\s+\w+)\s+(?:was|were|had|has)\b"
    r"|\bthe\s+(?:old|original|previous|former)\b|\bwas\s+the\s+first\b",
    re.IGNORECASE,
)
_MUCH = 0.5


@lru_cache(maxsize=2048)
def may_be_changed(text: str) -> bool:
    """Whether a text may say of anything that it holds no more; cheap."""
    return replaces(text) or is_obsolete(text) or bool(denied_figures(text))


@lru_cache(maxsize=64)
def asks_past(question: str) -> bool:
    """Whether a question asks for what was so before it was changed."""
    return _PAST.search(question) is not None


def announces(sentence: str) -> bool:
    """Whether a sentence only says that something else was wrong or is old."""
    return _has_any(sentence, _OF_A_CHANGE) and _ANNOUNCES.search(sentence) is not None


def replaces(sentence: str) -> bool:
    """Whether a sentence says what holds in place of something else."""
    return _has_any(sentence, _OF_A_REPLACEMENT) and _REPLACES.search(sentence) is not None


def is_obsolete(text: str) -> bool:
    """Whether a text says of itself that it does not hold any more."""
    return _has_any(text, _OF_A_CHANGE) and _OBSOLETE.search(text) is not None


def _has_any(text: str, parts: Sequence[str]) -> bool:
    """Whether any of some parts of words stands in a text; much cheaper than a pattern."""
    return any(part in text for part in parts)


def denied_figures(text: str) -> list[Figure]:
    """Return the figures that a text calls wrong ("2.4 million, not 3.1 million")."""
    if " not " not in text and "nstead of" not in text and "ather than" not in text:
        return []
    found: list[Figure] = []
    before: Figure | None = None
    for figure in figures(text):
        if figure.is_denied:
            found.append(_as_before(text, before, replace(figure, is_denied=False)))
        before = figure
    return found


def _as_before(text: str, before: Figure | None, figure: Figure) -> Figure:
    """Return a figure in the unit of the one before it, where it has none ("34 km, not 40")."""
    if not before or {before.kind, figure.kind} != {Kind.NUMBER} or figure.unit:
        return figure
    # "Not 40" is counted as what stands before it; "not 3.1 million" counts itself.
    factor = scale(text, before) if scale(text, figure) == 1 else 1
    readings = tuple(((low[0] * factor,), (high[0] * factor,)) for low, high in figure.readings)
    return replace(figure, unit=before.unit, readings=readings)


def says_any(sentence: str, wrong: Sequence[Figure]) -> bool:
    """Whether a sentence says as true one of the figures that are called wrong elsewhere."""
    said = [figure for figure in figures(sentence) if not figure.is_denied] if wrong else []
    return bool(said) and any(agreement([figure], said) >= HELD for figure in wrong)


def supersedes(amending: str, sentence: str, *, is_named: bool = False) -> bool:
    """Whether a sentence that replaces something (see ``replaces``) replaces another one.

    It names the clause that the other begins with, and they share a word; or most of what the
    other says is in it too, with another figure.

    Args:
        amending: The one that replaces.
        sentence: The other.
        is_named: Whether what is amended is known to be the document of the other; then the
            number of the clause is enough.
    """
    if replaces(sentence):
        return False
    own, other = _telling(amending), _telling(sentence)
    shared = own & other
    if (shared or is_named) and _clauses(amending) & _clauses(sentence):
        return True
    is_alike = len(shared) > 1 and len(shared) >= _MUCH * len(other)
    return is_alike and agreement(figures(sentence), figures(amending)) < 0


@lru_cache(maxsize=256)
def _telling(sentence: str) -> frozenset[str]:
    return frozenset(term for term in terms(sentence) if not term[0].isdigit())


@lru_cache(maxsize=256)
def _clauses(sentence: str) -> frozenset[Point]:
    """Return the numbers of the clauses that a sentence names, or that it begins with."""
    return frozenset(
        figure.readings[0][0]
        for figure in figures(sentence)
        if figure.kind is Kind.REFERENCE and figure.unit
    )
