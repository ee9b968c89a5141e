"""Members: the files of an archive, one after the other, unpacked when they are asked for."""

import bz2
import io
import lzma
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from index.errors import SourceError
from index.readers.archive import MOST_BYTES

DAMAGED = "is damaged, or is no archive"
_FAULTS = (
    *(BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What libraries raise for what is damaged, encrypted, or packed as nothing else is."""
_GZIP = b"\x1f\x8b"
_WITH_HEADER = 31
"""What zlib calls the form of a .gz."""
_PADDING = re.compile(rb"\0*")
_STEP = 2**14
"""Bytes that are unpacked at a time; what stands behind them is copied."""


def _gunzipped(data: bytes, most: int) -> bytes:
    """Return what a .gz holds, of one or more parts; bytes behind the last are passed over."""
    parts: list[bytes] = []
    at, left = 0, most
    while at == 0 or data.startswith(_GZIP, at):
        part = zlib.decompressobj(_WITH_HEADER)
        while not part.eof:
            if at == len(data):
                raise EOFError
            step = data[at : at + _STEP]
            parts.append(part.decompress(step, left))
            at += len(step) - len(part.unused_data) - len(part.unconsumed_tail)
            left -= len(parts[-1])
            if left <= 0:
                return b"".join(parts)
        padding = _PADDING.match(data, at)
        at = padding.end() if padding else at
    return b"".join(parts)


def _read(opened: Callable[[BinaryIO], io.BufferedIOBase], data: bytes, most: int) -> bytes:
    with opened(io.BytesIO(data)) as file:
        return file.read(most)


_ALONE: Mapping[str, Callable[[bytes, int], bytes]] = {
    ".gz": _gunzipped,
    ".bz2": partial(_read, bz2.BZ2File),
    ".xz": partial(_read, lzma.LZMAFile),
}
"""What unpacks a file that is packed alone up to so many bytes, by the ending of its name."""
_ENCRYPTED = 1
_ZIP = b"PK"


class Member(NamedTuple):
    """A file of an archive: its name, its bytes when it is unpacked, and what gives them.

    ``unpacked`` raises SourceError where they are damaged.
    """

    name: str
    size: int
    unpacked: Callable[[], bytes]


def members(data: bytes, name: str) -> Iterator[Member]:
    """Give the files of an archive of a name; folders, links and devices are none.

    One file that is packed alone is called as the archive, without its ending.

    Raises:
        SourceError: It is damaged from here on.
    """
    path = PurePosixPath(name)
    is_tar = path.stem.lower().endswith(".tar")
    packed_alone = None if is_tar else _ALONE.get(path.suffix.lower())
    if packed_alone:
        return _alone(data, path.stem, packed_alone)
    return _of_zip(data) if data.startswith(_ZIP) else _of_tar(data)


def _alone(data: bytes, name: str, unpacked: Callable[[bytes, int], bytes]) -> Iterator[Member]:
    try:
        content = unpacked(data, MOST_BYTES + 1)
    except _FAULTS:
        raise SourceError(DAMAGED) from None
    yield Member(name, len(content), lambda: content)


def _of_zip(data: bytes) -> Iterator[Member]:
    try:
        archive = ZipFile(io.BytesIO(data))
    except _FAULTS:
        raise SourceError(DAMAGED) from None
    for each in archive.infolist():
        if not each.filename.endswith("/"):  # ``is_dir`` fails where there is no name
            yield Member(each.filename, each.file_size, _unzipped(archive, each))


def _unzipped(archive: ZipFile, member: ZipInfo) -> Callable[[], bytes]:
    def unpacked() -> bytes:
        if member.flag_bits & _ENCRYPTED:
            raise SourceError("is encrypted; pack it without a password")
        try:
            return archive.read(member)
        except _FAULTS:
            raise SourceError("is damaged in the archive") from None

    return unpacked


def _of_tar(data: bytes) -> Iterator[Member]:
    try:
        archive = tarfile.open(fileobj=io.BytesIO(data))  # noqa: SIM115 - of bytes in memory
        for each in archive:
            if each.isreg():
                yield Member(each.name, each.size, _untarred(archive, each))
    except _FAULTS:
        raise SourceError(DAMAGED) from None


def _untarred(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], bytes]:
    def unpacked() -> bytes:
        try:
            file = archive.extractfile(member)
            data = file.read() if file else b""
        except _FAULTS:
            raise SourceError("is damaged in the archive") from None
        if len(data) < member.size:
            raise SourceError("is cut off in the archive")
        return data

    return unpacked
