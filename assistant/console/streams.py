"""The binary streams that commands read lines from and write records to."""

import os
import stat
import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO

from index.errors import InputError
from index.files.json_lines import dump

_NO_STDOUT = "stdout is closed; nothing can be printed"

DASH = Path("-")
"""Stands for stdin where a file is read, and for stdout where one is written."""


def open_input(path: Path) -> AbstractContextManager[BinaryIO]:
    """Open a file for reading; ``-`` is stdin.

    Raises:
        InputError: It is missing, a folder, or unreadable.
    """
    if path == DASH:
        return nullcontext(standard_input())
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({reason(error)})") from None


def standard_input() -> BinaryIO:
    """Return stdin as bytes.

    Raises:
        InputError: It is closed.
    """
    if sys.stdin is None:
        raise InputError("stdin is closed; name a file, or pipe something in")
    return sys.stdin.buffer


def standard_output() -> BinaryIO:
    """Return stdout as bytes.

    Raises:
        InputError: It is closed.
    """
    if sys.stdout is None:
        raise InputError(_NO_STDOUT)
    return sys.stdout.buffer


def write_text(text: str) -> None:
    """Write text that is safe to show to stdout.

    Raises:
        InputError: It is closed.
    """
    if sys.stdout is None:
        raise InputError(_NO_STDOUT)
    sys.stdout.write(text)


def write_record(stream: BinaryIO | FileIO, record: dict[str, Any]) -> None:
    """Write one record as one whole line, at once.

    Raises:
        InputError: It cannot be written, as on a full disk; a closed pipe stays an OSError.
    """
    write_whole(stream, dump(record).encode("ascii") + b"\n")


def write_whole(stream: BinaryIO | FileIO, data: bytes) -> None:
    """Write whole lines at once.

    Raises:
        InputError: They cannot be written, as on a full disk; a closed pipe stays an OSError.
    """
    left = memoryview(data)
    try:
        while left:
            left = left[stream.write(left) :]
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"the output cannot be written ({reason(error)}); the lines before stay"
        raise InputError(message) from None
    finally:
        if left and isinstance(stream, FileIO):
            _take_back(stream, len(data) - len(left))


def _take_back(stream: FileIO, written: int) -> None:
    """Cut the beginning of a line that could not be written whole off a file."""
    with suppress(OSError):
        stream.truncate(stream.tell() - written)


def status(stream: BinaryIO) -> os.stat_result | None:
    """Return what the system knows of a stream; None where it stands for no file."""
    try:
        return os.fstat(stream.fileno())
    except OSError:
        return None


def is_same_file(one: os.stat_result | None, other: os.stat_result | None) -> bool:
    """Tell whether both are the same regular file, by whatever name or link."""
    if one is None or other is None or not stat.S_ISREG(one.st_mode):
        return False
    return os.path.samestat(one, other)


def reason(error: Exception) -> str:
    """Return what the system says about a file, without the file's name."""
    return getattr(error, "strerror", None) or str(error)
