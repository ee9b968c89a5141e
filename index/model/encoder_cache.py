"""Encoders in the user's cache: each model is exported once, and checked whenever it is opened."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ExportError, ModelError
from index.files.disk import PRIVATE_FILE, make_private_folder, read_regular, write_through
from index.files.location import user_folder
from index.model.bundled_model import DEFAULT_MODEL, TOKENIZER_SHA256, WEIGHTS_SHA256
from index.model.models import Model, ModelIdentity, ModelSettings
from index.model.onnx_graph import OnnxGraph, quantize
from index.model.projection import PROBES, fit_projection
from index.vectors import Vectors

EXPORT = 1
"""Rises with every change of how models are exported."""

_GRAPH, _TOKENIZER, _PROJECTION, _SETTINGS = (
    "graph.onnx", "tokenizer.json", "projection.npy", "settings.json",
)  # fmt: skip
_WORK = ".export-"
"""What the folders of exports that are not done begin with."""
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
        if found and _folder(found.settings) == folder and is_wanted(found):
            return found
    return None


def _root() -> Path:
    return user_folder("cache") / "encoders"


def _folder(settings: ModelSettings) -> Path:
    """Return the place of a model: the same weights pooled in another way are another model."""
    use = _checksum(asdict(replace(settings, name="")))
    return _root() / f"{EXPORT}-{settings.weights_sha256[:32]}-{use[:8]}"


def _export(model: Model, say: Callable[[str], None]) -> Exported:
    """Export a model into its place in the cache; one process does, others wait and take it.

    Where the cache cannot be written, the export is used once.
    """
    target = _folder(model.settings)
    try:
        with _locked(target.parent):
            return _read(target) or _export_in(target.parent, model, target)
    except _CacheError as error:
        say(f"{target.parent}: cannot be written ({error}); exporting the model anew")
        return _export_in(Path(tempfile.gettempdir()), model)


class _CacheError(Exception):
    """The cache cannot be written; the message says why."""


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the cache for one export, and put away what killed ones left.

    Raises:
        _CacheError: It cannot be written.
    """
    from filelock import FileLock

    lock = FileLock(root / "lock", mode=PRIVATE_FILE)
    try:
        make_private_folder(root)
        lock.acquire()
    except OSError as error:
        raise _CacheError(error.strerror or str(error)) from None
    try:
        for litter in root.glob(f"{_WORK}*"):
            shutil.rmtree(litter, ignore_errors=True)
        yield
    finally:
        lock.release()


def _export_in(root: Path, model: Model, target: Path | None = None) -> Exported:
    """Export a model in a folder of its own below ``root``; move it whole to ``target``."""
    work = Path(tempfile.mkdtemp(prefix=_WORK, dir=root))
    try:
        _write(model, work)
        result = _read(work)
        if result is None:
            raise ModelError(
                f"model {model.settings.name!r} could not be exported; is the disk full?"
            )
        if target:
            shutil.rmtree(target, ignore_errors=True)
            work.rename(target)
    except OSError as error:
        raise ModelError(
            f"{work}: the model cannot be exported ({error.strerror or error}); free some space"
        ) from None
    else:
        return result
    finally:
        shutil.rmtree(work, ignore_errors=True)


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
    hashes = {name: _sha256(data) for name, data in files.items()}
    record = {"settings": asdict(model.settings), "precision": precision, "hashes": hashes}
    settings = json.dumps({**record, "checksum": _checksum(record)}, indent=1).encode()
    for name, data in {**files, _SETTINGS: settings}.items():
        write_through(folder / name, [data])


def _read(folder: Path) -> Exported | None:
    """Read an exported model; None where it is missing or any byte is not what was written."""
    try:
        record: dict[str, Any] = json.loads(read_regular(folder / _SETTINGS))
        checksum = record.pop("checksum")
        hashes = record["hashes"]
        files = {name: read_regular(folder / name) for name in (_GRAPH, _TOKENIZER, _PROJECTION)}
        found = {name: _sha256(data) for name, data in files.items()}
        if checksum != _checksum(record) or hashes != found:
            return None
        settings = ModelSettings(**record["settings"])
        projection = np.load(BytesIO(files[_PROJECTION]), allow_pickle=False)
        use = _checksum([asdict(replace(settings, name="")), hashes[_GRAPH]])
        variant = f"{record['precision']}-{use[:16]}"
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, EOFError):
        return None
    return Exported(settings, variant, files[_GRAPH], files[_TOKENIZER], projection)


def _checksum(record: object) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _cosine(left: Vectors, right: Vectors) -> float:
    """Return the cosine of two texts' mean token vectors; 0 where they have other tokens."""
    if left.shape != right.shape:
        return 0.0
    a, b = left.mean(axis=0), right.mean(axis=0)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
