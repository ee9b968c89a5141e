"""Lines: how places are named in files whose text is their content."""

from index.errors import SourceError
from index.readers.charsets import decode
from index.readers.format import Find, Place


def line_address(name: str, place: Place) -> str:
    """Return the address of a place, as in ``notes.md:12``."""
    return f"{name}:{line_at(place.text, place.start)}"


def line_now(data: bytes, _own_id: str, find: Find) -> int:
    """Return the line at which a place stands now; see ``Format``."""
    try:
        text, _ = decode(data)
    except SourceError:
        text = data.decode("utf-8", "replace")
    return line_at(text, find(text))


def line_at(text: str, offset: int) -> int:
    r"""Return the line that holds ``offset``, from 1, as editors count.

    A lone ``\r`` ends a line where the text has no other line ends, as old files have it.
    """
    return text.count("\n" if "\n" in text else "\r", 0, offset) + 1
