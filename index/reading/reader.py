"""Reader: reads passages beside a question, and says which answer it and with which words."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, Self

from index.documents import Span
from index.model.onnx_graph import OnnxGraph
from index.reading.export import exported
from index.reading.pairs import Pair, Pairing
from index.reading.spans import best_span

_DIGITS = 4
"""Of logits; noise in the last bits never decides."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one passage.

    ``answers`` is the logit that it answers, ``margin`` how far the best words exceed no answer,
    both 0 where it is even; ``span`` are those words, as offsets into the passage, None where the
    reader names none.
    """

    answers: float
    margin: float = 0.0
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PassageToRead:
    """A passage's text, and the heading that it stands under, empty where there is none."""

    text: str
    heading: str = ""


class PassageReader(Protocol):
    """What reads passages: the shipped reader, or another model by name."""

    @property
    def name(self) -> str:
        """What answers depend on: the reader's name and version."""

    def read(self, question: str, passages: Sequence[PassageToRead]) -> list[Reading | None]:
        """Return what it says of each passage; None where it can read nothing of the question."""


class Reader:
    """The shipped reader, from its exported form; each pair is read alone, on one thread."""

    def __init__(self, name: str, graph: OnnxGraph, pairing: Pairing) -> None:
        self.name = name
        self._graph = graph
        self._pairing = pairing

    @classmethod
    def load(cls, say: Callable[[str], None] = lambda _: None) -> Self:
        """Load the shipped reader; it is exported on first use.

        Raises:
            ModelError: Its weights, or those it was made of, are missing or not the published ones.
        """
        from tokenizers import Tokenizer

        found = exported(say)
        tokenizer = Tokenizer.from_str(found.tokenizer.decode())
        return cls(found.name, OnnxGraph(found.graph), Pairing(tokenizer))

    def read(self, question: str, passages: Sequence[PassageToRead]) -> list[Reading | None]:
        """Return what the reader says of each passage; see ``PassageReader``."""
        if not self._pairing.can_read(question):
            return [None] * len(passages)
        return list(self._pool.map(lambda passage: self._read(question, passage), passages))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        """A thread for each core: the graph lets others run meanwhile."""
        return ThreadPoolExecutor(os.cpu_count())

    def _read(self, question: str, passage: PassageToRead) -> Reading | None:
        """Read all windows of a pair; the one that answers most tells."""
        pairs = self._pairing.pairs(question, passage.heading, passage.text)
        readings = [self._read_pair(pair) for pair in pairs]
        return max(readings, key=lambda reading: reading.answers, default=None)

    def _read_pair(self, pair: Pair) -> Reading:
        logits, answers = self._graph.outputs(input_ids=pair.ids, token_type_ids=pair.types)
        found = best_span(logits, pair.offsets)
        logit = round(float(answers), _DIGITS)
        return Reading(logit, round(found.margin, _DIGITS), found.span) if found else Reading(logit)
