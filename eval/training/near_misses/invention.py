"""Invented names and facts, and the way in which examples are written down."""

import random
import re
from collections.abc import Sequence

from eval.training.examples import Example

_ONSETS = "b br c ch d dr f fl g gr h k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS = "a e i o u a e o ai ea".split()
_CODAS = ["", "", "l", "n", "r", "s", "m", "nd", "rt", "ck", "th"]
_PLACES = ["ford", "ham", "berg", "ton", "dale", "wick", "stad", "mouth", "field", "haven"]
_FIRST = (
    "Anna Bruno Carla David Elif Farid Greta Hugo Ines Jonas Katja Luis Mira Nils Olga Pavel Quinn "
    "Rosa Stefan Tariq Ursula Viktor Wanda Yusuf Zoe Amara Chen Divya Emeka Sofia"
).split()
_FILLING = (
    "This page was last checked in spring.",
    "Further details are available at the front desk.",
    "The text below applies to all branches.",
    "Please read it carefully before you sign.",
    "A printed copy can be had on request.",
    "Older editions are kept in the archive.",
    "Questions should be sent to the office.",
    "The list is reviewed every year.",
    "Several readers have asked about this.",
    "Nothing else has changed.",
    "The board has taken note of the report.",
    "It was raining for most of the week.",
    "Visitors are asked to keep their tickets.",
    "The staff will be glad to help.",
)
_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def word(rng: random.Random, syllables: int = 2) -> str:
    """Return an invented word with a capital."""
    made = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables))
    return (made + rng.choice(_CODAS)).capitalize()


def place(rng: random.Random) -> str:
    """Return an invented town."""
    return word(rng, 1) + rng.choice(_PLACES)


def person(rng: random.Random) -> str:
    """Return an invented person's name."""
    return f"{rng.choice(_FIRST)} {word(rng)}"


def distinct(rng: random.Random, make: object, count: int) -> list[str]:
    """Return `count` different results of `make(rng)`."""
    found: list[str] = []
    while len(found) < count:
        one = make(rng)  # type: ignore[operator]
        if one not in found:
            found.append(one)
    return found


def amount(rng: random.Random) -> str:
    """Return an amount as documents write it."""
    return f"{rng.choice((rng.randint(2, 99), rng.randint(1, 99) * 10, rng.randint(1, 90) * 100)):,}"


def padded(rng: random.Random, text: str, most: int = 3) -> str:
    """Return the text among up to `most` sentences that say nothing of it."""
    filling = rng.sample(_FILLING, rng.randint(0, most))
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
    passage = _MARKED.sub(r"\1", text)
    span = (found.start(), found.start() + len(found.group(1)))
    return Example(f"made_{kind}", "", question, heading, passage, span)


def unanswered(kind: str, question: str, text: str, heading: str = "") -> Example:
    """Return an example whose passage does not answer; marks in `text` are taken away."""
    return Example(f"made_{kind}", "", question, heading, _MARKED.sub(r"\1", text), None)


def only(text: str, target: str) -> str:
    """Return `text` with the marks of ``[[target]]`` kept and all others taken away."""
    return _MARKED.sub(lambda m: m.group() if m.group(1) == target else m.group(1), text)
