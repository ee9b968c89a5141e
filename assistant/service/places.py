"""Places: stable names of documents and passages, for programs that come back to them."""

import re
from urllib.parse import quote, unquote

from index.documents import Span
from index.errors import InputError

SCHEME = "quoth"
_PASSAGE = re.compile(r"(.+)#(\d{1,12})-(\d{1,12})", re.DOTALL)


def place_id(document: str, span: Span) -> str:
    """Return the id of a stretch of a document: ``chapel.pdf#120-480``."""
    return f"{document}#{span[0]}-{span[1]}"


def read_place(name: str) -> tuple[str, Span | None]:
    """Return the document that an id names, and the stretch of it, if it is one of a stretch."""
    match = _PASSAGE.fullmatch(name)
    return (match[1], (int(match[2]), int(match[3]))) if match else (name, None)


def uri(document: str, span: Span | None = None) -> str:
    """Return the URI of a document, or of a stretch of it."""
    path = quote(document, safe="/")
    return f"{SCHEME}://document/{path}" + (f"#{span[0]}-{span[1]}" if span else "")


def read_uri(text: str) -> tuple[str, Span | None]:
    """Return the document that a URI names, and the stretch of it, if any.

    Raises:
        InputError: It is no URI of a document.
    """
    start = f"{SCHEME}://document/"
    if not text.startswith(start):
        raise InputError(f"{text[:100]}: is no URI of a document; they begin with {start}")
    path, _, fragment = text.removeprefix(start).partition("#")
    return read_place(unquote(path) + (f"#{fragment}" if fragment else ""))
