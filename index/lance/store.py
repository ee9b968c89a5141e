"""The index in a store: versions of tables, of which one manifest names those that are the index.

A build writes the next version of each table, which nobody looks at; replacing the manifest, one
row, makes them the index. A reader sees the old versions or the new ones, whole.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from index.errors import (
    IndexDamagedError,
    IndexForeignError,
    IndexUnwritableError,
    QuothError,
    Remedy,
)
from index.files.arrays import not_as_written
from index.files.disk import PRIVATE_FILE, Kept, Parts, make_private_folder, remove
from index.files.location import StoreUrl, user_folder
from index.lance.engine import Version, as_bytes, replace
from index.lance.finder import Finder
from index.lance.layout import StoreLayout
from index.lance.place import StoredContents
from index.lance.tables import MANIFEST, TABLES, VECTORS, Table, columns_of, row_hash, uri_of
from index.lance.trouble import MissingError, replaced
from index.lance.whole import folder_files
from index.lance.writing import write_tables
from index.storage.kept import Opener
from index.storage.manifest import Manifest
from index.storage.store import Index, Store

_LOCK = "quoth-store.lock"
"""The file by which a folder is known as ours, from before anything else is put there."""
_WORKSHOP = ".quoth-building"
_BATCHES = "batches"
_LAYOUT = "layout"
_VERSIONS = "_versions"
"""The folder of a table by which it is one."""


@dataclass(frozen=True)
class StoredIndex:
    """An index in a store, and the folder in which a build may lay it out."""

    manifest: Manifest
    layout: StoreLayout
    contents: StoredContents
    workshop: Path

    @property
    def size(self) -> int:
        """How many bytes its tables have."""
        return self.layout.size

    def whole(self) -> Index:
        """Return it as a folder holds it, for as long as the store is being written."""
        with _laying_out(self.workshop / "old") as store:
            return store.commit([folder_files(self.contents, self.workshop)], self.manifest)


class LanceStore(Opener[StoredIndex]):
    """A store, in a folder or in object storage."""

    def __init__(self, directory: StoreUrl) -> None:
        self.directory = directory
        self._root = str(directory.folder or directory)
        self._manifest_uri = uri_of(self._root, MANIFEST)

    def exists(self) -> bool:
        """Whether there is an index, whole or not.

        Raises:
            InputError: The store cannot be reached, or may not be read.
        """
        if self.directory.folder:
            return (Path(self._manifest_uri) / _VERSIONS).is_dir()
        return self.stamp() is not None

    def stamp(self) -> object:
        """Return the version of the manifest; None where there is none."""
        try:
            return Version(self._manifest_uri, columns_of(MANIFEST)).number
        except IndexDamagedError as error:
            return None if isinstance(error, MissingError) else str(error)

    def manifest(self) -> Manifest:
        """Read the manifest.

        Raises:
            IndexDamagedError: It is missing or not what was written.
            IndexForeignError: It is of another version.
        """
        return self._read()[0]

    def load(self, manifest: Manifest | None = None) -> StoredIndex:
        """Open the index that is there now; its rows are checked when they are used.

        Raises:
            IndexDamagedError, IndexForeignError: As ``manifest``.
        """
        del manifest  # it names no versions; those stand beside it
        manifest, layout = self._read()
        tables = {
            name: Table(
                name,
                manifest.generation,
                rows,
                partial(Version, uri_of(self._root, name), columns_of(name, layout.dimension), at),
                partial(self._meant, manifest.generation),
            )
            for name, (at, rows) in layout.tables.items()
        }
        contents = StoredContents(
            tables,
            dict(layout.parts),
            layout.dimension,
            layout.partitions,
            Finder(uri_of(self._root, VECTORS), layout.finder),
        )
        return StoredIndex(manifest, layout, contents, self._workshop)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for one build; others on the same disk wait.

        Those elsewhere build too, and whoever ends last is refused.

        Raises:
            IndexForeignError: The folder holds something that is not a store.
            IndexUnwritableError: It cannot be written to.
        """
        from filelock import FileLock

        folder = self._workshop.parent
        try:
            self._claim(folder)
            lock = FileLock(folder / _LOCK, mode=PRIVATE_FILE)
            lock.acquire()
        except OSError as error:
            raise _unwritable(self.directory, error) from None
        try:
            self._clear()
            yield
        finally:
            self._clear()
            lock.release()

    def commit(
        self, files: Iterable[Mapping[str, Parts | Kept]], manifest: Manifest
    ) -> StoredIndex:
        """Make ``files`` the index, and return it as anybody reads it; call it while ``writing``.

        Raises:
            IndexUnwritableError: The store is full or read-only, or another build was faster; the
                old index still stands.
        """
        before = self._written_before()
        old = self.generation()
        with _laying_out(self._workshop / "new") as store:
            built = store.commit(files, manifest)
        layout, versions = write_tables(self._root, built.manifest.generation, built.contents)
        data = layout.to_bytes()
        checksums = {_LAYOUT: hashlib.sha256(data).hexdigest()}
        committed = manifest.committed(built.manifest.generation, checksums)
        for version in versions.values():
            version.keep(committed.generation)
        row = (committed.to_bytes(), data)
        hashed = (row, row_hash(committed.generation, MANIFEST, 0, row))
        replace(self._manifest_uri, columns_of(MANIFEST), hashed, before)
        names = [name for name in (committed.generation, old) if name]
        shutil.rmtree(self._workshop, ignore_errors=True)
        with suppress(QuothError):  # the index is built; what is left over is removed the next time
            for version in versions.values():
                version.sweep(names, is_alone=self.directory.folder is not None)
            manifests = Version(self._manifest_uri, columns_of(MANIFEST))
            manifests.sweep([], is_alone=self.directory.folder is not None)
        return self.load()

    def tidy(self) -> None:
        """Remove what killed builds left, where there is anything and it can be removed."""
        if self._workshop.exists():
            with suppress(IndexUnwritableError), self.writing():
                shutil.rmtree(self._workshop, ignore_errors=True)

    @property
    def workshop(self) -> Path:
        """The folder in which a build keeps what it has encoded until it becomes the index."""
        return self._workshop / _BATCHES

    @cached_property
    def _workshop(self) -> Path:
        """The folder in which builds lay out an index before its tables are written."""
        if self.directory.folder:
            return self.directory.folder / _WORKSHOP
        name = hashlib.sha256(str(self.directory).encode()).hexdigest()[:16]
        return user_folder("cache") / "stores" / name / _WORKSHOP

    def _read(self) -> tuple[Manifest, StoreLayout]:
        """Return the manifest and the versions that it goes with."""
        uri = self._manifest_uri
        try:
            taken = Version(uri, columns_of(MANIFEST)).take([0])
        except MissingError:
            problem = f"{self.directory}: holds no index"
            raise MissingError(problem, Remedy.BUILD_OF_SOURCES) from None
        [(row, _)] = taken
        data, layout_data = map(as_bytes, row)
        manifest = Manifest.from_bytes(data, uri, self.directory)
        layout = StoreLayout.from_bytes(layout_data, uri)
        if manifest.checksums != {_LAYOUT: hashlib.sha256(layout_data).hexdigest()}:
            raise not_as_written(uri)
        return manifest, layout

    def _written_before(self) -> int | None:
        """Return the version of the manifest; a table of it that cannot be read is removed."""
        try:
            return Version(self._manifest_uri, columns_of(MANIFEST)).number
        except MissingError:
            return None
        except IndexDamagedError:
            if self.directory.folder:
                shutil.rmtree(self._manifest_uri, ignore_errors=True)
            return None

    def _meant(self, generation: str, error: QuothError) -> QuothError:
        """Return what an error while reading means, if another build has come meanwhile."""
        with suppress(QuothError):
            if self.generation() not in {generation, None}:
                return replaced(str(self.directory))
        return error

    def _claim(self, folder: Path) -> None:
        """Make the folder in which builds meet, where it is ours or there is none.

        Raises:
            IndexForeignError: It holds something else.
            OSError: It cannot be made.
        """
        if not folder.exists():
            make_private_folder(folder)
        if not self._is_ours(folder):
            raise IndexForeignError(
                f"{self.directory}: is neither empty nor a store, and is left as it is",
                Remedy.NAME_OTHER_FOLDER,
                in_store=True,
            )
        (folder / _LOCK).touch(mode=PRIVATE_FILE)
        if self.directory.folder:
            for name in TABLES:  # the engine would let everybody read them
                make_private_folder(folder / f"{name}.lance")

    def _is_ours(self, folder: Path) -> bool:
        """Whether a folder holds our lock, nothing at all, or else a manifest that we wrote.

        Other programs keep tables of such names, too, and people folders of any name.
        """
        if (folder / _LOCK).is_file() or not any(folder.iterdir()):
            return True
        return self.directory.folder is not None and self.generation() is not None

    def _clear(self) -> None:
        """Remove what builds laid out, but for what they encoded.

        Call it while the lock is held, which shows that it is ours.
        """
        with suppress(OSError):
            if self._workshop.is_symlink() or not self._workshop.is_dir():
                remove(self._workshop)  # no build made it
                return
            for entry in self._workshop.iterdir():
                if entry.name != _BATCHES:
                    remove(entry)
            self._workshop.rmdir()  # where nothing is left


def _unwritable(place: object, error: OSError) -> IndexUnwritableError:
    problem = f"{place}: the index cannot be written ({error.strerror or error})"
    return IndexUnwritableError(problem, Remedy.FREE_SPACE, in_store=True)


@contextmanager
def _laying_out(folder: Path) -> Iterator[Store]:
    """Give a folder of the workshop for an index; what cannot be written there cannot be stored.

    Raises:
        IndexUnwritableError: As it says.
    """
    try:
        make_private_folder(folder)
        yield Store(folder)
    except OSError as error:
        raise _unwritable(folder, error) from None
    except IndexUnwritableError as error:
        raise IndexUnwritableError(str(error), error.remedy, in_store=True) from None
