"""The exports of small models: an adapter merged into the pinned model, as ONNX, in the cache."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.adapters.adapter import Adapter
from index.documents import file_sha256
from index.errors import ExportError, ModelError
from index.model.bundled_model import DEFAULT_MODEL, WEIGHTS_SHA256, bundled_model
from index.model.export_cache import ExportedFiles, cache_folder, export, read_files, write_files
from index.model.onnx_graph import OnnxGraph, quantize
from index.progress import Say, ignore
from index.vectors import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_EXPORT = 2
"""Rises with every change of how small models are exported."""
_GRAPH, _TOKENIZER = "graph.onnx", "tokenizer.json"
_PROBES = (
    ("Who paid for the bridge?", "The bridge was paid for by the miller, who owned the meadow."),
    ("When does it open?", "Opening hours\nThe office is closed on Mondays and opens at 9:30."),
    ("How many votes were cast?", "Rain is expected in the north before Sunday evening."),
)
_CLOSE = 0.5
"""Most that the logits of a head may move in int8, in the mean over a probe; else float is kept."""


@dataclass(frozen=True, slots=True)
class SmallModel:
    """A small model as it is run: its name and form, its graph, and what cuts its texts."""

    name: str
    graph: OnnxGraph
    tokenizer: "Tokenizer"


def load(adapter: Adapter, say: Say = ignore) -> SmallModel:
    """Load a small model; it is exported where the cache does not hold it.

    Args:
        adapter: What it is made of.
        say: Is told, in one line, what takes longer than it should.

    Raises:
        ModelError: Its weights, or those of the model they adapt, are not the published ones.
    """
    from tokenizers import Tokenizer

    found = _exported(adapter, say)
    name = f"{adapter.name}-{found.precision}-{found.hashes[_GRAPH][:16]}"
    tokenizer = Tokenizer.from_str(found.files[_TOKENIZER].decode())
    return SmallModel(name, OnnxGraph(found.files[_GRAPH]), tokenizer)


def is_exported(adapter: Adapter) -> bool:
    """Whether the cache has an export of a small model, whole or not."""
    return _place(adapter).is_dir()


def _place(adapter: Adapter) -> Path:
    return cache_folder() / f"{adapter.name}-{_EXPORT}-{adapter.sha256[:32]}"


def _exported(adapter: Adapter, say: Say) -> ExportedFiles:
    settings = {"adapter_sha256": adapter.sha256, "weights_sha256": WEIGHTS_SHA256}

    def read(folder: Path) -> ExportedFiles | None:
        found = read_files(folder, (_GRAPH, _TOKENIZER))
        return found if found and found.settings == settings else None

    def write(folder: Path) -> None:
        files, precision = _made(adapter, folder)
        write_files(folder, files, settings, precision)

    target = _place(adapter)
    return read(target) or export(adapter.name, target, write, read, say)


def _made(adapter: Adapter, folder: Path) -> tuple[dict[str, bytes], str]:
    """Return the files of an export and their precision; ``folder`` is for what lies between."""
    from tokenizers import Tokenizer

    from index.adapters.merging import export_graph

    if not adapter.weights.is_file():
        raise ModelError(f"{adapter.weights}: is missing; reinstall Quoth")
    if file_sha256(adapter.weights) != adapter.sha256:
        raise ModelError(f"{adapter.weights}: is not the published file; reinstall Quoth")
    base = Path(bundled_model())
    exact, smaller = folder / "float.onnx", folder / "int8.onnx"
    export_graph(adapter, base, exact)
    tokenizer = Tokenizer.from_file(str(base / _TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    quantize(exact, smaller)
    is_close = _moved(adapter, exact, smaller, tokenizer) <= _CLOSE
    graph = (smaller if is_close else exact).read_bytes()
    for path in (exact, smaller):
        path.unlink()
    files = {_GRAPH: graph, _TOKENIZER: tokenizer.to_str().encode()}
    return files, "int8" if is_close else "float32"


def _moved(adapter: Adapter, exact: Path, smaller: Path, tokenizer: "Tokenizer") -> float:
    """Return how far int8 moves the logits of the head and the probe that it moves most.

    Raises:
        ExportError: They are no numbers.
    """
    before, after = (_said(OnnxGraph(path.read_bytes()), tokenizer) for path in (exact, smaller))
    if not all(np.isfinite(logits).all() for logits in before):
        raise ExportError(f"{adapter.name}: computes no numbers once exported from {DEFAULT_MODEL}")
    return max(float(np.abs(a - b).mean()) for a, b in zip(before, after, strict=True))


def _said(graph: OnnxGraph, tokenizer: "Tokenizer") -> list[Vectors]:
    """Return what each head says of each probe."""
    encoded = [tokenizer.encode(*probe) for probe in _PROBES]
    said = [graph.outputs(input_ids=e.ids, token_type_ids=e.type_ids) for e in encoded]
    return [logits for outputs in said for logits in outputs]
