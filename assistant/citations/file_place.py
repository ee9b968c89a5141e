"""FilePlace: where in its file a document is to be opened in another program."""

from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from assistant.answering import CONTEXT
from assistant.citations.anchoring import Claim, anchor
from assistant.console.streams import reason
from index.errors import InputError
from index.readers.format import Place
from index.readers.formats import format_of


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A place in a file.

    ``line`` counts from 1 and is None where the file is no text; then ``fragment`` is what a URL of
    it says after ``#``, empty where its format knows no places.
    """

    path: Path
    line: int | None
    fragment: str = ""


def file_place(path: Path, own_id: str, place: Place) -> FilePlace:
    """Return where a place of a document stands, in its file as it is now.

    Args:
        path: The document's file.
        own_id: The document's id within its file.
        place: The place in the document as it was indexed; what has moved since is found again.

    Raises:
        InputError: The file cannot be read, or no longer holds the document.
    """
    known = format_of(str(path))
    try:
        if known.line is None:
            path.stat()
            address = known.address(path.name, place) or ""
            return FilePlace(path, None, address.partition("#")[2])
        now = path.stat()
        data = _bytes(path, now.st_mtime_ns, now.st_size, now.st_ino)
    except OSError as error:
        message = f"{path}: cannot be read ({reason(error)}); put it back, or leave and start again"
        raise InputError(f"{message} to answer from what is there") from None
    called = _called(path, own_id) if known.is_folder else own_id
    line = known.line(data, called, partial(_offset_now, place))
    if line is None:
        message = f"{path}: no longer holds {own_id!r}; leave and start again"
        raise InputError(f"{message} to answer from what is there")
    return FilePlace(path, line)


@lru_cache(maxsize=1)
def _bytes(path: Path, *_as_it_is: int) -> bytes:
    """Return the bytes of a file; of one after another of its places they are the same object."""
    return path.read_bytes()


def _called(path: Path, own_id: str) -> str:
    """Return what a document is called in its file, whose name below its source the id begins with."""
    parts = tuple(own_id.split("/"))
    for length in range(min(len(parts), len(path.parts)), 0, -1):
        if parts[:length] == path.parts[-length:]:
            return "/".join(parts[length:])
    return own_id


def _offset_now(place: Place, now: str) -> int:
    """Return where a place is in a text that may have changed; where it was if it is gone."""
    text, start = place.text, place.start
    end = start + 2 * CONTEXT
    before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    found = anchor(Claim(0, "", start, end, text[start:end], before, after), {"": now}).span
    return found[0] if found else start
