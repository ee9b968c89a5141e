"""SessionFile: a private file that only grows, by whole lines; and files that replace none."""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Self

from assistant.console.streams import reason
from index.errors import InputError
from index.files.disk import PRIVATE_FILE, make_private_folder, write_atomically

_WRITE = os.O_WRONLY | getattr(os, "O_BINARY", 0)  # Windows would write \n as \r\n


class SessionFile:
    """A file of lines that one chat adds to, readable by its owner alone.

    Args:
        path: The file, which is there.
        size: Its bytes as this chat left it; another size means that somebody else wrote to it.
        is_torn: Its last line has no end; what comes next begins a line of its own.
    """

    def __init__(self, path: Path, size: int = 0, *, is_torn: bool = False) -> None:
        self.path = path
        self._size = size
        self._is_torn = is_torn

    @classmethod
    def create(cls, folder: Path, name: str) -> Self:
        """Make a new empty file with this name, or with a number behind it where it is taken.

        Raises:
            OSError: The folder or the file cannot be made.
        """
        make_private_folder(folder)
        return cls(_new_file(folder, name, ".jsonl"))

    def is_as_left(self) -> bool:
        """Tell whether nobody else has written to the file, or removed it.

        Raises:
            OSError: It cannot be looked at.
        """
        try:
            return self.path.stat().st_size == self._size
        except FileNotFoundError:
            return False

    def append(self, lines: bytes) -> None:
        """Add whole lines, all or none.

        Raises:
            OSError: They cannot be written; the file is as it was.
        """
        data = b"\n" * self._is_torn + lines
        descriptor = os.open(self.path, _WRITE | os.O_APPEND)
        try:
            _write(descriptor, data)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, self._size)
            raise
        finally:
            os.close(descriptor)
        self._size += len(data)
        self._is_torn = False


def write_private(path: Path, data: bytes) -> None:
    """Write a whole file that its owner alone can read, in place of what is there.

    A folder that is missing is made; one that is there stays as it is.

    Raises:
        OSError: It cannot be written; what was there stays.
    """
    if not path.parent.is_dir():
        make_private_folder(path.parent)
    write_atomically(path, data, private=True)


def write_here(name: str, ending: str, data: bytes) -> Path:
    """Write a new file into the current directory, which its owner alone can read; return where.

    Args:
        name: That of the file; a number comes behind it where it is taken, so that nothing is replaced.
        ending: What the name ends with then, such as ``.md``.
        data: What the file holds.

    Raises:
        InputError: It cannot be written; nothing is left of it.
    """
    try:
        path = _new_file(Path.cwd(), name, ending)
        try:
            write_private(path, data)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(
            f"{name}{ending}: cannot be written into this directory ({reason(error)})"
        ) from None
    return path


def _new_file(folder: Path, name: str, ending: str) -> Path:
    for number in count(1):
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}{ending}"
        with suppress(FileExistsError):
            os.close(os.open(path, _WRITE | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
            break
    return path


def _write(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
