"""The shipped reader's export: its adapter merged into the model it was trained on, as ONNX."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.documents import file_sha256
from index.errors import ExportError, ModelError
from index.model.bundled_model import DEFAULT_MODEL, WEIGHTS_SHA256, bundled_model
from index.model.export_cache import cache_folder, export, read_files, write_files
from index.model.onnx_graph import OnnxGraph, quantize

NAME = "quoth-reader-1"
READER_SHA256 = "b3dc148785e3345b2157d485012748d822af0ac49ba8360a0be5e2db97406f19"
"""Of the adapter's weights; another file is not the reader whose figures are in its card."""

_WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"
_EXPORT = 1
"""Rises with every change of how readers are exported."""
_GRAPH, _TOKENIZER = "graph.onnx", "tokenizer.json"
_PROBES = (
    ("Who paid for the bridge?", "The bridge was paid for by the miller, who owned the meadow."),
    ("When does it open?", "Opening hours\nThe office is closed on Mondays and opens at 9:30."),
    ("How many votes were cast?", "Rain is expected in the north before Sunday evening."),
)
_CLOSE = 1.0
"""Most that a logit of a probe may move in int8; beyond it float is kept."""


@dataclass(frozen=True, slots=True)
class ExportedReader:
    """An exported reader: the name that answers depend on, and the files that run it."""

    name: str
    graph: bytes
    tokenizer: bytes


def exported(say: Callable[[str], None]) -> ExportedReader:
    """Return the exported form of the shipped reader, making it where the cache does not hold it.

    Raises:
        ModelError: Its weights, or those of the model they adapt, are not the published ones.
    """
    target = cache_folder() / f"reader-{_EXPORT}-{READER_SHA256[:32]}"
    return _read(target) or export(NAME, target, _write, _read, say)


def _read(folder: Path) -> ExportedReader | None:
    found = read_files(folder, (_GRAPH, _TOKENIZER))
    if found is None or found.settings != _settings():
        return None
    name = f"{NAME}-{found.precision}-{found.hashes[_GRAPH][:16]}"
    return ExportedReader(name, found.files[_GRAPH], found.files[_TOKENIZER])


def _settings() -> dict[str, str]:
    return {"reader_sha256": READER_SHA256, "weights_sha256": WEIGHTS_SHA256}


def _write(folder: Path) -> None:
    """Write all files of the exported reader."""
    from tokenizers import Tokenizer

    from index.reading.adapter import export_reader

    if file_sha256(_WEIGHTS) != READER_SHA256:
        raise ModelError(f"{_WEIGHTS}: is not the published file; reinstall Quoth")
    base = Path(bundled_model())
    exact, smaller = folder / "float.onnx", folder / _GRAPH
    export_reader(base, _WEIGHTS, exact)
    tokenizer = Tokenizer.from_file(str(base / _TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    quantize(exact, smaller)
    precision = "int8"
    if _moved(exact, smaller, tokenizer) > _CLOSE:
        exact.replace(smaller)
        precision = "float32"
    exact.unlink(missing_ok=True)
    files = {_GRAPH: smaller.read_bytes(), _TOKENIZER: tokenizer.to_str().encode()}
    write_files(folder, files, _settings(), precision)


def _moved(exact: Path, smaller: Path, tokenizer: object) -> float:
    """Return how far the logits of probes are moved by int8.

    Raises:
        ExportError: They are no numbers.
    """
    before, after = (_logits(OnnxGraph(path.read_bytes()), tokenizer) for path in (exact, smaller))
    if not np.isfinite(before).all():
        raise ExportError(f"{NAME}: computes no numbers once exported from {DEFAULT_MODEL}")
    return float(np.abs(before - after).max())


def _logits(graph: OnnxGraph, tokenizer: object) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    encoded = [tokenizer.encode(*probe) for probe in _PROBES]  # type: ignore[attr-defined]
    answers = [graph.outputs(input_ids=e.ids, token_type_ids=e.type_ids)[1] for e in encoded]
    return np.array(answers, np.float32)
