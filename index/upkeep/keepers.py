"""Keepers: what keeps an index, by where it is to be."""

from pathlib import Path

from index.files.location import StoreUrl
from index.storage.kept import Keeper
from index.storage.store import Store


def keeper_of(directory: Path | StoreUrl) -> Keeper:
    """Return what keeps the index of a folder, or of a store."""
    if isinstance(directory, Path):
        return Store(directory)
    from index.lance.store import LanceStore  # asking a folder is not to wait for it

    return LanceStore(directory)
