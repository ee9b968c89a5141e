"""Expectation: the kind of thing that a question asks for, and whether a text holds one."""

import re
from enum import Enum

from assistant.understanding.names import names
from index.language import content_words, fold, words


class Kind(Enum):
    """What a question word asks for; a text can be searched for each without understanding it."""

    DATE = r" when | (?:what|which) (?:year|date|day|month|decade|century) | how long ago "
    NUMBER = (
        r" how (?:many|much|long|old|far|tall|high|large|big|often|fast|deep|wide) "
        r"| what (?:percent|percentage|number|share|proportion|amount) "
    )
    PERSON = r" who | whom | whose "
    PLACE = r" where | (?:what|which) (?:city|country|place|town|state|region|river|continent|location) "


_YEAR_OR_MONTH = re.compile(
    r"\d{3,4}s?|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|century|centuries|decades?"
)
_NUMBER = re.compile(
    r"\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|hundred|thousand|million|billion|half|third|quarter|dozen|once|twice"
)


def expected_kind(question: str) -> Kind | None:
    """Return what kind of thing a question asks for; None where its words do not tell."""
    asked = f" {' '.join(words(question))} "
    return next((kind for kind in Kind if re.search(kind.value, asked)), None)


def holds_kind(text: str, kind: Kind, question: str) -> bool:
    """Whether ``text`` holds anything of a kind that is not in the question already."""
    given = set(words(question))
    if kind in {Kind.DATE, Kind.NUMBER}:
        pattern = _YEAR_OR_MONTH if kind is Kind.DATE else _NUMBER
        return any(pattern.fullmatch(word) and word not in given for word in words(text))
    named = (word for name in names(text) for word in content_words(name.word))
    return any(fold(word) not in given for word in named)
