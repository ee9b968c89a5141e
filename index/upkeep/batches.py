"""Batches: what a build has encoded so far, kept until it becomes the index, also if it is interrupted."""

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.errors import QuothError
from index.files.disk import Kept, Parts, make_private_folder
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
_TOGETHER = 16
"""Batches of one size of which one is made: files of all of them are open at once."""
_NAME = re.compile(r"batch-\d{6}")


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
    def made(self) -> list[Index]:
        """Those that were added, in order, each as it is or in a larger one."""
        return [index for _, index in self._levels]

    def left(self, encoder: Encoder) -> list[Index]:
        """Return what an interrupted build left that this encoder would make again, each proven.

        What is damaged or of other settings is removed.
        """
        found: list[Index] = []
        if not self._folder.is_dir() or self._folder.is_symlink():
            return found
        for path in sorted(self._folder.iterdir()):
            index = _proven(path)
            if index and _is_of(index, encoder):
                found.append(index)
                self._paths[index.manifest.generation] = path
                self._next = int(path.name.rpartition("-")[2]) + 1
            else:
                _remove(path)
        return found

    def add(self, files: Iterable[Mapping[str, Parts | Kept]], manifest: Manifest) -> None:
        """Keep one more; of several of one size one is made, so that there are never many.

        Raises:
            IndexUnwritableError: The disk is full.
        """
        self._levels.append((0, self._written(files, manifest)))
        while (level := self._levels[-1][0]) == self._level_before():
            several = [index for _, index in self._levels[-_TOGETHER:]]
            self._levels[-_TOGETHER:] = [(level + 1, self._merged(several))]
            for index in several:
                _remove(self._paths.pop(index.manifest.generation))

    def _level_before(self) -> int:
        """Return the level of the first of the last few; -1 where there are not so many."""
        last = self._levels[-_TOGETHER:]
        return last[0][0] if len(last) == _TOGETHER else -1

    def _merged(self, several: Sequence[Index]) -> Index:
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
        return self._written(made, replace(several[0].manifest, files=stock.files))

    def _written(self, files: Iterable[Mapping[str, Parts | Kept]], manifest: Manifest) -> Index:
        path = self._folder / f"batch-{self._next:06}"
        self._next += 1
        try:
            _remove(path)
            make_private_folder(path)
        except OSError as error:
            raise unwritable(self._folder, error) from None
        index = Store(path, _RECORD).commit(files, manifest)
        self._paths[index.manifest.generation] = path
        return index


def _proven(path: Path) -> Index | None:
    """Return a batch; None where it is none that is whole."""
    if not _NAME.fullmatch(path.name) or path.is_symlink():
        return None
    with suppress(QuothError):
        return Store(path, _RECORD).check()
    return None


def _is_of(index: Index, encoder: Encoder) -> bool:
    manifest, projection = index.manifest, index.contents.projection
    is_same = (manifest.model, manifest.passages) == (encoder.identity, PassageSettings())
    return is_same and np.array_equal(projection, encoder.projection.astype(np.float32))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
