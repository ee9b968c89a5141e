"""Markdown, which markdown-it parses."""

from index.readers.format import Format, Reading
from index.readers.lines import line_address, line_now
from index.readers.markdown.lines import unwrapped
from index.readers.markdown.links import links_as_text
from index.readers.markdown.unsaid import as_said
from index.readers.text.rows import barred


def _read(data: bytes, name: str) -> Reading:
    from index.readers.markdown.reader import read

    return read(data, name)


def _shown(text: str) -> str:
    return links_as_text(as_said(text))


MARKDOWN = Format(
    (".md", ".markdown", ".mdx"),
    _read,
    address=line_address,
    line=line_now,
    shown=_shown,
    lines=unwrapped,
    cells=barred,
)
