"""FilePlace: where in its file a document is to be opened in another program."""

from dataclasses import dataclass
from pathlib import Path

from assistant.answering import CONTEXT
from assistant.citations.addresses import fragment, line_at
from assistant.citations.state import Quoted, find
from assistant.console.streams import reason
from index.errors import InputError
from index.files.json_lines import JsonLineError, numbered_lines, parse_object
from index.sources.conversion import is_converted


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A place in a file.

    ``line`` counts from 1 and is None where the file is no text; then ``fragment`` is what a URL of
    it says after ``#``, empty where its format knows no places.
    """

    path: Path
    line: int | None
    fragment: str = ""


def file_place(
    path: Path, own_id: str, text: str, span: tuple[int, int], page: int | None = None
) -> FilePlace:
    """Return where a place of a document stands, in its file as it is now.

    Args:
        path: The document's file; a ``.jsonl`` file is opened at the document's own line.
        own_id: The document's id within its file.
        text: The document as it was indexed; what has moved since is found again.
        span: Where the place starts and ends in ``text``.
        page: On which page it starts, where there are pages.

    Raises:
        InputError: The file cannot be read, or no longer holds the document.
    """
    try:
        if is_converted(path):  # the text is not the file's, nor are its lines
            path.stat()
            return FilePlace(path, None, fragment(path.name, text, span, page))
        data = path.read_bytes()
    except OSError as error:
        message = f"{path}: cannot be read ({reason(error)}); put it back, or leave and start again"
        raise InputError(f"{message} to answer from what is there") from None
    if path.suffix.lower() == ".jsonl":
        return FilePlace(path, _record_line(path, data, own_id))
    now = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return FilePlace(path, line_at(now, _offset_now(now, text, span[0])))


def _record_line(path: Path, data: bytes, own_id: str) -> int:
    for number, line in numbered_lines(data.split(b"\n")):
        try:
            if parse_object(line).get("_id") == own_id:
                return number
        except JsonLineError:
            continue
    raise InputError(
        f"{path}: no longer holds {own_id!r}; leave and start again to answer from what is there"
    )


def _offset_now(now: str, text: str, offset: int) -> int:
    """Return where a place is in a text that may have changed; where it was if it is gone."""
    end = offset + 2 * CONTEXT
    before, after = text[max(offset - CONTEXT, 0) : offset], text[end : end + CONTEXT]
    place = find(Quoted(0, "", offset, end, text[offset:end], before, after), {"": now}).place
    return place[0] if place else offset
