"""Small indexes, built without a model."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.storage.store import Index, Store
from index.upkeep.refreshing import refresh


@dataclass
class Library:
    """A folder of documents and the index that is built of it with a fake encoder."""

    folder: Path
    store: Store
    encoder: object

    def write(self, **texts: str) -> "Library":
        """Write documents, ``a="..."`` to ``a.txt``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return self

    def refresh(self, **options: bool) -> Index:
        return refresh(
            self.store, [self.folder], lambda _: self.encoder, **{"model": "fake", **options}
        )

    def generation(self) -> dict[str, bytes]:
        """Return the bytes of each file of the present generation."""
        folder = self.store.directory / self.store.manifest().generation
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def names(self) -> set[str]:
        """Return what lies in the index directory, a generation under one name."""
        generation = re.compile("(?<=^generation)-.*")
        return {generation.sub("", path.name) for path in self.store.directory.iterdir()}


@pytest.fixture
def library(tmp_path, fake_encoder):
    """An empty library; ``write`` documents and ``refresh``."""
    return Library(tmp_path / "library", Store(tmp_path / "index"), fake_encoder)


@pytest.fixture
def new_library(new_fake_encoder):
    """Where a test needs several: a library in a folder of its own."""

    def make(root: Path) -> Library:
        return Library(root / "library", Store(root / "index"), new_fake_encoder())

    return make
