"""sentence-transformers models: loaded, proven, exported; the only user of torch.

Asking does not come here: it runs the exported graph (``index.model.encoder_cache``). Models that
cannot be exported are run here throughout.
"""

import contextlib
import hashlib
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from index.errors import ExportError, ModelError
from index.model.bundled_model import DEFAULT_MODEL, TOKENIZER_SHA256, WEIGHTS_SHA256, bundled_model
from index.vectors import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer


_LONGEST_WINDOW = 8192
"""Tokens; some models name no limit at all."""
OPSET = 17
_PATIENCE = 5.0
"""Seconds in which a hub must answer."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What turns a model's token vectors into its text vectors, and how much it reads.

    ``longest`` is how many tokens it reads and ``window`` how many of them are left to a text,
    without the special ones and the prompts; ``pooling`` is ``mean``
    or ``cls``, or ``other`` where only sentence-transformers itself knows.
    """

    name: str
    weights_sha256: str
    tokenizer_sha256: str
    dimension: int
    longest: int
    window: int
    pooling: str
    query_prompt: str
    passage_prompt: str


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What makes two encoders interchangeable: vectors of one identity never mix with another's.

    ``variant`` is the precision and the hash of the exported graph, or ``sentence-transformers``
    for a model that could not be exported.
    """

    name: str
    weights_sha256: str
    tokenizer_sha256: str
    variant: str
    dimension: int
    token_dimension: int
    window: int


class Model:
    """A loaded sentence-transformers model on the CPU."""

    def __init__(self, model: "SentenceTransformer", settings: ModelSettings) -> None:
        self._model = model
        self.settings = settings

    @classmethod
    def load(cls, name: str) -> "Model":
        """Load a model by name or path; the default one comes from its installed package.

        Raises:
            ModelError: There is no such model here, or its weights are not the published ones.
        """
        path = bundled_model() if name == DEFAULT_MODEL else full_name(name)
        model = _load(name, path)
        hashes = (WEIGHTS_SHA256, TOKENIZER_SHA256) if name == DEFAULT_MODEL else _hashes(model)
        prompts = model.prompts or {}
        query, passage = prompts.get("query") or "", prompts.get("document") or ""
        taken = max(len(model.tokenizer.tokenize(prompt)) for prompt in (query, passage))
        taken += model.tokenizer.num_special_tokens_to_add()
        longest = min(int(model.max_seq_length or _LONGEST_WINDOW), _LONGEST_WINDOW)
        settings = ModelSettings(
            name=name,
            weights_sha256=hashes[0],
            tokenizer_sha256=hashes[1],
            dimension=int(model.get_embedding_dimension() or 0),
            longest=longest,
            window=longest - taken,
            pooling=_pooling(model),
            query_prompt=query,
            passage_prompt=passage,
        )
        return cls(model, settings)

    def tokenizer(self) -> "Tokenizer":
        """Return the model's tokenizer, without truncation or padding.

        Raises:
            ModelError: The model has one that cannot tell where its tokens stand in the text.
        """
        from tokenizers import Tokenizer

        backend = getattr(self._model.tokenizer, "backend_tokenizer", None)
        if backend is None:
            raise ModelError(
                f"model {self.settings.name!r} has no fast tokenizer; name another one"
            )
        tokenizer = Tokenizer.from_str(backend.to_str())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def run(self, text: str) -> tuple[Vectors, Vectors]:
        """Return the vector of a text, (dimension,), and those of its tokens, (tokens, width)."""
        features: Any = self._model.encode(
            [text], prompt="", output_value=None, show_progress_bar=False
        )[0]
        vector, tokens = features["sentence_embedding"], features["token_embeddings"]
        return vector.float().numpy(), tokens.float().numpy()

    def export(self, path: Path) -> None:
        """Write the transformer as an ONNX graph: token ids and their mask to token vectors.

        Raises:
            ExportError: The model is more than a transformer with mean or CLS pooling, or is one
                that torch cannot export.
        """
        import torch

        if self.settings.pooling == "other":
            raise ExportError(f"model {self.settings.name!r} is more than a pooled transformer")
        ids = torch.tensor([[101, 102, 103, 104]]) % self._model.tokenizer.vocab_size
        names = ["input_ids", "attention_mask"]
        with quiet(), torch.no_grad():
            try:
                torch.onnx.export(
                    _TokenVectors.around(self._model[0].auto_model),
                    (ids, torch.ones_like(ids)),
                    str(path),
                    input_names=names,
                    output_names=["tokens"],
                    dynamic_axes={name: {0: "batch", 1: "tokens"} for name in [*names, "tokens"]},
                    opset_version=OPSET,
                    dynamo=False,
                )
            except (RuntimeError, ValueError, TypeError, ImportError, AttributeError) as error:
                reason = " ".join(str(error).split())[:200]
                raise ExportError(
                    f"model {self.settings.name!r} cannot be exported: {reason}"
                ) from None


class _TokenVectors:
    """Narrows a transformer to its last layer's token vectors, for the export."""

    @staticmethod
    def around(transformer: Any) -> Any:
        import torch

        class Narrowed(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.transformer = transformer

            def forward(self, input_ids: Any, attention_mask: Any) -> Any:
                output = self.transformer(input_ids=input_ids, attention_mask=attention_mask)
                return output.last_hidden_state

        return Narrowed().eval()


def _load(name: str, path: str) -> "SentenceTransformer":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if not is_here_or_reachable(path):
        raise ModelError(
            f"model {name!r} is not on this machine and its hub cannot be reached; "
            "name the path of its folder"
        )
    settings = {"use_safetensors": True, "attn_implementation": "eager"}
    try:
        with quiet(), without_pickle():
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(path, device="cpu", model_kwargs=settings)
    except (OSError, ValueError, ImportError, RuntimeError, KeyError) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelError(
            f"model {name!r} cannot be loaded ({reason}); name a sentence-transformers model "
            "that is on this machine, or the path of its folder"
        ) from None


def full_name(name: str) -> str:
    """Return a model's name such that it means the same in every folder: paths made absolute."""
    return str(Path(name).resolve()) if Path(name).is_dir() else name


def is_here_or_reachable(name: str, publisher: str = "sentence-transformers") -> bool:
    """Whether a model is on this machine, or its hub answers; asked once, not for minutes.

    A name without a publisher is one of ``publisher``.
    """
    if Path(name).is_dir():
        return True
    import urllib.request

    from huggingface_hub import constants, try_to_load_from_cache

    known = name if "/" in name else f"{publisher}/{name}"
    try:
        if isinstance(try_to_load_from_cache(known, "config.json"), str):
            return True
        if constants.HF_HUB_OFFLINE:
            return False
        with urllib.request.urlopen(constants.ENDPOINT, timeout=_PATIENCE):  # noqa: S310
            return True
    except (OSError, ValueError):
        return False


def _pooling(model: "SentenceTransformer") -> str:
    """Return how the model pools; ``other`` unless it is a transformer, a pooling and a norm."""
    kinds = [type(module).__name__ for module in model]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return "other"
    mode = str(getattr(model[1], "pooling_mode", "other"))
    return mode if mode in {"mean", "cls"} else "other"


def _hashes(model: "SentenceTransformer") -> tuple[str, str]:
    """Return the hashes of any model's weights and tokenizer, as loaded."""
    weights = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        weights.update(f"{key}{tuple(tensor.shape)}{tensor.dtype}".encode())
        weights.update(np.ascontiguousarray(tensor.cpu().float().numpy()).tobytes())
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    table = backend.to_str() if backend else str(sorted(model.tokenizer.get_vocab().items()))
    return weights.hexdigest(), hashlib.sha256(table.encode()).hexdigest()


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the loaders' and the exporter's progress bars and notices off the terminal."""
    import logging

    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stderr(nowhere),
        contextlib.redirect_stdout(nowhere),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def without_pickle() -> Iterator[None]:
    """Refuse weights that only torch's own reader reads: they are a pickle, which may run code."""
    import torch

    def refuse(*_: object, **__: object) -> NoReturn:
        raise ValueError("its weights are a pickle, and only safetensors are read")

    load = torch.load
    torch.load = refuse
    try:
        yield
    finally:
        torch.load = load
