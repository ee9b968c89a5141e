"""Mailbox: a file of messages, each a document."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.readers.format import Reading
from index.readers.mail.message import headed, header, parsed, told

if TYPE_CHECKING:
    from index.documents import Document

_BODY = re.compile(rb"\r?\n\r?\n")
_MOST_KEPT = 100
"""Files whose messages are known by their lines."""
_BEGINS = re.compile(
    rb"^From (?:[^\n]*\n(?=[!-9;-~]+:)|\S+ [^\n]*\d\d:\d\d:\d\d[^\n]* \d{4}[^\n]*\n)", re.MULTILINE
)
"""A line with headers below it, or with an address and a time; others are sentences of a message."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(data: bytes, name: str) -> Reading:
    """Read one mailbox; see ``Format``. A message that cannot be read costs itself."""
    documents: list[Document] = []
    problems: list[str] = []
    left_out: list[str] = []
    for identifier, line, start, end in _messages(data):
        try:
            message = parsed(_QUOTED.sub(rb"\1", data[start:end]))
            reading = told(message, f"{name}/{identifier}")
        except SourceError as error:
            problems.append(f"line {line}: {error}; message left out")
            continue
        except Exception:  # noqa: BLE001 - what a library makes of damage costs this message alone
            problems.append(f"line {line}: is damaged; message left out")
            continue
        problems += [f"line {line}: {problem}" for problem in reading.problems]
        left_out += [f"{identifier}/{attached}" for attached in reading.left_out]
        documents += [replace(document, line=line) for document in reading.documents]
    if not documents:
        raise SourceError(problems[0] if problems else f"{name} holds no message")
    return Reading(tuple(documents), tuple(problems), tuple(left_out))


def line_of(data: bytes, identifier: str) -> int | None:
    """Return the line at which a message begins; None where there is none of that id.

    Every passage that is cited asks for its own, so what was found in a file is kept for the next.
    """
    digest = _digest(data)
    known = _kept.get(digest)
    if known is None:
        known = {identifier: line for identifier, line, _, _ in _messages(data)}
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[digest] = known
    return known.get(identifier)


@lru_cache(maxsize=1)
def _digest(data: bytes) -> bytes:
    return sha256(data).digest()


_kept: dict[bytes, dict[str, int]] = {}
"""The lines of messages by their ids, of files by the digest of their bytes."""


def _messages(data: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Give the messages: each one's id, made unique, its line, and the bytes that it is; no body is read."""
    begins = [found.span() for found in _BEGINS.finditer(data)]
    ends = [*(start for start, _ in begins[1:]), len(data)][: len(begins)]
    line, at = 1, 0
    seen: dict[str, int] = {}
    for (start, body), end in zip(begins, ends, strict=True):
        line += data.count(b"\n", at, start)
        at = start
        identifier = _stated(data, body, end) or "<message>"
        seen[identifier] = seen.get(identifier, 0) + 1
        if seen[identifier] > 1:
            identifier = f"{identifier} ({seen[identifier]})"
        yield identifier, line, body, end


def _stated(data: bytes, start: int, end: int) -> str:
    """Return the Message-ID of a message, of which the headers alone are read."""
    body = _BODY.search(data, start, end)
    return header(headed(data[start : body.start() if body else end]), "Message-ID")
