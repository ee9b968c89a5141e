"""Outlook: a message as Outlook saves it, made one as it is sent."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.readers.composing import on_one_line
from index.readers.format import Reading
from index.readers.mail.message import told

if TYPE_CHECKING:
    from oxmsg import Message

_SENT = ("From", "To", "Cc", "Subject", "Date", "Keywords", "Content-Language")
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
    if message.body or message.html_body:
        return reading
    problem = "says nothing, or says it in RTF alone; its text is left out"
    return Reading(reading.documents, (*reading.problems, problem), reading.left_out)


def _sent(message: "Message") -> EmailMessage:
    made = EmailMessage()
    for name, value in _headers(message):
        if value:
            made[name] = _UNENCODABLE.sub("", on_one_line(value))
    if message.html_body and not message.body:
        made.set_content(message.html_body, subtype="html")
    else:
        made.set_content(message.body or "")
    for attached in message.attachments:
        named = _UNENCODABLE.sub("", on_one_line(attached.file_name or ""))
        content = attached.file_bytes
        made.add_attachment(
            content or b"", maintype="application", subtype="octet-stream", filename=named
        )
    return made


def _headers(message: "Message") -> Iterator[tuple[str, str]]:
    """Give the headers that it was sent with, or what Outlook tells in their place."""
    sent = {name.lower(): value for name, value in message.message_headers.items()}
    recipients = [formataddr((each.name, each.email_address)) for each in message.recipients]
    when = message.sent_date
    known = {
        "from": message.sender or "",
        "to": ", ".join(recipients),
        "subject": message.subject,
        "date": format_datetime(when) if when else "",
    }
    for name in _SENT:
        yield name, sent.get(name.lower(), "") or known.get(name.lower(), "")
