"""Messages as they are sent, and files of many."""

from index.readers.format import Find, Format, Reading

_LIBRARIES = ("selectolax", "webencodings", "charset-normalizer")


def _read_message(data: bytes, name: str) -> Reading:
    from index.readers.mail.message import read  # a room that only a converter enters

    return read(data, name)


def _read_outlook(data: bytes, name: str) -> Reading:
    from index.readers.mail.outlook import read

    return read(data, name)


def _read_mailbox(data: bytes, name: str) -> Reading:
    from index.readers.mail.mailbox import read

    return read(data, name)


def _line_now(data: bytes, own_id: str, _find: Find) -> int | None:
    from index.readers.mail.mailbox import line_of

    return line_of(data, own_id)


MESSAGE = Format((".eml", ".mht", ".mhtml"), _read_message, libraries=_LIBRARIES)
OUTLOOK = Format((".msg",), _read_outlook, libraries=(*_LIBRARIES, "python-oxmsg"))
MAILBOX = Format((".mbox",), _read_mailbox, libraries=_LIBRARIES, is_folder=True, line=_line_now)
