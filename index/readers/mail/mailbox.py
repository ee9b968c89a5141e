"""Mailbox: a file of messages, each a document."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.readers.format import Reading
from index.readers.mail.message import header, parsed, told

if TYPE_CHECKING:
    from index.documents import Document

_BEGINS = re.compile(rb"^From [^\n]*\n", re.MULTILINE)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(data: bytes, name: str) -> Reading:
    """Read one mailbox; see ``Format``. A message that cannot be read costs itself."""
    documents: list[Document] = []
    problems: list[str] = []
    left_out: list[str] = []
    for identifier, line, message in _messages(data, problems):
        try:
            reading = told(message, f"{name}/{identifier}")
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
    """Return the line at which a message begins; None where there is none of that id."""
    found = (line for name, line, _ in _messages(data, []) if identifier.endswith(f"/{name}"))
    return next(found, None)


def _messages(data: bytes, problems: list[str]) -> Iterator[tuple[str, int, EmailMessage]]:
    """Give the messages, each with its id, made unique, and the line at which it begins."""
    begins = [found.span() for found in _BEGINS.finditer(data)]
    ends = [*(start for start, _ in begins[1:]), len(data)][: len(begins)]
    line, at = 1, 0
    seen: dict[str, int] = {}
    for (start, body), end in zip(begins, ends, strict=True):
        line += data.count(b"\n", at, start)
        at = start
        try:
            message = parsed(_QUOTED.sub(rb"\1", data[body:end]))
        except SourceError as error:
            problems.append(f"line {line}: {error}; message left out")
            continue
        identifier = header(message, "Message-ID") or "<message>"
        seen[identifier] = seen.get(identifier, 0) + 1
        if seen[identifier] > 1:
            identifier = f"{identifier} ({seen[identifier]})"
        yield identifier, line, message
