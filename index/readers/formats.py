"""The formats that are read, each found by the ending of a file's name."""

import os
from functools import cache

from index.documents import Span
from index.errors import SourceError
from index.readers.docx.format import DOCX
from index.readers.format import Format, Reading
from index.readers.html.format import HTML
from index.readers.jsonl import JSON_LINES
from index.readers.markdown.format import MARKDOWN
from index.readers.pdf.format import PDF
from index.readers.text.format import TEXT

FORMATS: dict[str, Format] = {
    each: known for known in (TEXT, MARKDOWN, HTML, PDF, DOCX, JSON_LINES) for each in known.endings
}
"""By the endings of file names."""


def ending(path: str) -> str:
    """Return the ending of a file's name, by which its format is found, in lower case."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - asked of tens of thousands


def format_of(name: str) -> Format:
    """Return the format of a file by its name, or by the id of a document that is the whole file.

    Raises:
        KeyError: Files with this ending are not read.
    """
    return FORMATS[ending(name)]


def shown(text: str, document: str) -> str:
    """Return a part of a document's text as it is shown to people, given the document's id."""
    known = FORMATS.get(ending(document))
    return known.shown(text) if known else text


def lines(text: str, document: str) -> str:
    """Return a part of a document's text in lines as readers see them, given the document's id.

    Paragraphs are divided by blank lines; see ``Format``.
    """
    known = FORMATS.get(ending(document), JSON_LINES)
    return known.lines(text)


def cells(row: str, document: str) -> list[Span]:
    """Return where the cells of the row of a table stand in its text, given the document's id."""
    return FORMATS.get(ending(document), JSON_LINES).cells(row)


def read(data: bytes, suffix: str, name: str) -> Reading:
    """Return what the bytes of a file hold, given its name's ending and its id.

    Raises:
        SourceError: It is empty or blank, or not of its format; the file is not named.
    """
    reading = FORMATS[suffix].read(data, name)
    if all(not document.text.strip() for document in reading.documents):
        raise SourceError("is empty; there is nothing to quote")
    return reading


@cache
def converter(suffix: str) -> str:
    """Return what makes a text of files with this ending, with its versions.

    Empty where the text is the file's content. The same file and converter give the same text.
    """
    known = FORMATS[suffix]
    if not known.is_converted:
        return ""
    from importlib.metadata import version

    versions = (f"{library} {version(library)}" for library in known.libraries)
    return f"{', '.join(versions)}, revision {known.revision}"
