"""Batches: what a build has encoded so far, kept until it becomes the index, also if it is interrupted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.errors import IndexDamagedError, IndexForeignError
from index.files.disk import Kept, Parts, make_private_folder, remove
from index.model.encoding import Encoder
from index.storage.generation import (
    NewVectors,
    Placing,
    passage_files,
    term_files,
    vector_files,
)
from index.storage.layout import KeptDocument, Layout
from index.storage.manifest import Manifest, PassageSettings
from index.storage.stock import Stock
from index.storage.store import Index, Store, unwritable

_RECORD = "quoth-batch.json"
"""The manifest of a batch, by another name than that of an index: nobody is to ask one."""
_TOGETHER = 8
"""Batches of one size of which one is made: files of all of them are open at once."""
_NAME = re.compile(r"batch-(\d{6})\.(\d)")
"""Of a batch: its number, and how often those that it is made of were put together."""


class Batches:
    """Small indexes in a folder, each of some files of the sources; call it while the index is held.

    Args:
        folder: The folder, which need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._next = 0
        self._paths: dict[str, Path] = {}
        self._levels: list[tuple[int, Index]] = []

    @property
    def kept(self) -> list[Index]:
        """What is kept, in order, each as it was added or in a larger one."""
        return [index for _, index in self._levels]

    def take_over(self, encoder: Encoder) -> None:
        """Keep what an interrupted build left that this encoder would make again, each proven.

        What is damaged or of other settings is removed, and what is no folder of batches.

        Raises:
            IndexUnwritableError: The folder cannot be written.
            OpenFilesError: Too many files are open to tell what is damaged.
        """
        try:
            if self._folder.is_symlink() or not self._folder.is_dir():
                remove(self._folder)
                return
            named = [(_NAME.fullmatch(path.name), path) for path in sorted(self._folder.iterdir())]
            self._next = max((int(name[1]) + 1 for name, _ in named if name), default=0)
            for name, path in named:
                index = _proven(path) if name else None
                if name and index and _is_of(index, encoder):
                    self._paths[index.manifest.generation] = path
                    self._keep(int(name[2]), index)
                else:
                    remove(path)
        except OSError as error:
            raise unwritable(self._folder, error) from None

    def add(self, files: Iterable[Mapping[str, Parts | Kept]], manifest: Manifest) -> None:
        """Keep one more; of several of one size one is made, so that there are never many.

        Raises:
            IndexUnwritableError: The disk is full.
        """
        self._keep(0, self._written(files, manifest, 0))

    def _keep(self, level: int, index: Index) -> None:
        self._levels.append((level, index))
        while len(last := self._levels[-_TOGETHER:]) == _TOGETHER and last[0][0] <= last[-1][0]:
            several, higher = [index for _, index in last], last[-1][0] + 1
            self._levels[-_TOGETHER:] = [(higher, self._merged(several, higher))]
            for each in several:
                remove(self._paths.pop(each.manifest.generation))

    def _merged(self, several: Sequence[Index], level: int) -> Index:
        """Return a batch that holds all of several, in order."""
        stock = Stock.of(several)
        if stock is None:
            raise ValueError("nothing to merge")
        documents = stock.passages.documents
        layout = Layout(stock.passages, [KeptDocument(n, str) for n in range(len(documents))])
        placing = Placing(documents.ids, documents.places[:, 0].tolist(), documents.shared)
        projection = several[0].contents.projection
        made = (
            vector_files(stock, layout.origins, NewVectors(), projection),
            passage_files(stock, layout, placing),
            term_files(stock, layout),
        )
        return self._written(made, replace(several[0].manifest, files=stock.files), level)

    def _written(
        self, files: Iterable[Mapping[str, Parts | Kept]], manifest: Manifest, level: int
    ) -> Index:
        path = self._folder / f"batch-{self._next:06}.{level}"
        self._next += 1
        try:
            remove(path)
            make_private_folder(path)
        except OSError as error:
            raise unwritable(self._folder, error) from None
        index = Store(path, _RECORD).commit(files, manifest)
        self._paths[index.manifest.generation] = path
        return index


def _proven(path: Path) -> Index | None:
    """Return a batch; None where it is none that is whole."""
    if path.is_symlink():
        return None
    with suppress(IndexDamagedError, IndexForeignError):
        return Store(path, _RECORD).check()
    return None


def _is_of(index: Index, encoder: Encoder) -> bool:
    manifest, projection = index.manifest, index.contents.projection
    is_same = (manifest.model, manifest.passages) == (encoder.identity, PassageSettings())
    return is_same and np.array_equal(projection, encoder.projection.astype(np.float32))
