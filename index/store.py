"""The index on disk: one directory, one generation at a time, every byte under a checksum.

A generation is written to a folder of its own; replacing the manifest, one file, makes it the
index. A reader sees the old generation or the new one, whole.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.blocks import BlockFile, Mapped, mapped
from index.contents import BLOCKWISE, HASHES, Contents
from index.errors import IndexDamagedError, IndexForeignError, InputError
from index.manifest import MANIFEST, REBUILD, Manifest

_LOCK = "quoth-index.lock"
_NEXT_MANIFEST = MANIFEST + ".new"
_GENERATION = "generation-"


@dataclass(frozen=True, slots=True)
class Index:
    """What an index holds, and the manifest that says what it is made of."""

    manifest: Manifest
    contents: Contents


class Store:
    """An index directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def exists(self) -> bool:
        """Whether the directory holds an index, whole or not."""
        return (self.directory / MANIFEST).exists()

    def manifest(self) -> Manifest:
        """Read the manifest.

        Raises:
            IndexDamagedError: It is missing or not what was written.
            IndexForeignError: It is of another format version.
        """
        return Manifest.read(self.directory)

    def load(self) -> Index:
        """Read the index, each file checked against its hash before it is parsed.

        Raises:
            IndexDamagedError: A file is missing or not what was written.
            IndexForeignError: The format is another one.
        """
        manifest = self.manifest()
        while True:
            try:
                return Index(manifest, _read_generation(self.directory, manifest))
            except IndexDamagedError:
                # A builder may have replaced the generation between the two reads.
                newer = self.manifest()
                if newer.generation == manifest.generation:
                    raise
                manifest = newer

    def size(self, manifest: Manifest) -> int:
        """Return how many bytes a generation takes on disk."""
        folder = self.directory / manifest.generation
        return sum((folder / name).stat().st_size for name in manifest.checksums or {})

    def check(self) -> Index:
        """Read the index as ``load`` does, and every byte of what that reads only when needed.

        Raises:
            IndexDamagedError, IndexForeignError: As ``load``.
        """
        index = self.load()
        folder = self.directory / index.manifest.generation
        for name in BLOCKWISE:
            _checked(folder / name, (index.manifest.checksums or {}).get(name, ""))
        return index

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the directory for one builder; others wait.

        Raises:
            IndexForeignError: The directory holds something that is not a Quoth index.
            InputError: It cannot be written to.
        """
        from filelock import FileLock

        self._claim()
        try:
            with FileLock(self.directory / _LOCK):
                yield
        except PermissionError as error:
            raise _unwritable(self.directory, error) from None

    def commit(self, contents: Contents, manifest: Manifest) -> Index:
        """Make ``contents`` the index; call it while ``writing``.

        Raises:
            InputError: The disk is full or the directory read-only; the old index still stands.
        """
        generation = _GENERATION + uuid.uuid4().hex[:12]
        folder = self.directory / generation
        try:
            folder.mkdir()
            checksums = {
                name: _write(folder / name, data) for name, data in contents.to_files().items()
            }
            _sync_folder(folder)
            committed = manifest.committed(generation, checksums)
            self._prepare_manifest(committed)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise _unwritable(self.directory, error) from None
        self._publish_manifest()
        self._sweep(generation)
        return Index(committed, contents)

    def _claim(self) -> None:
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            names = {entry.name for entry in self.directory.iterdir()}
            ours = not names or _LOCK in names or MANIFEST in names
            if not ours:
                raise IndexForeignError(
                    f"{self.directory}: is neither empty nor a Quoth index, and is left as it is; "
                    "name another folder with --index"
                )
            (self.directory / _LOCK).touch()
        except OSError as error:
            raise _unwritable(self.directory, error) from None

    def _prepare_manifest(self, manifest: Manifest) -> None:
        _write(self.directory / _NEXT_MANIFEST, manifest.to_bytes())

    def _publish_manifest(self) -> None:
        """Replace the manifest: the one moment at which a build becomes the index."""
        try:
            (self.directory / _NEXT_MANIFEST).replace(self.directory / MANIFEST)
            _sync_folder(self.directory)
        except OSError as error:
            raise _unwritable(self.directory, error) from None

    def _sweep(self, generation: str) -> None:
        """Remove what earlier builds left, finished or killed."""
        for entry in self.directory.iterdir():
            if entry.name.startswith(_GENERATION) and entry.name != generation:
                shutil.rmtree(entry, ignore_errors=True)


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(
        f"{path}: the index cannot be written ({error.strerror or error}); "
        "free some space or name another folder with --index"
    )


def _write(path: Path, data: bytes) -> str:
    """Write a file through to the disk; return its SHA-256."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return hashlib.sha256(data).hexdigest()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open folders, and needs no sync of them
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_generation(directory: Path, manifest: Manifest) -> Contents:
    folder = directory / manifest.generation
    checksums = manifest.checksums or {}
    files = {
        name: _checked(folder / name, sha256)
        for name, sha256 in checksums.items()
        if name not in BLOCKWISE
    }
    try:
        large = {
            name: BlockFile(folder / name, files[name + HASHES], REBUILD) for name in BLOCKWISE
        }
        return Contents.from_files(files, large, manifest.model.dimension)
    except (KeyError, ValueError) as error:
        raise IndexDamagedError(f"{directory}: is not whole ({error}); {REBUILD}") from None


def _checked(path: Path, sha256: str) -> Mapped:
    data = mapped(path, REBUILD)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise IndexDamagedError(f"{path}: is not what was written; {REBUILD}")
    return data
