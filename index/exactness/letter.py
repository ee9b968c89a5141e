"""Letter: whether a text says the figures of a question, others in their place, or nothing of them."""

import re

from index.exactness.agreement import (
    HELD,
    OTHER,
    agreement,
    asked_figures,
    compared_among,
    precision,
)
from index.exactness.figures.figure import Figure, Kind, word_before
from index.exactness.figures.scan import figures
from index.language import terms, word_set

_KIND_ASKED_FOR = re.compile(r"\b(?:which|what)\s+\w+", re.IGNORECASE)
_SAYS_LITTLE = word_set("""
    happen occur done do say said mean state written take place came go new taught teach learn cover
    covered discuss discussed treat treated topic subject content contain
    """)
"""Stems of words by which a question asks for whatever there is."""


def contradicts(question: str, text: str) -> bool:
    """Whether a text says others of its sort for a figure that a question is about, and not it.

    Only figures count for which others cannot stand: no years, and no places in an order.
    """
    asked = [figure for figure in asked_figures(question) if precision([figure]) >= 1]
    return bool(asked) and agreement(asked, figures(text)) <= OTHER


def says_all(question: str, sentence: str, around: str) -> bool:
    """Whether a sentence says the figure that a question is about, and little else is asked.

    The other words of the question stand around it, but for the kind of thing that is asked for
    ("which village") and for such as "happen".

    Args:
        question: What is asked.
        sentence: What may answer, with the heading right above it.
        around: The passage that holds it, with the headings above.
    """
    asked = asked_figures(question)
    if not asked or precision(asked) < 1 or agreement(asked, figures(sentence)) < HELD:
        return False
    rest = question
    for figure in reversed(figures(question)):
        rest = f"{rest[: _beginning(rest, figure)]} {rest[figure.end :]}"
    wanted = {*terms(_KIND_ASKED_FOR.sub(" ", rest))} - _SAYS_LITTLE
    return wanted.issubset(terms(around))


def _beginning(question: str, figure: Figure) -> int:
    """Return where a figure begins, with the word that says what it numbers, as in "clause 2.1"."""
    word = word_before(question, figure.start)
    is_label = figure.kind is Kind.REFERENCE and figure.unit.islower()
    if is_label and word.startswith(figure.unit[:2]):
        return question.lower().rfind(word, 0, figure.start)
    return figure.start


def missing_figures(question: str, text: str) -> list[str]:
    """Return the figures of a question, as they stand there, that a text holds in no form.

    Those in words ("three rivers") are passed over.
    """
    asked = [f for f in figures(question) if any(c.isdecimal() for c in question[f.start : f.end])]
    if not asked:
        return []
    said = figures(text)
    held = set(terms(text))
    missing = []
    for figure in asked:
        values = [*compared_among(figure, said)]
        written = question[figure.start : figure.end]
        is_held = max(values) > 0 if values else held.issuperset(terms(written))
        if not is_held:
            missing.append(written)
    return missing
