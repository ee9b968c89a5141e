"""Markdown, which markdown-it parses."""

from index.readers.format import Format, Reading
from index.readers.lines import line_address, line_now
from index.readers.markdown.links import links_as_text


def _read(data: bytes, name: str) -> Reading:
    from index.readers.markdown.reader import read

    return read(data, name)


MARKDOWN = Format((".md",), _read, address=line_address, line=line_now, shown=links_as_text)
