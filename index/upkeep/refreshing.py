"""Builds an index of sources, or refreshes one: only what changed is read and encoded again.

An index depends on its sources and settings alone, never on the order of its history.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexDamagedError, IndexForeignError, IndexStaleError, Remedy
from index.files.glob_patterns import UNFILTERED, Filters
from index.model.bundled_model import DEFAULT_MODEL
from index.model.encoding import Encoder
from index.progress import Progress, Say, ignore
from index.sources.scanning import Scan, scan
from index.storage.kept import Keeper, KeptIndex
from index.storage.manifest import Manifest
from index.upkeep.staleness import FileMatches, compare

if TYPE_CHECKING:
    from index.upkeep.cluster import Cluster  # what it stands on takes time to import


def refresh(  # noqa: PLR0913 - the front door to building
    store: Keeper,
    sources: Sequence[Path],
    load_encoder: Callable[[str], Encoder],
    *,
    manifest: Manifest | None = None,
    filters: Filters | None = None,
    model: str | None = None,
    frozen: bool = False,
    rebuild: bool = False,
    cluster: "Cluster | None" = None,
    progress: Progress | None = None,
    say: Say = ignore,
) -> KeptIndex:
    """Return the index of ``sources`` as they are now, building what is missing.

    Args:
        store: Where the index lives.
        sources: Files and folders.
        load_encoder: Returns the encoder of a model by name.
        manifest: That of the index, where it has been read already.
        filters: Which files to read from now on; by default what the index records.
        model: Build with this model; by default the index's own, or the default one.
        frozen: Refuse instead of building.
        rebuild: Replace an index that is damaged, or of another format or model by now.
        cluster: Makes what is new, where that is much.
        progress: Is told how far the build is.
        say: Is told, in one line, that the index is built or refreshed.

    Raises:
        QuothError: It cannot be built; IndexStaleError where it would be, and ``frozen``.
    """
    look = partial(_look, store, sources, filters, model, load_encoder if rebuild else None)
    old, found, matches = look(manifest)
    if old and matches.is_current:
        if rebuild:
            store.tidy()
        return old
    if frozen:
        raise _not_allowed(store, old)
    with store.writing(), cluster or nullcontext():
        if store.generation() != (old.manifest.generation if old else None):
            old, found, matches = look()  # another process has built it
            if old and matches.is_current:
                return old
        say(f"{'refreshing' if old else 'building'} the index of {', '.join(map(str, sources))}")
        encoder = load_encoder(model or (old.manifest.model.name if old else DEFAULT_MODEL))
        from index.upkeep.build import Build  # asking seldom needs it, and is not to wait for it

        return Build(store, found, old, matches, encoder, progress, cluster).commit()


def _look(
    store: Keeper,
    sources: Sequence[Path],
    filters: Filters | None,
    model: str | None,
    load_to_rebuild: Callable[[str], Encoder] | None,
    manifest: Manifest | None = None,
) -> tuple[KeptIndex | None, Scan, FileMatches]:
    """Return the index as it is, what its sources hold, and how the two compare."""
    index = _load(store, manifest, rebuild=load_to_rebuild is not None)
    found = scan(sources, filters or (index.manifest.filters if index else _recorded(store)))
    encoder = load_to_rebuild(index.manifest.model.name) if index and load_to_rebuild else None
    return index, found, _compared(index, found, model, encoder)


def _compared(
    index: KeptIndex | None, found: Scan, model: str | None, encoder: Encoder | None
) -> FileMatches:
    """Compare files with an index; with ``encoder``, today's form of its model, thoroughly."""
    if index is None:
        return FileMatches((None,) * len(found.files), is_current=False)
    matches = compare(index.manifest, found, model, thorough=encoder is not None)
    if encoder and encoder.identity != index.manifest.model:
        return replace(matches, is_current=False)
    return matches


def _not_allowed(store: Keeper, old: KeptIndex | None) -> IndexStaleError:
    state = "does not match its sources" if old else "does not exist"
    return IndexStaleError(f"{store.directory}: the index {state}", Remedy.BUILD)


def _load(store: Keeper, manifest: Manifest | None, *, rebuild: bool) -> KeptIndex | None:
    if not store.exists():
        return None
    try:
        return store.check(manifest) if rebuild else store.load(manifest)
    except (IndexDamagedError, IndexForeignError):
        if not rebuild:
            raise
        return None


def _recorded(store: Keeper) -> Filters:
    """Return the filters of an index that is not whole, where its manifest is."""
    try:
        return store.manifest().filters if store.exists() else UNFILTERED
    except (IndexDamagedError, IndexForeignError):
        return UNFILTERED
