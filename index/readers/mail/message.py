"""Message: subject, who wrote to whom and when, what was written, and what is attached."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses, parsedate_to_datetime

from index.dating import moment
from index.documents import BlockKind, Document
from index.errors import SourceError
from index.metadata import Metadata
from index.readers.charsets import decode
from index.readers.composing import Composer, on_one_line
from index.readers.format import Format, Reading
from index.readers.html.reader import read as read_page
from index.readers.mail.quoting import quoting
from index.readers.mail.signing import signed
from index.readers.stated import metadata_told, people
from index.readers.text.reader import structure

_PEOPLE = ("From", "To", "Cc")
_READ = (*_PEOPLE, "Subject", "Date", "Keywords", "Content-Language")
_LEAST_HEADERS = {"from", "to", "subject", "date", "content-type", "message-id", "mime-version"}
_MOST_PARTS = 1_000
_DEEPEST = 3
"""Messages within messages."""


def read(data: bytes, name: str) -> Reading:
    """Read one message; see ``Format``. What is attached and cannot be read is a problem."""
    message = parsed(data)
    if not _LEAST_HEADERS & {header.lower() for header in message}:
        raise SourceError("is damaged, or is no message")
    return told(message, name)


def parsed(data: bytes) -> EmailMessage:
    """Return the message that bytes hold; mistakes in it are passed over."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except RecursionError:
        raise SourceError("is damaged: it has parts within parts without end") from None
    if not isinstance(message, EmailMessage):
        raise SourceError("is damaged, or is no message")
    return message


def headed(data: bytes) -> EmailMessage:
    """Return a message of headers alone."""
    return BytesHeaderParser(policy=policy.default).parsebytes(data)


def told(message: EmailMessage, name: str, depth: int = 0) -> Reading:
    """Return a message as a document of a name, and what is wrong with it."""
    from index.readers.formats import FORMATS, ending

    composer, problems, left_out = Composer(), [], []
    headers = {
        name: header(message, name) for name in _READ
    }  # each is parsed whenever it is asked for
    subject = headers["Subject"]
    composer.add(subject, BlockKind.HEADING)
    composer.add("\n".join(_envelope(headers)))
    body = message.get_body(("plain", "html")) or message
    if isinstance(body, EmailMessage):
        written = quoting(_content(body, name), subject)
        composer.add_document(signed(written, headers["From"]))
    for number, part in enumerate(message.walk() if depth < _DEEPEST else ()):
        if number > _MOST_PARTS:
            problems.append(f"has more than {_MOST_PARTS:,} parts; the others are left out")
            break
        if part is body or not isinstance(part, EmailMessage) or not part.is_attachment():
            continue
        named = on_one_line(part.get_filename() or "")
        known = FORMATS.get(ending(named))
        if known is None or known.names_documents:
            left_out.append(named or "attached file")
        else:
            problems += _attach(composer, part, named, known)
    document = composer.document(name, subject, metadata=_metadata(headers))
    return Reading((document,), tuple(problems), tuple(left_out))


def header(message: EmailMessage, name: str) -> str:
    """Return what a header says, on one line; empty where it is missing or cannot be read."""
    with suppress(ValueError, IndexError, AttributeError, TypeError, LookupError, OverflowError):
        return on_one_line(str(message.get(name, "")))
    return ""


def _metadata(headers: Mapping[str, str]) -> Metadata:
    """Return who wrote to whom, and when, as it says itself."""
    when = ""
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        when = moment(parsedate_to_datetime(headers["Date"]))
    senders, recipients = (
        people([shown or at for shown, at in getaddresses(named)], are_one=True)
        for named in ([headers["From"]], [headers["To"], headers["Cc"]])
    )
    stated = metadata_told(
        [("tags", headers["Keywords"]), ("language", headers["Content-Language"])]
    )
    return replace(stated, sender=next(iter(senders), ""), recipients=recipients, date=when)


def _envelope(headers: Mapping[str, str]) -> list[str]:
    """Return who wrote to whom, and when, a line each."""
    lines = [f"{name}: {headers[name]}" for name in _PEOPLE if headers[name]]
    sent = headers["Date"]
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        sent = _date(parsedate_to_datetime(sent))
    return [*lines, f"Date: {sent}"] if sent else lines


def _date(sent: datetime) -> str:
    return f"{sent.day} {sent:%B %Y, %H:%M}"


def _content(part: EmailMessage, name: str) -> Document:
    """Return what a part says, as a document."""
    data = _bytes(part)
    if part.get_content_subtype() == "html":
        documents = read_page(data, name).documents
        return documents[0] if documents else Document(name, "", "", ())
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (ValueError, LookupError):
        text, _ = decode(data)
    text = text.replace("\r\n", "\n")
    _, blocks = structure(text, header(part, "Subject"))
    return Document(name, "", text, blocks)


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    if isinstance(content, bytes):
        return content
    held = part.get_payload()  # a text, where what should be divided into parts is not
    return held.encode("utf-8", "surrogateescape") if isinstance(held, str) else b""


def _attach(composer: Composer, part: EmailMessage, named: str, known: Format) -> list[str]:
    """Add what is attached, below its file's name; return what is wrong with it."""
    try:
        reading = known.read(_bytes(part), named)
    except SourceError as error:
        return [f"attached {named}: {error}; left out"]
    except Exception:  # noqa: BLE001 - what a library makes of damage costs this file alone
        return [f"attached {named}: cannot be read; it is damaged or far too complex; left out"]
    composer.add(f"Attached: {named}", BlockKind.HEADING, 1)
    for document in reading.documents:
        if not known.holds_one:
            composer.add(document.id, BlockKind.HEADING, 2)
        composer.add_document(document, below=1 if known.holds_one else 2)
    return [f"attached {named}: {problem}" for problem in reading.problems]
