"""Carrier: reads a question beside its conversation, and says which words of that it needs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.adapters.adapter import Adapter
from index.adapters.export import SmallModel, load
from index.language import typed_words
from index.progress import Say, ignore

CARRIER = Adapter(
    name="quoth-carrier-1",
    weights=Path(__file__).parent / "weights" / "carrier.safetensors",
    sha256="4da2130ea94a4ef881f89ed96810f5511a6d9bf58ce5ef4dd2a5f51f5daef9ba",
    of_tokens=("carries",),
)
"""What the shipped carrier is made of."""

_LONGEST = 256
"""Wordpieces of question and conversation: what the carrier learned to read."""
_LONGEST_TEXT = 4096
"""Characters of either; hardly ever are they fewer wordpieces than are read."""
_BETWEEN = " | "
_DIGITS = 4
"""Of probabilities; noise in the last bits never decides."""


@dataclass(frozen=True, slots=True)
class ToldWord:
    """A word of a conversation as it was typed, and how probable it is that a question needs it."""

    word: str
    probability: float


class Carrier:
    """The shipped carrier, from its exported form; every question is read alone, on one thread."""

    def __init__(self, model: SmallModel) -> None:
        self.name = model.name
        self._graph = model.graph
        self._tokenizer = model.tokenizer

    @classmethod
    def load(cls, say: Say = ignore) -> Self:
        """Load the shipped carrier; it is exported on first use.

        Raises:
            ModelError: Its weights, or those it was made of, are missing or not the published ones.
        """
        return cls(load(CARRIER, say))

    def read(self, question: str, texts: Sequence[str]) -> list[list[ToldWord]]:
        """Return the words of each text of a conversation, as far as they are read.

        Args:
            question: What is asked.
            texts: Questions and answers before it, the latest exchange first.
        """
        told = _BETWEEN.join(texts)[:_LONGEST_TEXT]
        encoded = self._tokenizer.encode(question[:_LONGEST_TEXT], told)
        ids, types = encoded.ids[:_LONGEST], encoded.type_ids[:_LONGEST]
        ids[-1] = encoded.ids[-1]
        logits = self._graph.outputs(input_ids=ids, token_type_ids=types)[0][:, 0]
        said: dict[int, float] = {}
        before = None
        for number, word in enumerate(encoded.word_ids[: len(ids) - 1]):
            if types[number] and word != before:
                said[encoded.offsets[number][0]] = float(logits[number])
            before = word
        found, start = [], 0
        for text in texts:
            found.append(_words(text, start, said))
            start += len(text) + len(_BETWEEN)
        return found


def _words(text: str, start: int, said: dict[int, float]) -> list[ToldWord]:
    """Return the words of a text that begins at ``start``; their first wordpieces tell."""
    words = []
    for match in typed_words(text[:_LONGEST_TEXT]):
        places = range(start + match.start(), start + match.end())
        logits = [said[place] for place in places if place in said]
        if logits:
            words.append(ToldWord(match.group(), _probability(max(logits))))
    return words


def _probability(logit: float) -> float:
    return round(1 / (1 + math.exp(-logit)), _DIGITS)
