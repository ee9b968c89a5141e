"""Exports in the user's cache: a model is made fit for asking once, and proven whenever it is read."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from index.errors import ModelError
from index.files.disk import PRIVATE_FILE, make_private_folder, read_regular, write_through
from index.files.location import user_folder

_SETTINGS = "settings.json"
_WORK = ".export-"
"""What the folders of exports that are not done begin with."""

Exported = TypeVar("Exported")


@dataclass(frozen=True, slots=True)
class ExportedFiles:
    """The files of one export by name, and how they are used; every byte is what was written."""

    settings: dict[str, Any]
    precision: str
    files: Mapping[str, bytes]
    hashes: Mapping[str, str]
    """The SHA-256 of each file, in hexadecimal."""


def cache_folder() -> Path:
    """Return the folder of all exports; it need not exist."""
    return user_folder("cache") / "encoders"


def write_files(
    folder: Path, files: Mapping[str, bytes], settings: Mapping[str, Any], precision: str
) -> None:
    """Write the files of an export, ending with the one that names their hashes.

    Raises:
        OSError: They cannot be written.
    """
    hashes = {name: _sha256(data) for name, data in files.items()}
    record = {"settings": settings, "precision": precision, "hashes": hashes}
    index = json.dumps({**record, "checksum": checksum(record)}, indent=1).encode()
    for name, data in {**files, _SETTINGS: index}.items():
        write_through(folder / name, [data])


def read_files(folder: Path, names: tuple[str, ...]) -> ExportedFiles | None:
    """Read an export; None where it is missing or any byte is not what was written."""
    try:
        record: dict[str, Any] = json.loads(read_regular(folder / _SETTINGS))
        stated = record.pop("checksum")
        files = {name: read_regular(folder / name) for name in names}
        hashes = {name: _sha256(data) for name, data in files.items()}
        if stated != checksum(record) or record["hashes"] != hashes:
            return None
        return ExportedFiles(record["settings"], record["precision"], files, hashes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def export(
    name: str,
    target: Path,
    write: Callable[[Path], None],
    read: Callable[[Path], Exported | None],
    say: Callable[[str], None],
) -> Exported:
    """Make an export and put it into its place; one process does, others wait and take it.

    Args:
        name: The model's, for errors.
        target: The folder that will hold it; what is not whole there is replaced.
        write: Writes it into a folder, ending with ``write_files``.
        read: Reads it from a folder; None where it is not whole.
        say: Is told, in one line, when the cache cannot be written; the export is used once then.

    Raises:
        ModelError: It cannot be made.
    """
    try:
        with _locked(target.parent):
            return read(target) or _made_in(target.parent, name, write, read, target)
    except _CacheError as error:
        say(f"{target.parent}: cannot be written ({error}); exporting the model anew")
        return _made_in(Path(tempfile.gettempdir()), name, write, read)


class _CacheError(Exception):
    """The cache cannot be written; the message says why."""


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the cache for one export, and put away what killed ones left.

    Raises:
        _CacheError: It cannot be written.
    """
    from filelock import FileLock

    lock = FileLock(root / "lock", mode=PRIVATE_FILE)
    try:
        make_private_folder(root)
        lock.acquire()
    except OSError as error:
        raise _CacheError(error.strerror or str(error)) from None
    try:
        for litter in root.glob(f"{_WORK}*"):
            shutil.rmtree(litter, ignore_errors=True)
        yield
    finally:
        lock.release()


def _made_in(
    root: Path,
    name: str,
    write: Callable[[Path], None],
    read: Callable[[Path], Exported | None],
    target: Path | None = None,
) -> Exported:
    """Make an export in a folder of its own below ``root``; move it whole to ``target``."""
    work = Path(tempfile.mkdtemp(prefix=_WORK, dir=root))
    try:
        write(work)
        result = read(work)
        if result is None:
            raise ModelError(f"model {name!r} could not be exported; is the disk full?")
        if target:
            shutil.rmtree(target, ignore_errors=True)
            work.rename(target)
    except OSError as error:
        raise ModelError(
            f"{work}: the model cannot be exported ({error.strerror or error}); free some space"
        ) from None
    else:
        return result
    finally:
        shutil.rmtree(work, ignore_errors=True)


def checksum(record: object) -> str:
    """Return the SHA-256 of a record as JSON with its keys in order, in hexadecimal."""
    return _sha256(json.dumps(record, sort_keys=True).encode())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
