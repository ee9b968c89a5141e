"""Addresses: where in its original a passage stands, in the form that other programs follow."""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from assistant.citations.text_fragments import text_fragment

_PAGES, _TEXTS = {".html", ".htm"}, {".txt", ".md"}
_LINE, _FRAGMENT = re.compile(r":\d+\Z"), re.compile(r"#.*")


def link(
    document: str, origin: str, text: str, span: tuple[int, int], page: int | None
) -> str | None:
    """Return the address of a passage from the folder of the sources; None where there is none.

    ``notes.md:12`` is a line, ``chapel.pdf#page=12`` and ``mill.html#:~:text=…`` are relative URLs.

    Args:
        document: The document's id.
        origin: The file that holds it among others, and the line; may be empty.
        text: The document.
        span: Where the passage starts and ends in it.
        page: On which page it starts.
    """
    if origin:
        return origin
    if PurePosixPath(document).suffix.lower() in _TEXTS:
        return f"{document}:{line_at(text, span[0])}"
    place = fragment(document, text, span, page)
    return f"{quote(document)}#{place}" if place else None


def fragment(document: str, text: str, span: tuple[int, int], page: int | None) -> str:
    """Return what a URL of the document's file says after ``#`` to lead to a passage; may be empty."""
    if page is not None:
        return f"page={page}"
    if PurePosixPath(document).suffix.lower() not in _PAGES:
        return ""
    directive = text_fragment(text, *span)
    return f":~:{directive}" if directive else ""


def line_at(text: str, offset: int) -> int:
    r"""Return the line that holds ``offset``, from 1, as editors count.

    A lone ``\r`` ends a line where the text has no other line ends, as old files have it.
    """
    return text.count("\n" if "\n" in text else "\r", 0, offset) + 1


def at_path(link: str, path: str) -> str:
    """Return a link with another path to the same file."""
    found = _LINE.search(link) or _FRAGMENT.search(link)
    return path + found[0] if found else path


def url(link: str | None, path: Path) -> str:
    """Return the URL of a link's file, given its absolute path, at the place that the link names."""
    line = _LINE.search(link or "")
    return path.as_uri() + (f"#L{line[0][1:]}" if line else at_path(link or "", ""))
