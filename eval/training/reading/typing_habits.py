"""Questions as people type them: without capitals, marks or care, and with carried words."""

import random
import re

_ASKING = frozenset(
    """
    a an and are as at be been by can could did do does for from had has have how if in is it its
    many much of on or that the their there they this to was were what when where which who whom
    whose why will with would
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"\w[\w.,'\N{RIGHT SINGLE QUOTATION MARK}-]*\w|\w")
_LONG_ENOUGH_FOR_A_TYPO = 4
_KEYWORDS_AT_LEAST = 2


def typed(question: str, rng: random.Random) -> str:
    """Return the question as somebody in a hurry would type it."""
    way = rng.choice((_lower, _lower, _unmarked, _shouted, _keywords, _mistyped, _mistyped))
    return way(question, rng)


def carrying(question: str, heading: str, rng: random.Random) -> str:
    """Return the question with one to four words of the heading that it lacks behind it."""
    asked = {word.lower() for word in _WORD.findall(question)}
    lacking = [
        word
        for word in _WORD.findall(heading)
        if word.lower() not in asked and word.lower() not in _ASKING
    ]
    return " ".join((question, *lacking[: rng.randint(1, 4)]))


def _lower(question: str, rng: random.Random) -> str:
    return _unmarked(question.lower(), rng)


def _unmarked(question: str, _: random.Random) -> str:
    return question.rstrip("?. ")


def _shouted(question: str, _: random.Random) -> str:
    return question.upper()


def _keywords(question: str, _: random.Random) -> str:
    words = question.rstrip("?. ").split()
    telling = [word for word in words if word.lower() not in _ASKING]
    if len(telling) < _KEYWORDS_AT_LEAST:
        return question
    asking = [word for word in words[:1] if word.lower() in {"who", "when", "where", "how", "why"}]
    return " ".join((*asking, *telling)).lower()


def _mistyped(question: str, rng: random.Random) -> str:
    for _ in range(rng.randint(1, 2)):
        long = [
            word
            for word in re.finditer(r"[^\W\d_]+", question)
            if len(word.group()) >= _LONG_ENOUGH_FOR_A_TYPO
        ]
        if long:
            word = rng.choice(long)
            question = (
                question[: word.start()] + _slipped(word.group(), rng) + question[word.end() :]
            )
    return question


def _slipped(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + rng.choice("aeinorst") + word[at + 1 :],
        )
    )
