"""Plain text, whose lines are read as their author meant them."""

import re

from index.readers.format import Format
from index.readers.lines import line_address, line_now
from index.readers.text.lines import unwrapped
from index.readers.text.reader import read
from index.readers.text.rows import barred

_VOICE = re.compile(r"<v(?:\.[\w.]*)?\s+([^>]{1,80})>")
"""Who speaks in a subtitle."""


_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_BREAK = r"(?:\r?\n[ \t]{0,20})"
_CUE = re.compile(
    rf"(?:{_BREAK}{{1,4}}\d{{1,6}}[ \t]{{0,20}}(?=\r?\n)|{_BREAK}{{2,4}}[^\s\0][^\r\n\0]{{0,40}}(?=\r?\n))?"
    rf"{_BREAK}{{1,4}}{_TIME}[ \t]{{0,20}}-->[ \t]{{0,20}}{_TIME}[^\r\n\0]*"
)
"""The number or the name of a subtitle, and when it is shown; bounded, as what hostile texts repeat."""


def _shown(text: str) -> str:
    text = _CUE.sub("", text) if "-->" in text else text
    return _VOICE.sub(r"\1: ", text)


TEXT = Format(
    (".txt", ".text", ".log", ".rst", ".srt", ".vtt"),
    read,
    address=line_address,
    line=line_now,
    unsaid=_CUE,
    shown=_shown,
    lines=unwrapped,
    cells=barred,
)
