"""Snapshot: an index as it was when it was first looked at."""

from functools import cached_property

from index.errors import IndexDamagedError, IndexForeignError
from index.files.disk import bytes_below
from index.storage.description import Description
from index.storage.indexed_documents import IndexedDocuments
from index.storage.kept import Keeper, KeptContents, KeptIndex
from index.storage.manifest import Manifest


class Snapshot:
    """An index that is read as far as it is asked for: its manifest, its contents, each once.

    Whatever is asked of it raises IndexDamagedError where the index is missing or not what was
    written, and IndexForeignError where it is of another format.

    Args:
        store: Holds the index.
        index: What was read of it already.
    """

    def __init__(self, store: Keeper, index: KeptIndex | None = None) -> None:
        self._store = store
        self._index = index
        self.known_manifest = index.manifest if index else None
        """The manifest, where it has been read."""

    @property
    def manifest(self) -> Manifest:
        """What the index is made of."""
        if self.known_manifest is None:
            self.known_manifest = self._store.manifest()
        return self.known_manifest

    @property
    def index(self) -> KeptIndex:
        """All of it, of the generation that the manifest tells of, or the present one."""
        if self._index is None:
            self._index = self._store.load(self.manifest)
            self.known_manifest = self._index.manifest
        return self._index

    @property
    def contents(self) -> KeptContents:
        """What it holds."""
        return self.index.contents

    def with_proven_texts(self) -> KeptIndex | None:
        """Return the index once its documents are proven; None where it is not whole."""
        try:
            self.contents.passages.prove()
        except (IndexDamagedError, IndexForeignError):
            return None
        return self.index

    @cached_property
    def documents(self) -> IndexedDocuments:
        """Its documents by their ids."""
        return IndexedDocuments(self.contents.passages.documents, self.index.manifest.files)

    @cached_property
    def description(self) -> Description:
        """What it is made of, in numbers and names."""
        table = self.contents.passages
        counts = len(table.documents), len(table), self.index.size
        return Description.of(self.manifest, *counts, bytes_below(self._store.workshop))
