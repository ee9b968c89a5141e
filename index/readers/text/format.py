"""Plain text, whose lines are read as their author meant them."""

import re

from index.readers.format import Format
from index.readers.lines import line_address, line_now
from index.readers.text.lines import unwrapped
from index.readers.text.reader import read
from index.readers.text.rows import barred

_VOICE = re.compile(r"<v(?:\.[\w.]*)?\s+([^>]{1,80})>")
"""Who speaks in a subtitle."""


def _shown(text: str) -> str:
    return _VOICE.sub(r"\1: ", text)


TEXT = Format(
    (".txt", ".text", ".log", ".rst", ".srt", ".vtt"),
    read,
    address=line_address,
    line=line_now,
    shown=_shown,
    lines=unwrapped,
    cells=barred,
)
