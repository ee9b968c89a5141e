"""Files as Quoth opens and makes them: regular ones alone, private, and written through."""

import errno
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader, BufferedWriter
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileRange:
    """The bytes ``[start, stop)`` of a file."""

    path: Path
    start: int
    stop: int

    def pieces(self) -> Iterator[bytes]:
        """Give them, some at a time.

        Raises:
            OSError: They cannot be read.
        """
        with open_regular(self.path, follow=False) as file:
            file.seek(self.start)
            for at in range(self.start, self.stop, _AT_A_TIME):
                yield file.read(min(_AT_A_TIME, self.stop - at))


Parts = Sequence[bytes | memoryview | FileRange]
"""What a file holds, one after the other."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that stays as it is, under another name as well; nobody writes to it again."""

    path: Path


_AT_A_TIME = 2**20
"""Bytes that are copied at once."""

TOO_MANY_OPEN = frozenset({errno.EMFILE, errno.ENFILE})
"""What the system says where a program, or all of them, have as many files open as it allows."""
PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
_MODES = {True: PRIVATE_FILE, False: 0o666}
"""Of a new file, by whether it is private; the user's mask takes from them."""

_READ = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)  # Windows would read \r\n as \n
    | getattr(os, "O_NONBLOCK", 0)  # opening a pipe would wait for its other end
)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def open_regular(path: Path, *, follow: bool = True) -> BufferedReader:
    """Open a regular file for reading; pipes and devices never end, or wait for ever.

    Args:
        path: The file.
        follow: Whether it may be a symbolic link.

    Raises:
        OSError: It cannot be opened, or is no regular file.
    """
    descriptor = os.open(path, _READ | (0 if follow else _NO_LINK))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return os.fdopen(descriptor, "rb")


def read_regular(path: Path, *, follow: bool = True) -> bytes:
    """Return the bytes of a regular file; see ``open_regular``.

    Raises:
        OSError: It cannot be read, or is no regular file.
    """
    with open_regular(path, follow=follow) as file:
        return file.read()


def write_through(path: Path, parts: Parts) -> None:
    """Write a file, one part after the other, that its owner alone can read, through to the disk.

    Raises:
        OSError: It cannot be written.
    """
    with os.fdopen(os.open(path, _WRITE | _NO_LINK, PRIVATE_FILE), "wb") as file:
        path.chmod(PRIVATE_FILE)  # also where it was there already
        for part in parts:
            if isinstance(part, FileRange):
                _copy(part, file)
            else:
                file.write(part)
        file.flush()
        os.fsync(file.fileno())


def put(path: Path, made: Parts | Kept) -> None:
    """Write a file through to the disk, or give one that stays as it is another name.

    Where the file system has one name for each file alone, it is copied.

    Raises:
        OSError: It cannot be.
    """
    if isinstance(made, Kept):
        try:
            path.hardlink_to(made.path)
        except OSError:
            put(path, [FileRange(made.path, 0, made.path.stat().st_size)])
    else:
        write_through(path, made)


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Put a whole new file in the place of what is there; who reads sees the old or the new one.

    Args:
        path: The file, which need not exist; its folder does.
        data: What it holds from now on.
        private: Whether its owner alone can read it; else it can be read as before.

    Raises:
        OSError: It cannot be written; what was there stays, and nothing else.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(beside, _WRITE | _NO_LINK, _MODES[private]), "wb") as file:
            if private:
                beside.chmod(PRIVATE_FILE)  # also where a killed one left it
            elif path.exists():
                shutil.copymode(path, beside)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _copy(part: FileRange, file: BufferedWriter) -> None:
    """Write a range of another file, within the system where it can do that.

    Raises:
        OSError: The other file cannot be read or has become shorter, or this one not be written.
    """
    file.flush()
    left = part.stop - part.start
    with open_regular(part.path, follow=False) as source:
        os.lseek(source.fileno(), part.start, os.SEEK_SET)
        with suppress(AttributeError, OSError):  # only Linux can, and not with all file systems
            while left and (copied := os.copy_file_range(source.fileno(), file.fileno(), left)):
                left -= copied
        while left:
            data = os.read(source.fileno(), min(left, _AT_A_TIME))
            if not data:
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(part.path))
            file.write(data)
            left -= len(data)


def sync_folder(folder: Path) -> None:
    """Write what a folder lists through to the disk.

    Raises:
        OSError: It cannot be.
    """
    if os.name == "nt":  # Windows cannot open folders, and needs no sync of them
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all that is in it; of a link never what it leads to.

    What of a folder cannot be removed stays.

    Raises:
        OSError: A file or a link cannot be removed.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def bytes_below(folder: Path) -> int:
    """Return how many bytes the files below a folder have; none of a link, or of what goes meanwhile."""
    size = 0
    for root, _, names in os.walk(folder) if not folder.is_symlink() else ():
        for name in names:
            with suppress(OSError):
                size += (Path(root) / name).lstat().st_size
    return size


def make_private_folder(folder: Path) -> None:
    """Make a folder that its owner alone can open, and the missing ones above it likewise.

    Raises:
        OSError: It cannot be made, or belongs to somebody else.
    """
    for missing in reversed([parent for parent in folder.parents if not parent.exists()]):
        missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)
