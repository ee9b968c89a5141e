"""Made documents of any number, and an encoder of them that costs next to nothing.

Words are as frequent as in any language (Zipf), and a passage's vector is the sum of its words and
of its document's subject, so that there are near and far ones. What is measured on them is work, not
how good a ranking is.
"""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, product
from pathlib import Path

import numpy as np

from index.documents import Span
from index.files.arrays import Codes, Rows
from index.language import words
from index.model.encoding import EncodedQuery, Encoding
from index.model.models import ModelIdentity
from index.passages.tokens import TokenCounter
from index.vectors import Vectors, quantized, unit

MODEL = "made"
PASSAGES = 20
"""Of a document."""
_SENTENCES, _WORDS = 5, 8
"""Of a passage, and of a sentence."""
_DIMENSION, _TOKEN_DIMENSION = 384, 64
_SEED = 2_311
_SYLLABLES = [a + b for a, b in product("bdfghjklmnprstvz", "aeiou")]
_VOCABULARY = 40_000
_TOPICS = 500
_ABOUT_TOPIC = 0.4
"""The part of a document's words that belong to its subject."""


def _word(number: int) -> str:
    """Return a word of two syllables, or of three where those are used up."""
    number, last = divmod(number, len(_SYLLABLES))
    third, second = divmod(number, len(_SYLLABLES))
    return (_SYLLABLES[third - 1] if third else "") + _SYLLABLES[second] + _SYLLABLES[last]


WORDS = [_word(number) for number in range(_VOCABULARY)]
_ZIPF = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))


def document(number: int) -> str:
    """Return the text of a document by its number, a passage a paragraph."""
    drawn = random.Random(f"{_SEED} {number}")  # noqa: S311
    subject = drawn.randrange(_TOPICS) * 60
    wanted = PASSAGES * _SENTENCES * _WORDS
    common = drawn.choices(WORDS, cum_weights=_ZIPF, k=wanted)
    own = drawn.choices(WORDS[subject : subject + 200], k=wanted)
    held = [
        mine if drawn.random() < _ABOUT_TOPIC else any_
        for mine, any_ in zip(own, common, strict=True)
    ]
    sentences = [
        " ".join(held[at : at + _WORDS]).capitalize() + "." for at in range(0, wanted, _WORDS)
    ]
    paragraphs = [
        " ".join(sentences[at : at + _SENTENCES]) for at in range(0, len(sentences), _SENTENCES)
    ]
    return "\n\n".join(paragraphs) + "\n"


def write(folder: Path, passages: int) -> None:
    """Write so many passages as documents into a folder."""
    for number in range(-(-passages // PASSAGES)):
        place = folder / f"{number // 1000:04}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07}.txt").write_text(document(number), encoding="utf-8")


def questions(count: int, passages: int) -> Iterator[str]:
    """Give questions of a few words that stand in one passage each."""
    drawn = random.Random(_SEED)  # noqa: S311
    for _ in range(count):
        text = document(drawn.randrange(-(-passages // PASSAGES)))
        paragraph = drawn.choice(text.split("\n\n"))
        asked = drawn.sample(paragraph.replace(".", "").lower().split(), 6)
        yield f"{' '.join(asked).capitalize()}?"


class MadeEncoder:
    """Gives each word a direction; of the shapes that the default model's encoder has."""

    identity = ModelIdentity(MODEL, MODEL, MODEL, MODEL, _DIMENSION, _TOKEN_DIMENSION, 254)
    projection = np.eye(_DIMENSION, _TOKEN_DIMENSION, dtype=np.float32)

    def projecting(self, _projection: Vectors) -> "MadeEncoder":
        """Return itself, which makes no smaller vectors of larger ones."""
        return self

    def counter(self) -> TokenCounter:
        """Count two tokens a word."""
        return TokenCounter(lambda text: 2 * len(text.split()), self.identity.window)

    def knows(self, word: str) -> bool:
        """Whether a word is one of those that are made."""
        return word in _numbers()

    def encode_passage(self, text: str, sentences: Sequence[Span], heading: str = "") -> Encoding:
        """Encode a passage; headings say nothing."""
        del heading
        found = [_known(text[start:end]) for start, end in sentences]
        pooled = unit(np.stack([_directions()[numbers].sum(axis=0) for numbers in found]))
        owners = np.repeat(np.arange(len(found)), [len(numbers) for numbers in found])
        tokens = _codes()[np.concatenate(found)]
        return Encoding(
            unit(pooled.sum(axis=0)[None])[0], quantized(pooled), tokens, owners.astype(np.int16)
        )

    def encode_query(self, text: str) -> EncodedQuery:
        """Encode a query."""
        numbers = _known(text)
        window = unit(_directions()[numbers].sum(axis=0)[None])
        tokens = unit(_codes()[numbers].astype(np.float32))
        return EncodedQuery(window, tokens, tuple(WORDS[number] for number in numbers.tolist()))


def _known(text: str) -> Rows:
    return np.array([_numbers().get(word, 0) for word in words(text)], np.int64)


@cache
def _numbers() -> dict[str, int]:
    return {word: number for number, word in enumerate(WORDS)}


@cache
def _directions() -> Vectors:
    """Return a direction for each word; rarer ones are longer, as they tell more."""
    drawn = np.random.default_rng(_SEED)
    own = drawn.standard_normal((_VOCABULARY, _DIMENSION), np.float32)
    return own * np.log1p(np.arange(_VOCABULARY, dtype=np.float32))[:, None]


@cache
def _codes() -> Codes:
    return quantized(_directions()[:, :_TOKEN_DIMENSION])
