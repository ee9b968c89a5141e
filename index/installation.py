"""Installation: what answers stand on besides the documents: the models, and what the cache holds."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.adapters.adapter import Adapter
from index.adapters.export import is_exported
from index.documents import file_sha256
from index.errors import ModelError, QuothError
from index.files.location import user_folder
from index.following.carrier import CARRIER
from index.model.bundled_model import DEFAULT_MODEL, bundled_model
from index.model.export_cache import cache_folder
from index.reading.reader import READER
from index.storage.manifest import FORMAT


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model that comes with Quoth.

    Args:
        name: What it is called.
        problem: Why it cannot be used; None where its files are the published ones.
        is_prepared: Whether it was exported for fast use before; None where that is not known.
    """

    name: str
    problem: QuothError | None
    is_prepared: bool | None = None


@dataclass(frozen=True, slots=True)
class CacheState:
    """A folder of the cache: what it is of, how many entries it has, and how many bytes.

    ``outdated`` are the entries that only other versions of Quoth can use.
    """

    kind: str
    folder: Path
    entries: int
    bytes: int
    outdated: int = 0


def models() -> Iterator[ModelState]:
    """Give the models that come with Quoth, each file of theirs held to its hash."""
    try:
        bundled_model()
        yield ModelState(DEFAULT_MODEL, None)
    except ModelError as error:
        yield ModelState(DEFAULT_MODEL, error)
    for adapter in (READER, CARRIER):
        yield ModelState(adapter.name, _problem(adapter), is_exported(adapter))


def _problem(adapter: Adapter) -> ModelError | None:
    found = file_sha256(adapter.weights)
    if found == adapter.sha256:
        return None
    what = "is missing" if not found else "is not the published one"
    return ModelError(f"{adapter.weights}: {what}; install Quoth anew")


def caches() -> Iterator[CacheState]:
    """Give the folders of the cache; none is changed."""
    models_folder, indexes = cache_folder(), user_folder("cache") / "indexes"
    yield CacheState("models", models_folder, *_size(models_folder))
    of_others = [each for each in _entries(indexes) if not each.startswith(f"{FORMAT}-")]
    yield CacheState("indexes", indexes, *_size(indexes), len(of_others))


def _entries(folder: Path) -> list[str]:
    try:
        return [each.name for each in folder.iterdir() if not each.name.startswith(".")]
    except OSError:
        return []


def _size(folder: Path) -> tuple[int, int]:
    """Return how many entries a folder has, and the bytes of all files below it."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(path, name)).st_size  # noqa: PTH118 - there are many
            except OSError:  # it was removed just now
                continue
    return len(_entries(folder)), total
