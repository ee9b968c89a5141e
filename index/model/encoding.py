"""Encoder: texts to the vectors that are searched, from one pass of the model over each."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.documents import Span
from index.errors import ExportError, IndexForeignError, Remedy
from index.files.arrays import Codes
from index.model.bundled_model import DEFAULT_MODEL
from index.model.encoder_cache import Exported, exported
from index.model.models import Model, ModelIdentity, ModelSettings
from index.model.onnx_graph import OnnxGraph
from index.model.projection import fit_projection
from index.model.token_words import is_content, words_at
from index.passages.tokens import TokenCounter
from index.vectors import Vectors, quantized, unit

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_HEADING = 0.5
"""How much a token of a heading counts in a passage's vector beside one of the passage."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The vectors of one passage.

    ``passage`` is (dimension,) float32 of unit length; ``sentences`` is (sentences, dimension)
    and ``tokens`` (content tokens, token dimension), both int8 codes; ``token_sentences`` says
    in which sentence each token stands, -1 for none.
    """

    passage: Vectors
    sentences: Codes
    tokens: Codes
    token_sentences: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class EncodedQuery:
    """The vectors of a query.

    ``windows`` is (windows, dimension), one row unless the query exceeds the model's window;
    ``tokens`` is (content tokens, token dimension); rows of unit length. ``words`` are the words
    that the tokens belong to.
    """

    windows: Vectors
    tokens: Vectors
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a model makes of a text.

    ``vector`` is (dimension,), of unit length; ``tokens`` is (tokens, width), ``spans`` where each
    stands in the text, empty for those that do not, and ``content`` those of content words.
    """

    vector: Vectors
    tokens: Vectors
    spans: list[Span]
    content: list[int]


class _Backend(Protocol):
    """Runs a model over one text."""

    def run(self, text: str) -> tuple[Vectors, Vectors]:
        """Return the vector of a text, (dimension,), and those of its tokens, (tokens, width)."""


@dataclass(frozen=True, slots=True)
class _OnnxBackend:
    graph: OnnxGraph
    tokenizer: "Tokenizer"
    pooling: str

    def run(self, text: str) -> tuple[Vectors, Vectors]:
        tokens = self.graph.run(self.tokenizer.encode(text).ids)
        return (tokens[0] if self.pooling == "cls" else tokens.mean(axis=0)), tokens


