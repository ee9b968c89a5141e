"""Shelf: a folder of small documents and the library of it, by an encoder without a model."""

import re
from dataclasses import dataclass
from pathlib import Path

from index.files.location import StoreUrl
from index.library import Library
from index.storage.store import Index, Store


@dataclass
class Shelf:
    """Where tests write documents, and what is built of them."""

    folder: Path
    store: Store
    encoder: object

    @classmethod
    def below(cls, root: Path, encoder: object) -> "Shelf":
        return cls(root / "library", Store(root / "index"), encoder)

    def write(self, **texts: str) -> "Shelf":
        """Write documents, ``a="..."`` to ``a.txt``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return self

    def open(self, *sources: Path) -> Library:
        """Open the library of the folder, or of other sources, as it lies there."""
        load = lambda *_, **__: self.encoder  # noqa: E731
        return Library.open(sources or [self.folder], self.store.directory, load=load)

    def in_a_store(self) -> Library:
        """Open the library of the folder as it lies in a store beside the index."""
        load = lambda *_, **__: self.encoder  # noqa: E731
        where = StoreUrl.parse(f"lance://{self.store.directory.with_name('store')}")
        return Library.open([self.folder], where, load=load)

    def refresh(self, **options) -> Library:
        return self.open().refresh(**{"model": "fake", **options})

    def index(self, **options) -> Index:
        """Refresh, and return the index with all its parts."""
        return self.refresh(**options)._snapshot.index

    def files(self) -> list[Path]:
        """Return the manifest and the files of the present generation."""
        generation = self.store.directory / self.store.manifest().generation
        return sorted([*self.store.directory.glob("*.json"), *generation.iterdir()])

    def generation(self) -> dict[str, bytes]:
        """Return the bytes of each file of the present generation."""
        folder = self.store.directory / self.store.manifest().generation
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def names(self) -> set[str]:
        """Return what lies in the index directory, a generation under one name."""
        generation = re.compile("(?<=^generation)-.*")
        return {generation.sub("", path.name) for path in self.store.directory.iterdir()}
