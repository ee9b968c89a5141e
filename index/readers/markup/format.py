"""Org and AsciiDoc, whose text is their content."""

from functools import partial

from index.readers.format import Format
from index.readers.lines import line_address, line_now
from index.readers.markup.reader import ASCIIDOC_SIGNS, ORG_SIGNS, read
from index.readers.text.lines import unwrapped
from index.readers.text.rows import barred

ORG = Format(
    (".org",),
    partial(read, ORG_SIGNS),
    address=line_address,
    line=line_now,
    lines=unwrapped,
    cells=barred,
)
ASCIIDOC = Format(
    (".adoc", ".asciidoc"),
    partial(read, ASCIIDOC_SIGNS),
    address=line_address,
    line=line_now,
    lines=unwrapped,
    cells=barred,
)
