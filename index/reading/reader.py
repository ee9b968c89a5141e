"""Reader: reads passages beside a question, and says which answer it and with which words."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, Self

from index.adapters.adapter import Adapter
from index.adapters.export import SmallModel, load
from index.documents import Span
from index.progress import Say, ignore
from index.reading.pairs import Pair, Pairing
from index.reading.spans import best_span

READER = Adapter(
    name="quoth-reader-1",
    weights=Path(__file__).parent / "weights" / "reader.safetensors",
    sha256="b3dc148785e3345b2157d485012748d822af0ac49ba8360a0be5e2db97406f19",
    of_tokens=("span",),
    of_pair=("answers",),
)
"""What the shipped reader is made of."""

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

    def __init__(self, model: SmallModel) -> None:
        self.name = model.name
        self._graph = model.graph
        self._pairing = Pairing(model.tokenizer)

    @classmethod
    def load(cls, say: Say = ignore) -> Self:
        """Load the shipped reader; it is exported on first use.

        Raises:
            ModelError: Its weights, or those it was made of, are missing or not the published ones.
        """
        return cls(load(READER, say))

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
