"""The index on disk: one directory, one generation at a time, every byte under a checksum.

A generation is written to a folder of its own; replacing the manifest, one file, makes it the
index. A reader sees the old generation or the new one, whole.
"""

import errno
import hashlib
import os
import re
import shutil
import sys
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from index.errors import (
    IndexDamagedError,
    IndexForeignError,
    IndexUnwritableError,
    QuothError,
    Remedy,
)
from index.files.arrays import HASHES, PLACES, LazyFile, Mapped, mapped, not_as_written
from index.files.disk import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    TOO_MANY_OPEN,
    FileRange,
    Kept,
    Parts,
    make_private_folder,
    put,
    remove,
    sync_folder,
    write_through,
)
from index.files.location import MANIFEST, user_folder
from index.storage.contents import FEW, FILES, LAZY, UNITWISE, Contents, is_lazy
from index.storage.kept import Opener
from index.storage.manifest import FORMAT, Manifest

_LOCK = "quoth-index.lock"
_WORKSHOP = ".building"
_GENERATION = re.compile(r"generation-[0-9a-f]{12}")
_WRITERS = 4
"""Files that are written at once: while one waits for the disk, others are copied."""


@dataclass(frozen=True, slots=True)
class Index:
    """What an index holds, the manifest that says what it is made of, and its bytes on disk."""

    manifest: Manifest
    contents: Contents
    data: Mapping[str, Mapped]
    """The bytes of each file, by name; those of lazy ones are not proven."""

    @property
    def size(self) -> int:
        """How many bytes its files have."""
        return sum(map(len, self.data.values()))

    def whole(self) -> "Index":
        """Return the index as a folder holds it, for a build to take from: itself."""
        return self


