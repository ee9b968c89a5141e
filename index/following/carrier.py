"""Carrier: reads a question beside its conversation, and says which words of that it needs."""

import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from index.adapters.adapter import Adapter
from index.adapters.export import SmallModel, is_exported, load
from index.following import ToldWord
from index.language import typed_words
from index.progress import Say, ignore

CARRIER = Adapter(
    name="quoth-carrier-1",
    weights=Path(__file__).parent / "weights" / "carrier.safetensors",
    sha256="c53372e1ad09660de8f24e665a02c5df79c34fa66e8349c1fc7236ae23bb7b2b",
    of_tokens=("carries",),
)
"""What the shipped carrier is made of."""

_LONGEST = 112
"""Wordpieces of question and conversation. It learned to read 256, which takes thrice as long; what
is older is seldom needed: of all sets CANARD alone loses, some .005 RR."""
_LONGEST_TEXT = 4096
"""Characters of either; hardly ever are they fewer wordpieces than are read."""
_BETWEEN = " | "
_DIGITS = 4
"""Of probabilities; noise in the last bits never decides."""


class Carrier:
    """The shipped carrier; every question is read alone, on one thread.

    It is exported at once where that was never done, and loaded when first something is read:
    most questions follow nothing. Either raises ModelError where its weights, or those that it
    was made of, are missing or not the published ones.

    Args:
        say: Is told, in one line, what takes longer than it should.
    """

    def __init__(self, say: Say = ignore) -> None:
        self._say = say
        if not is_exported(CARRIER):
            _ = self._model

    @cached_property
    def _model(self) -> SmallModel:
        return load(CARRIER, self._say)

    def read(self, question: str, texts: Sequence[str]) -> list[list[ToldWord]]:
        """Return the words of each text of a conversation, as far as they are read.

        Args:
            question: What is asked.
            texts: Questions and answers before it, the latest exchange first.
        """
        told = _BETWEEN.join(texts)[:_LONGEST_TEXT]
        encoded = self._model.tokenizer.encode(question[:_LONGEST_TEXT], told)
        ids, types = encoded.ids[:_LONGEST], encoded.type_ids[:_LONGEST]
        ids[-1] = encoded.ids[-1]
        logits = self._model.graph.outputs(input_ids=ids, token_type_ids=types)[0][:, 0]
        said: dict[int, float] = {}
        offsets, before = encoded.offsets, None
        for number, word in enumerate(encoded.word_ids[: len(ids) - 1]):
            if types[number] and word != before:
                said[offsets[number][0]] = float(logits[number])
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
