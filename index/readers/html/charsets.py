"""Charsets: the text of a web page, by its byte order mark, its own word, or a guess."""

import re

from index.readers.charsets import MARKS, guess

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_LOOKED_AT = 4096
"""Bytes at the beginning in which a page says its charset."""
_READ_AS = {
    "gbk": "gb18030",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "x-user-defined": "cp1252",
}
"""What browsers read instead where a page declares a charset in its own words."""


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page, and its problems: a guess, or bytes that are no text."""
    for mark, charset in MARKS:
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), charset)
    declared = _declared(data[:_LOOKED_AT])
    if declared:
        return _decoded(data, declared)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        charset = guess(data) or "cp1252"
        problem = f"names no charset and is read as {charset}, a guess"
        return data.decode(charset, "replace"), (problem,)


def _declared(head: bytes) -> str | None:
    """Return the charset that a page declares, as browsers read it; None if it is unknown."""
    found = _DECLARED.search(head)
    if not found:
        return None
    from webencodings import lookup

    known = lookup((found[1] or found[2]).decode("ascii", "replace"))
    if known is None or known.name == "replacement":  # which no browser reads
        return None
    return _READ_AS.get(known.name, str(known.codec_info.name))


def _decoded(data: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(charset), ()
    except UnicodeDecodeError as error:
        text = data.decode(charset, "replace")
        if charset == "cp1252":  # which browsers read with its five gaps
            return text, ()
        return text, (f"is not {charset} as it says, from byte {error.start:,} on",)