class Encoder:
    """A model that turns passages and queries into vectors, each text alone."""

    def __init__(
        self,
        settings: ModelSettings,
        variant: str,
        backend: _Backend,
        tokenizer: "Tokenizer",
        projection: Vectors,
    ) -> None:
        self.identity = ModelIdentity(
            settings.name,
            settings.weights_sha256,
            settings.tokenizer_sha256,
            variant,
            settings.dimension,
            projection.shape[1],
            settings.window,
        )
        self._settings = settings
        self._backend = backend
        self._tokenizer = tokenizer
        self.projection = projection
        self._unknown = tokenizer.token_to_id(_unknown_token(tokenizer))
        # A text is measured and looked through before it is run, on each core one.
        self._ids = lru_cache(maxsize=64)(
            lambda text: tokenizer.encode(text, add_special_tokens=False).ids
        )
        # One heading stands over many passages.
        self._read_again = lru_cache(maxsize=64)(self._read)

    @classmethod
    def load(
        cls,
        name: str = DEFAULT_MODEL,
        *,
        wanted: ModelIdentity | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> "Encoder":
        """Load a model by name or path, in its exported form where it has one.

        Args:
            name: The model.
            wanted: The identity that an index was built with.
            say: Is told, in one line, what takes longer than it should.

        Raises:
            ModelError: The model is not here, or is not what it should be.
            IndexForeignError: It is not the one that is wanted.
        """
        if wanted and wanted.variant == _ORIGINAL:
            encoder = cls._original(name)
        else:
            try:
                found = exported(name, wanted, say)
                encoder = cls._exported(found)
            except ExportError:
                if wanted or name == DEFAULT_MODEL:
                    raise
                encoder = cls._original(name)
        if wanted and encoder.identity != wanted:
            raise IndexForeignError(
                f"the model {wanted.name} here is not the one the index was built with "
                f"({encoder.identity.variant}, not {wanted.variant})",
                Remedy.BUILD_ANEW,
            )
        return encoder

    @classmethod
    def _exported(cls, found: Exported) -> "Encoder":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(found.tokenizer.decode())
        backend = _OnnxBackend(OnnxGraph(found.graph), tokenizer, found.settings.pooling)
        return cls(found.settings, found.variant, backend, tokenizer, found.projection)

    @classmethod
    def _original(cls, name: str) -> "Encoder":
        """Run the model by sentence-transformers itself."""
        model = Model.load(name)
        tokenizer = model.tokenizer()
        projection = fit_projection(lambda text: model.run(text)[1], tokenizer.get_vocab())
        return cls(model.settings, _ORIGINAL, model, tokenizer, projection)

    def projecting(self, projection: Vectors) -> Self:
        """Return the same encoder with the projection that an index was built with.

        Two machines may fit it to slightly different axes.
        """
        other = copy(self)
        other.projection = projection
        return other

    def counter(self) -> TokenCounter:
        """Return what measures a passage against this model's window."""
        return TokenCounter(self._wordpieces, self.identity.window)

    def knows(self, word: str) -> bool:
        """Whether a folded word is one of the model's own, a single token."""
        return self._tokenizer.token_to_id(word) is not None

    def encode_passage(self, text: str, sentences: Sequence[Span], heading: str = "") -> Encoding:
        """Encode a passage and the heading that it stands under, each read alone.

        A sentence's vector is the mean of its tokens as the model read them in the passage. The
        passage's vector is that of both, the heading's counting less (``_HEADING``), and the
        content tokens of the heading are among the passage's, in no sentence.

        Args:
            text: The passage; one in which the model knows no symbol resembles nothing.
            sentences: Offsets into ``text``.
            heading: Empty where there is none; of one that exceeds the window the end counts.
        """
        if not self._is_known(text):
            return self._blank(len(sentences))
        read, above = self._read(text), self._read_heading(heading)
        inside = np.full(len(read.tokens), -1, np.int16)
        for number, (start, end) in enumerate(sentences):
            rows = [row for row, (a, b) in enumerate(read.spans) if start <= a < b <= end]
            inside[rows] = number
        pooled = [
            read.tokens[inside == number].mean(axis=0) if (inside == number).any() else read.vector
            for number in range(len(sentences))
        ]
        content = read.content
        vector, tokens, places = read.vector, read.tokens[content], inside[content]
        if above:
            share = _HEADING * len(above.tokens) / len(read.tokens)
            vector = vector + share * above.vector
            tokens = np.concatenate([above.tokens[above.content], tokens])
            places = np.concatenate([np.full(len(above.content), -1, np.int16), places])
        return Encoding(
            unit(vector), quantized(np.stack(pooled)), quantized(self._projected(tokens)), places
        )

    def encode_query(self, text: str) -> EncodedQuery:
        """Encode a query; one longer than the model's window is encoded in windows."""
        windows: list[Vectors] = []
        tokens: list[Vectors] = []
        words: list[str] = []
        for start, end in TokenCounter(self._wordpieces, self.identity.window, None).pieces(
            text, 0, len(text)
        ):
            part = text[start:end]
            if self._is_known(part):
                vector, vectors = self._backend.run(self._settings.query_prompt + part)
                windows.append(unit(vector))
                named = words_at(part, self._spans(self._settings.query_prompt, part))
                rows = [row for row, word in enumerate(named) if is_content(word)]
                rows = rows or [row for row, word in enumerate(named) if word]
                tokens.append(self._projected(vectors[rows]))
                words += (named[row] for row in rows)
        if not windows:
            nothing = np.zeros((0, self.identity.token_dimension), np.float32)
            return EncodedQuery(np.zeros((1, self.identity.dimension), np.float32), nothing, ())
        return EncodedQuery(np.stack(windows), np.concatenate(tokens), tuple(words))

    def _read(self, text: str) -> _Reading:
        vector, tokens = self._backend.run(self._settings.passage_prompt + text)
        spans = self._spans(self._settings.passage_prompt, text)
        if len(spans) != len(tokens):
            spans = [(0, 0)] * len(tokens)  # a model that does not show one vector a token
        content = [row for row, word in enumerate(words_at(text, spans)) if is_content(word)]
        return _Reading(unit(vector), tokens, spans, content)

    def _read_heading(self, heading: str) -> _Reading | None:
        """Read a heading, or the end of it that fits; None where there is nothing to read."""
        while self._wordpieces(heading) > self.identity.window:
            heading = heading.partition(" ")[2]
        return self._read_again(heading) if self._is_known(heading) else None

    def _projected(self, tokens: Vectors) -> Vectors:
        return unit(tokens @ self.projection)

    def _blank(self, sentences: int) -> Encoding:
        """Return vectors that resemble nothing, for a text of which the model knows no symbol."""
        size, width = self.identity.dimension, self.identity.token_dimension
        return Encoding(
            np.zeros(size, np.float32),
            np.zeros((sentences, size), np.int8),
            np.zeros((0, width), np.int8),
            np.zeros(0, np.int16),
        )

    def _is_known(self, text: str) -> bool:
        """Whether the model knows any symbol of ``text``; unknown ones all look the same to it."""
        return any(token != self._unknown for token in self._ids(text))

    def _wordpieces(self, text: str) -> int:
        return len(self._ids(text))

    def _spans(self, prompt: str, text: str) -> list[Span]:
        """Return where each token of a text stands in it; empty for those that do not."""
        shift = len(prompt)
        offsets = self._tokenizer.encode(prompt + text).offsets
        return [(max(a - shift, 0), max(b - shift, 0)) for a, b in offsets]


_ORIGINAL = "sentence-transformers"


def _unknown_token(tokenizer: "Tokenizer") -> str:
    return str(getattr(tokenizer.model, "unk_token", None) or "[UNK]")
