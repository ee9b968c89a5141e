"""Outlook: a message as Outlook saves it, made one as it is sent."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime, quote
from functools import partial
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.readers.charsets import decode
from index.readers.composing import on_one_line
from index.readers.format import Reading
from index.readers.mail.message import headed, told

if TYPE_CHECKING:
    from oxmsg import Message
    from oxmsg.recipient import Recipient

_SENT = ("From", "To", "Cc", "Subject", "Date", "Keywords", "Content-Language")
_SPECIAL = re.compile(r'[][()<>@,:;".\\]')
"""Of a name in a header, which has to stand in quotes then."""
_UNENCODABLE = re.compile("[\ud800-\udfff]")


def read(data: bytes, name: str) -> Reading:
    """Read one message; see ``Format``. What is attached and cannot be read is a problem."""
    from oxmsg import Message

    try:
        message = Message.load(data)
        sent = _sent(message)
    except Exception:  # noqa: BLE001 - the library raises whatever it meets in what is damaged
        raise SourceError("is damaged, or is no message of Outlook") from None
    reading = told(sent, name)
    if _readable(lambda: message.body) or _readable(lambda: message.html_body):
        return reading
    problem = "says nothing, or says it in RTF alone; its text is left out"
    return Reading(reading.documents, (*reading.problems, problem), reading.left_out)


def _sent(message: "Message") -> EmailMessage:
    made = EmailMessage()
    for name, value in _headers(message):
        # The library raises all of these where it cannot take apart what a header says.
        with suppress(ValueError, IndexError, AttributeError, TypeError, LookupError):
            if value:
                made[name] = _UNENCODABLE.sub("", on_one_line(value))
    body, page = _readable(lambda: message.body), _readable(lambda: message.html_body)
    if page and not body:
        made.set_content(page, subtype="html")
    else:
        made.set_content(body)
    for attached in message.attachments:
        named = _UNENCODABLE.sub(
            "", on_one_line(_readable(partial(getattr, attached, "file_name")))
        )
        content = attached.file_bytes
        made.add_attachment(
            content or b"", maintype="application", subtype="octet-stream", filename=named
        )
    return made


def _headers(message: "Message") -> Iterator[tuple[str, str]]:
    """Give the headers that it was sent with, or what Outlook tells in their place."""
    try:
        headers = message.message_headers
    except UnicodeDecodeError as error:
        headers = dict(headed(error.object.decode(error.encoding, "replace").encode()).items())
    sent = {name.lower(): value for name, value in headers.items()}
    known: dict[str, Callable[[], str | None]] = {
        "from": lambda: message.sender,
        "to": lambda: ", ".join(map(_recipient, message.recipients)),
        "subject": lambda: message.subject,
        "date": lambda: format_datetime(when) if (when := message.sent_date) else "",
    }
    for name in map(str.lower, _SENT):
        yield name, sent.get(name, "") or (_readable(known[name]) if name in known else "")


def _recipient(each: "Recipient") -> str:
    """Return a name and its address as headers have them, whatever letters they are of."""
    name, address = _readable(lambda: each.name), _readable(lambda: each.email_address)
    if not name:
        return address
    quoted = f'"{quote(name)}"' if _SPECIAL.search(name) else name
    return f"{quoted} <{address}>" if address else quoted


def _readable(told: Callable[[], str | None]) -> str:
    """Return a text of the message; a letter that cannot be decoded costs itself alone."""
    try:
        return told() or ""
    except UnicodeDecodeError as error:
        if error.encoding.startswith("utf"):
            return error.object.decode(error.encoding, "replace")
        return decode(error.object)[0]
