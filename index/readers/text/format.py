"""Plain text, whose lines are read as their author meant them."""

from index.readers.format import Format
from index.readers.lines import line_address, line_now
from index.readers.text.lines import unwrapped
from index.readers.text.reader import read
from index.readers.text.rows import barred

TEXT = Format(
    (".txt", ".text", ".log", ".rst", ".srt", ".vtt"),
    read,
    address=line_address,
    line=line_now,
    lines=unwrapped,
    cells=barred,
)
