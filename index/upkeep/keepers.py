"""Keepers: what keeps an index, by where it is to be, and what helps to build it."""

from pathlib import Path
from typing import TYPE_CHECKING

from index.files.location import StoreUrl
from index.model.loading import Load
from index.storage.kept import Keeper
from index.storage.store import Store

if TYPE_CHECKING:
    from index.upkeep.cluster import Cluster


def keeper_of(directory: Path | StoreUrl) -> Keeper:
    """Return what keeps the index of a folder, or of a store."""
    if isinstance(directory, Path):
        return Store(directory)
    from index.lance.store import LanceStore  # asking a folder is not to wait for it

    return LanceStore(directory)


def cluster_at(address: str | None, load: Load) -> "Cluster | None":
    """Return the Ray cluster at an address, whose machines load a model by ``load``; None for None."""
    if address is None:
        return None
    from index.upkeep.cluster import Cluster  # nor is asking to wait for what this stands on

    return Cluster(address, load)
