"""Encoders in the user's cache: each model is exported once, and checked whenever it is opened."""

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.dense import Vectors
from index.errors import ExportError, ModelError
from index.location import user_folder
from index.models import (
    DEFAULT_MODEL,
    TOKENIZER_SHA256,
    WEIGHTS_SHA256,
    Model,
    ModelIdentity,
    ModelSettings,
)
from index.onnx_graph import OnnxGraph, quantize
from index.projection import PROBES, fit_projection

EXPORT = 1
"""Rises with every change of how models are exported."""

_GRAPH, _TOKENIZER, _PROJECTION, _SETTINGS = (
    "graph.onnx", "tokenizer.json", "projection.npy", "settings.json",
)  # fmt: skip
_ABANDONED = 3600.0
"""Seconds after which an export that is not done was killed."""
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
    for folder in sorted(_root().glob(f"{EXPORT}-{weights_sha256[:32]}-*")):
        found = _read(folder)
        if found and is_wanted(found):
            return found
    return None


def _root() -> Path:
    return user_folder("cache") / "encoders"


def _folder(settings: ModelSettings) -> Path:
    """Return the place of a model: the same weights pooled in another way are another model."""
    use = _checksum(asdict(replace(settings, name="")))
    return _root() / f"{EXPORT}-{settings.weights_sha256[:32]}-{use[:8]}"


def _export(model: Model, say: Callable[[str], None]) -> Exported:
    """Export a model beside its place in the cache and move it there whole.

    Of two processes that export at once the later one finds the place taken, by the same files.
    """
    target = _folder(model.settings)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".export-", dir=target.parent))
    except OSError as error:
        say(f"{target.parent}: cannot be written ({error.strerror}); exporting the model anew")
        work = Path(tempfile.mkdtemp(prefix="quoth-export-"))
    try:
        _write(model, work)
        result = _read(work)
        if result is None:
            raise ModelError(
                f"model {model.settings.name!r} could not be exported; is the disk full?"
            )
        if work.parent == target.parent:
            _move(work, target)
    except OSError as error:
        raise ModelError(f"{work}: the model cannot be exported ({error.strerror})") from None
    else:
        return result
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _move(work: Path, target: Path) -> None:
    """Put a whole export in its place, and away what killed exports left."""
    from filelock import FileLock

    with FileLock(target.parent / "lock"):
        if _read(target) is None:
            shutil.rmtree(target, ignore_errors=True)
            work.rename(target)
        for litter in target.parent.glob(".export-*"):
            if time.time() - litter.stat().st_mtime > _ABANDONED:
                shutil.rmtree(litter, ignore_errors=True)


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
    np.save(folder / _PROJECTION, projection, allow_pickle=False)
    tokenizer.no_truncation()
    (folder / _TOKENIZER).write_text(tokenizer.to_str(), encoding="utf-8")
    hashes = {name: _sha256(folder / name) for name in (_GRAPH, _TOKENIZER, _PROJECTION)}
    record = {"settings": asdict(model.settings), "precision": precision, "hashes": hashes}
    data = json.dumps({**record, "checksum": _checksum(record)}, indent=1)
    (folder / _SETTINGS).write_text(data, encoding="utf-8")


def _read(folder: Path) -> Exported | None:
    """Read an exported model; None where it is missing or any byte is not what was written."""
    try:
        record: dict[str, Any] = json.loads((folder / _SETTINGS).read_bytes())
        checksum = record.pop("checksum")
        if checksum != _checksum(record):
            return None
        hashes = record["hashes"]
        files = {name: (folder / name).read_bytes() for name in hashes}
        settings = ModelSettings(**record["settings"])
        precision = record["precision"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if any(hashlib.sha256(data).hexdigest() != hashes[name] for name, data in files.items()):
        return None
    projection = np.load(folder / _PROJECTION, allow_pickle=False)
    variant = f"{precision}-{_checksum([asdict(replace(settings, name='')), hashes[_GRAPH]])[:16]}"
    return Exported(settings, variant, files[_GRAPH], files[_TOKENIZER], projection)


def _checksum(record: object) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _cosine(left: Vectors, right: Vectors) -> float:
    """Return the cosine of two texts' mean token vectors; 0 where they have other tokens."""
    if left.shape != right.shape:
        return 0.0
    a, b = left.mean(axis=0), right.mean(axis=0)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
