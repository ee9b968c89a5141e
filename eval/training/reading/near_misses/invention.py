"""Invented names and facts, and the way in which examples are written down."""

import random
import re
from collections.abc import Callable, Sequence

from eval.training.reading.examples import Example
from eval.training.reading.near_misses import stock

_VOWELS = ["a", "e", "i", "o", "u", "a", "e", "o", "ai", "ea"]
_CODAS = ["", "", "l", "n", "r", "s", "m", "nd", "rt", "ck", "th"]
_PLACES = ["ford", "ham", "berg", "ton", "dale", "wick", "stad", "mouth", "field", "haven"]
_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def word(rng: random.Random, syllables: int = 2) -> str:
    """Return an invented word with a capital."""
    made = "".join(rng.choice(stock.ONSETS) + rng.choice(_VOWELS) for _ in range(syllables))
    return (made + rng.choice(_CODAS)).capitalize()


def place(rng: random.Random) -> str:
    """Return an invented town."""
    return word(rng, 1) + rng.choice(_PLACES)


def person(rng: random.Random) -> str:
    """Return an invented person's name."""
    return f"{rng.choice(stock.FIRST_NAMES)} {word(rng)}"


def distinct(rng: random.Random, make: Callable[[random.Random], str], count: int) -> list[str]:
    """Return `count` different results of `make(rng)`."""
    found: list[str] = []
    while len(found) < count:
        one = make(rng)
        if one not in found:
            found.append(one)
    return found


def amount(rng: random.Random) -> str:
    """Return an amount as documents write it."""
    return (
        f"{rng.choice((rng.randint(2, 99), rng.randint(1, 99) * 10, rng.randint(1, 90) * 100)):,}"
    )


def padded(rng: random.Random, text: str, most: int = 3) -> str:
    """Return the text among up to `most` sentences that say nothing of it."""
    filling = rng.sample(stock.ASIDES, rng.randint(0, most))
    before = rng.randint(0, len(filling))
    return " ".join((*filling[:before], text, *filling[before:])).replace(".m..", ".m.")


def joined(rng: random.Random, sentences: Sequence[str], most: int = 2) -> str:
    """Return the sentences in a drawn order, among others."""
    order = list(sentences)
    rng.shuffle(order)
    return padded(rng, " ".join(order), most)


def answered(kind: str, question: str, text: str, heading: str = "") -> Example:
    """Return an example that the words between ``[[`` and ``]]`` of `text` answer."""
    found = _MARKED.search(text)
    if not found:
        raise ValueError(f"{kind}: nothing is marked in {text!r}")
    span = (found.start(), found.start() + len(found.group(1)))
    return Example(f"made_{kind}", "", question, heading, plain(text), span)


def unanswered(kind: str, question: str, text: str, heading: str = "") -> Example:
    """Return an example whose passage does not answer; marks in `text` are taken away."""
    return Example(f"made_{kind}", "", question, heading, plain(text), None)


def plain(text: str) -> str:
    """Return a text without the marks of its answer."""
    return _MARKED.sub(r"\1", text)


def chance(rng: random.Random, share: float) -> bool:
    """Return true in a share of the cases."""
    return rng.random() < share