class Store(Opener[Index]):
    """An index directory.

    Args:
        directory: The directory.
        manifest: The name of the file that makes it one.
    """

    def __init__(self, directory: Path, manifest: str = MANIFEST) -> None:
        self.directory = directory
        self._manifest = manifest
        self._next_manifest = manifest + ".new"

    @property
    def workshop(self) -> Path:
        """The folder in which a build keeps what it has encoded until it becomes the index."""
        return self.directory / _WORKSHOP

    def exists(self) -> bool:
        """Whether the directory holds an index, whole or not."""
        return (self.directory / self._manifest).exists()

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes with everything that is put into the directory; None without one."""
        try:
            status = self.directory.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def manifest(self) -> Manifest:
        """Read the manifest.

        Raises:
            IndexDamagedError: It is missing or not what was written.
            IndexForeignError: It is of another format version.
        """
        return Manifest.read(self.directory, self._manifest)

    def load(self, manifest: Manifest | None = None) -> Index:
        """Read the index, each file checked against its hash before it is parsed.

        Args:
            manifest: Its manifest, where that has been read already.

        Raises:
            IndexDamagedError: A file is missing or not what was written.
            IndexForeignError: The format is another one.
        """
        manifest = manifest or self.manifest()
        while True:
            try:
                return _read_generation(self.directory, manifest)
            except IndexDamagedError:
                # Another process may have replaced the generation between the two reads.
                newer = self.manifest()
                if newer.generation == manifest.generation:
                    raise
                manifest = newer

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the directory for one build; others wait.

        Raises:
            IndexForeignError: The directory holds something that is not a Quoth index.
            IndexUnwritableError: It cannot be written to.
        """
        from filelock import FileLock

        self._claim()
        lock = FileLock(self.directory / _LOCK, mode=PRIVATE_FILE)
        try:
            lock.acquire()
        except OSError as error:
            raise unwritable(self.directory, error) from None
        try:
            yield
        finally:
            lock.release()

    def commit(self, files: Iterable[Mapping[str, Parts | Kept]], manifest: Manifest) -> Index:
        """Make ``files`` the index, and return it as anybody reads it; call it while ``writing``.

        They are written as they come, while the next ones are being made.

        Raises:
            IndexUnwritableError: The disk is full or the directory read-only; the old index
                still stands.
        """
        generation = f"generation-{uuid.uuid4().hex[:12]}"
        folder = self.directory / generation
        try:
            folder.mkdir(mode=PRIVATE_FOLDER)
            committed = manifest.committed(generation, _written(folder, files))
            sync_folder(folder)
            write_through(self.directory / self._next_manifest, [committed.to_bytes()])
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise unwritable(self.directory, error) from None
        except QuothError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._publish()
        self._sweep(generation)
        return _read_generation(self.directory, committed)

    def tidy(self) -> None:
        """Remove what killed builds left, where there is anything and it can be removed."""
        if self._litter(self.manifest().generation):
            with suppress(IndexUnwritableError), self.writing():
                self._sweep(self.manifest().generation)

    def _claim(self) -> None:
        try:
            if not self.directory.exists():
                make_private_folder(self.directory)
            names = {entry.name for entry in self.directory.iterdir()}
            ours = not names or _LOCK in names or MANIFEST in names
            if not ours:
                raise IndexForeignError(
                    f"{self.directory}: is neither empty nor a Quoth index, and is left as it is",
                    Remedy.NAME_OTHER_FOLDER,
                )
            if not os.access(self.directory, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            (self.directory / _LOCK).touch(mode=PRIVATE_FILE)
        except OSError as error:
            raise unwritable(self.directory, error) from None

    def _publish(self) -> None:
        """Replace the manifest: the one moment at which a build becomes the index."""
        manifest = self.directory / self._manifest
        try:
            if manifest.is_dir() and not manifest.is_symlink():
                manifest.rmdir()  # something made a folder of it, which no file can replace
            (self.directory / self._next_manifest).replace(manifest)
            sync_folder(self.directory)
        except OSError as error:
            raise unwritable(self.directory, error) from None

    def _sweep(self, generation: str) -> None:
        """Remove what earlier builds left, finished or killed."""
        for entry in self._litter(generation):
            remove(entry)

    def _litter(self, generation: str) -> list[Path]:
        return [
            entry
            for entry in self.directory.iterdir()
            if entry.name in {self._next_manifest, _WORKSHOP}
            or (_GENERATION.fullmatch(entry.name) and entry.name != generation)
        ]


def default_directory(sources: Sequence[Path]) -> Path:
    """Return the index directory that belongs to these sources, in the user's cache."""
    names = "\0".join(os.path.abspath(source) for source in sources)  # noqa: PTH100
    digest = hashlib.sha256(os.fsencode(names)).hexdigest()
    return user_folder("cache") / "indexes" / f"{FORMAT}-{digest[:16]}"


def unwritable(path: Path, error: OSError) -> IndexUnwritableError:
    """Return the error that a folder of an index cannot be written."""
    problem = f"{path}: the index cannot be written ({error.strerror or error})"
    remedy = None if error.errno in TOO_MANY_OPEN else Remedy.FREE_SPACE
    return IndexUnwritableError(problem, remedy)


def _read_generation(directory: Path, manifest: Manifest) -> Index:
    """Read what a manifest names: the files of one folder inside the index, and no others."""
    folder = directory / manifest.generation
    checksums = manifest.checksums
    names = checksums.keys() - {name + PLACES for name in UNITWISE}
    is_ours = _GENERATION.fullmatch(manifest.generation) and names == FILES - {*LAZY}
    if not is_ours or folder.is_symlink():
        raise not_as_written(folder)
    data = {name: _checked(folder / name, sha256) for name, sha256 in checksums.items()}
    lazy = {name: _lazy(folder / name, data) for name in LAZY}
    try:
        contents = Contents.from_files(data, lazy, manifest.model.dimension)
    except (LookupError, TypeError, ValueError) as error:
        problem = f"{directory}: is not whole ({error})"
        raise IndexDamagedError(problem, Remedy.BUILD_OF_SOURCES) from None
    for name, file in lazy.items():
        data |= {name: file.data, **{path.name: further for path, further in file.further}}
    return Index(manifest, contents, data)


def _lazy(path: Path, data: Mapping[str, Mapped]) -> LazyFile:
    """Return a file that is proven as it is read, and those behind it, given what is proven."""
    places = data.get(path.name + PLACES)
    count = int.from_bytes(places[:8], sys.byteorder) if places else 1
    paths = [path.with_name(f"{path.name}.{number}") for number in range(1, min(count, FEW))]
    further = [(each, mapped(each)) for each in paths]
    return LazyFile(path, mapped(path), data[path.name + HASHES], further, places)


def _written(folder: Path, files: Iterable[Mapping[str, Parts | Kept]]) -> dict[str, str]:
    """Write files, and return the checksums of those that are proven as a whole."""
    checksums: dict[str, str] = {}
    writers = ThreadPoolExecutor(_WRITERS)
    try:
        tasks: list[Future[None]] = []
        for some in files:
            tasks += [writers.submit(put, folder / name, made) for name, made in some.items()]
            whole = {name: made for name, made in some.items() if not isinstance(made, Kept)}
            checksums |= {name: _sha256(made) for name, made in whole.items() if not is_lazy(name)}
        for task in tasks:
            task.result()
    finally:
        writers.shutdown(cancel_futures=True)
    return checksums


def _sha256(parts: Parts) -> str:
    digest = hashlib.sha256()
    for part in parts:
        for data in part.pieces() if isinstance(part, FileRange) else [part]:
            digest.update(data)
    return digest.hexdigest()


def _checked(path: Path, sha256: str) -> Mapped:
    data = mapped(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise not_as_written(path)
    return data
