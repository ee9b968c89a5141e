"""Encoders in the user's cache: each model is exported once, and checked whenever it is opened."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np

from index.errors import ExportError
from index.model.bundled_model import DEFAULT_MODEL, TOKENIZER_SHA256, WEIGHTS_SHA256
from index.model.export_cache import cache_folder, checksum, export, read_files, write_files
from index.model.models import Model, ModelIdentity, ModelSettings
from index.model.onnx_graph import OnnxGraph, quantize
from index.model.projection import PROBES, fit_projection
from index.vectors import Vectors

EXPORT = 1
"""Rises with every change of how models are exported."""

_GRAPH, _TOKENIZER, _PROJECTION = "graph.onnx", "tokenizer.json", "projection.npy"
_SAME = 0.9999
"""Least cosine between the model and its float graph; below it the export is wrong."""
_CLOSE = 0.96
"""Least cosine between the float graph and the int8 one; below it float is kept."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An exported model: its settings, and the files that run it.

    ``variant`` names the precision, the graph and how it is used: vectors of two variants never
    mix.
    """

    settings: ModelSettings
    variant: str
    graph: bytes
    tokenizer: bytes
    projection: Vectors


def exported(name: str, wanted: ModelIdentity | None, say: Callable[[str], None]) -> Exported:
    """Return the exported form of a model, exporting it where the cache does not hold it whole.

    Args:
        name: The model's name or path.
        wanted: The identity that is wanted, if it is known.
        say: Is told, in one line, when the cache cannot be written.

    Raises:
        ModelError: The model cannot be loaded or exported.
    """
    if wanted:
        cached = _find(wanted.weights_sha256, lambda found: found.variant == wanted.variant)
    elif name == DEFAULT_MODEL:
        cached = _find(
            WEIGHTS_SHA256, lambda found: found.settings.tokenizer_sha256 == TOKENIZER_SHA256
        )
    else:
        cached = None
    if cached is None:
        model = Model.load(name)
        cached = _read(_folder(model.settings)) or _export(model, say)
    return replace(cached, settings=replace(cached.settings, name=name))


def _find(weights_sha256: str, is_wanted: Callable[[Exported], bool]) -> Exported | None:
    """Return the cached model with these weights that is wanted; they may be used in two ways."""
    for folder in sorted(cache_folder().glob(f"{EXPORT}-{weights_sha256[:32]}-*")):
        found = _read(folder)
        if found and _folder(found.settings) == folder and is_wanted(found):
            return found
    return None


def _folder(settings: ModelSettings) -> Path:
    """Return the place of a model: the same weights pooled in another way are another model."""
    use = checksum(asdict(replace(settings, name="")))
    return cache_folder() / f"{EXPORT}-{settings.weights_sha256[:32]}-{use[:8]}"


def _export(model: Model, say: Callable[[str], None]) -> Exported:
    """Export a model into its place in the cache."""
    write = partial(_write, model)
    return export(model.settings.name, _folder(model.settings), write, _read, say)


def _write(model: Model, folder: Path) -> None:
    """Write all files of an exported model, ending with the one that names their hashes."""
    exact = folder / "float.onnx"
    model.export(exact)
    tokenizer = model.tokenizer()
    # As sentence-transformers cuts them; passages and queries are never longer.
    tokenizer.enable_truncation(model.settings.longest)
    graph = OnnxGraph(exact.read_bytes())
    encoded = [tokenizer.encode(probe).ids for probe in PROBES]
    tokens = [graph.run(ids) for ids in encoded]
    for probe, vectors in zip(PROBES, tokens, strict=True):
        if not _cosine(model.run(probe)[1], vectors) >= _SAME:  # also where it is NaN
            raise ExportError(f"model {model.settings.name!r} computes otherwise once exported")
    quantize(exact, folder / _GRAPH)
    smaller = OnnxGraph((folder / _GRAPH).read_bytes())
    precision = "int8"
    cosines = [_cosine(a, smaller.run(b)) for a, b in zip(tokens, encoded, strict=True)]
    if not all(cosine >= _CLOSE for cosine in cosines):
        exact.replace(folder / _GRAPH)
        precision, smaller = "float32", graph
    exact.unlink(missing_ok=True)
    projection = fit_projection(
        lambda text: smaller.run(tokenizer.encode(text).ids), tokenizer.get_vocab()
    )
    array = BytesIO()
    np.save(array, projection, allow_pickle=False)
    tokenizer.no_truncation()
    files = {
        _GRAPH: (folder / _GRAPH).read_bytes(),
        _TOKENIZER: tokenizer.to_str().encode(),
        _PROJECTION: array.getvalue(),
    }
    write_files(folder, files, asdict(model.settings), precision)


def _read(folder: Path) -> Exported | None:
    """Read an exported model; None where it is missing or any byte is not what was written."""
    found = read_files(folder, (_GRAPH, _TOKENIZER, _PROJECTION))
    if found is None:
        return None
    try:
        settings = ModelSettings(**found.settings)
        projection = np.load(BytesIO(found.files[_PROJECTION]), allow_pickle=False)
    except (ValueError, TypeError, EOFError):
        return None
    use = checksum([asdict(replace(settings, name="")), found.hashes[_GRAPH]])
    variant = f"{found.precision}-{use[:16]}"
    return Exported(settings, variant, found.files[_GRAPH], found.files[_TOKENIZER], projection)


def _cosine(left: Vectors, right: Vectors) -> float:
    """Return the cosine of two texts' mean token vectors; 0 where they have other tokens."""
    if left.shape != right.shape:
        return 0.0
    a, b = left.mean(axis=0), right.mean(axis=0)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
