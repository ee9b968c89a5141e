"""Files as Quoth opens and makes them: regular ones alone, private, and written through."""

import errno
import os
import stat
from collections.abc import Sequence
from io import BufferedReader
from pathlib import Path

Parts = Sequence[bytes | memoryview]
"""What a file holds, one after the other."""

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600

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
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


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


def make_private_folder(folder: Path) -> None:
    """Make a folder that its owner alone can open, and the missing ones above it likewise.

    Raises:
        OSError: It cannot be made, or belongs to somebody else.
    """
    for missing in reversed([parent for parent in folder.parents if not parent.exists()]):
        missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)
