"""Speakers: who says what in an interview, minutes or a play, told by what turns begin with."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TURN = re.compile(
    r"(?:[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?\s+)?"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:[ ][\w.'’-]+){0,3})"  # noqa: RUF001
    r"(?:\s+[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?)?:(?=\s|$)\s*"
)
_TIME = r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?[\])]?"
_STAMP = re.compile(
    rf"(?:{_TIME}[ \t]+)?(?P<name>[A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){{0,3}})"  # noqa: RUF001
    rf"(?:[ \t]+{_TIME})?(?=[ \t]*(?:\r?\n|$))"
)
"""A line that has nothing but who speaks and when, as in what meetings are recorded by."""
_NO_SPEAKERS = frozenset(
    """
    info warn warning error debug trace fatal note notice from to cc bcc sent date subject von gesendet
    datum betreff envoyé objet enviado asunto inviato oggetto verzonden onderwerp skickat ämne
    """.split()  # noqa: SIM905
)
"""Levels of a log, and the fields of mail, which come back in a thread."""
_UNNAMED = {"interviewer", "interviewerin", "question", "frage", "pregunta", "domanda", "vraag"}
_FEWEST_TURNS = 3
_SHORTEST_NAME = 2
_LONGEST_QUESTION = 200
QUESTION_LEVEL, SPEAKER_LEVEL = 4, 5
"""Of headings: who answers stands under what was asked, and both under the headings of the text."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says: their name, and how many characters name them; a question is one whole."""

    name: str
    length: int
    is_question: bool


def turns(labels: Sequence[str]) -> dict[int, Turn]:
    """Return the lines of a text with which turns begin; none where no name comes back.

    Where most turns of somebody are questions that others answer, those are questions.
    """
    found = dict(_named(labels))
    counts = Counter(turn["name"] for turn in found.values())
    if len(found) < _FEWEST_TURNS or 3 * len(counts) > 2 * len(found):
        return {}
    if 2 * len(found) < len(labels) - 1:
        return {}
    asked = Counter(turn["name"] for i, turn in found.items() if labels[i].endswith("?"))
    askers = {name for name in asked if asked[name] > 1 and 2 * asked[name] >= counts[name]}
    return {
        i: Turn(
            turn["name"],
            turn.end(),
            turn["name"] in askers
            and labels[i].endswith("?")
            and len(labels[i]) <= _LONGEST_QUESTION
            and i + 1 in found
            and found[i + 1]["name"] != turn["name"],
        )
        for i, turn in found.items()
    }


def is_name(name: str) -> bool:
    """Whether what a turn begins with says who asks, and not only that somebody does."""
    return name.casefold() not in _UNNAMED


def _named(labels: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for i, label in enumerate(labels):
        turn = _TURN.match(label) or _stamped(label)
        if (
            turn
            and turn["name"][0].isupper()
            and len(turn["name"]) >= _SHORTEST_NAME
            and turn["name"].casefold() not in _NO_SPEAKERS
        ):
            yield i, turn


def _stamped(label: str) -> re.Match[str] | None:
    found = _STAMP.match(label)
    return found if found and found.group() != found["name"] else None
