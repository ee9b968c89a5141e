"""Packed: the files of an archive as documents, within limits that hold for all of it together."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.readers.archive import MOST_BYTES
from index.readers.format import Format, Reading
from index.readers.packed.members import Member, members

if TYPE_CHECKING:
    from index.documents import Document

_MOST_MEMBERS = 20_000
"""Files in it, also of kinds that are not read."""
_MOST_FILES = 10_000
_MOST_UNPACKED = 512 * 2**20
"""Bytes of all files together that are read."""
_MOST_PASSED = 8 * 2**30
"""Bytes of all files together: those of a tar that are not read are unpacked to find the next one."""
_MOST_NAMED = 500
"""Files of no kind that is read; of the others their count is told."""
_MOST_SECONDS = 200
"""Less than a converter has, so that what was read until then is not lost."""
_DEEPEST = 2
"""An archive within an archive is read; one within that is not."""
_HIDDEN = (".", "~$", "__MACOSX")


@dataclass
class _Allowance:
    """What may yet be unpacked, of an archive and of those within it."""

    members: int = _MOST_MEMBERS
    passed: int = _MOST_PASSED
    files: int = _MOST_FILES
    size: int = _MOST_UNPACKED
    depth: int = 0
    until: float = field(default_factory=lambda: time.monotonic() + _MOST_SECONDS)


class _SpentError(SourceError):
    """Nothing more may be unpacked."""


_allowed: ContextVar[_Allowance | None] = ContextVar("allowed", default=None)


def read(data: bytes, name: str) -> Reading:
    """Read one archive; see ``Format``. A file that cannot be read costs itself, and is a problem."""
    documents: dict[str, Document] = {}
    problems: list[str] = []
    left_out: list[str] = []
    with _opening() as allowance:
        for member in _members(data, name, problems):
            try:
                _admit(member, allowance)
                inside = _inside(member.name)
                if any(part.startswith(_HIDDEN) for part in inside.split("/")):
                    continue
                reading = _read(member, f"{name}/{inside}", allowance)
            except _SpentError as error:
                problems.append(f"{member.name}: {error}; left out, with all that follow")
                break
            except SourceError as error:
                problems.append(f"{member.name}: {error}; left out")
                continue
            if reading is None:
                left_out.append(inside)
                continue
            left_out += (f"{inside}/{name}" for name in reading.left_out)
            for each in reading.documents:
                if each.id in documents:
                    problems.append(f"{member.name}: {each.id!r} is there already; left out")
                else:
                    documents[each.id] = replace(each, line=0)
            problems += (f"{member.name}: {problem}" for problem in reading.problems)
    if not documents:
        raise SourceError(problems[0] if problems else "holds nothing to read")
    if (unnamed := len(left_out) - _MOST_NAMED) > 0:
        problems.append(f"further files of no kind that is read, which are not named: {unnamed:,}")
    return Reading(tuple(documents.values()), tuple(problems), tuple(left_out[:_MOST_NAMED]))


@contextmanager
def _opening() -> Iterator[_Allowance]:
    """Give what an archive may unpack; one within another shares what that may."""
    allowance = _allowed.get() or _Allowance()
    if allowance.depth == _DEEPEST:
        raise SourceError("is an archive within an archive within an archive")
    token = _allowed.set(allowance)
    allowance.depth += 1
    try:
        yield allowance
    finally:
        allowance.depth -= 1
        _allowed.reset(token)


def _members(data: bytes, name: str, problems: list[str]) -> Iterator[Member]:
    """Give the files of an archive up to where it is damaged, which is a problem."""
    try:
        yield from members(data, name)
    except SourceError as error:
        problems.append(str(error))


def _admit(member: Member, allowance: _Allowance) -> None:
    """Count a file, of whichever kind.

    Raises:
        _SpentError: It is more than may be looked at.
    """
    allowance.members -= 1
    allowance.passed -= member.size
    if allowance.members < 0:
        raise _SpentError(f"is beyond the first {_MOST_MEMBERS:,} files")
    if allowance.passed < 0:
        raise _SpentError(f"is beyond the {_MOST_PASSED >> 30} GB that are looked through")
    if time.monotonic() > allowance.until:
        raise _SpentError(f"could not be read within {_MOST_SECONDS} seconds")


def _read(member: Member, name: str, allowance: _Allowance) -> Reading | None:
    """Return what a file of an archive holds; None where files of its kind are not read.

    Raises:
        _SpentError: It is more than may be unpacked.
        SourceError: It cannot be read.
    """
    from index.readers.formats import FORMATS, ending, read

    suffix = ending(name)
    if suffix not in FORMATS:
        return None
    allowance.files -= 1
    if allowance.files < 0:
        raise _SpentError(f"is beyond the first {_MOST_FILES:,} files that are read")
    if member.size > MOST_BYTES:
        raise SourceError(f"unpacks to more than {MOST_BYTES >> 20} MB, the most that is read")
    allowance.size -= member.size
    if allowance.size < 0:
        raise _SpentError(f"is beyond the {_MOST_UNPACKED >> 20} MB that an archive may unpack to")
    data = member.unpacked()
    try:
        return _placed(read(data, suffix, name), name, FORMATS[suffix])
    except SourceError:
        raise
    except Exception:  # noqa: BLE001 - what a library makes of damage costs this file alone
        raise SourceError("cannot be read; it is damaged or far too complex") from None


def _placed(reading: Reading, name: str, known: Format) -> Reading:
    """Return what a file holds, its documents below it where they have names of their own."""
    if not known.names_documents:
        return reading
    below = (replace(each, id=f"{name}/{each.id}") for each in reading.documents)
    return replace(reading, documents=tuple(below))


def _inside(name: str) -> str:
    """Return the path of a file below its archive.

    Raises:
        SourceError: It leads out of it, or nowhere.
    """
    parts = name.replace("\\", "/").split("/")
    is_absolute = not parts[0] or ":" in parts[0]
    below = [part for part in parts if part not in {"", "."}]
    if is_absolute or ".." in below or not below:
        raise SourceError("its name leads out of the archive")
    return "/".join(below)
