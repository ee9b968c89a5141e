"""The formats that are read, each found by the ending of a file's name."""

import os
import re
from functools import cache

from index.documents import Span
from index.errors import SourceError
from index.readers.docx.format import DOCX
from index.readers.epub.format import EPUB
from index.readers.format import Format, Place, Reading
from index.readers.html.format import HTML
from index.readers.jsonl import JSON_LINES
from index.readers.mail.format import MAILBOX, MESSAGE, OUTLOOK
from index.readers.markdown.format import MARKDOWN
from index.readers.markup.format import ASCIIDOC, ORG
from index.readers.notebook.format import NOTEBOOK
from index.readers.opendocument.format import OPEN_DOCUMENT
from index.readers.packed.format import packed
from index.readers.pdf.format import PDF
from index.readers.pictures.format import HOW_TO_RECOGNISE, PICTURE, RECOGNISERS
from index.readers.rtf.format import RICH_TEXT
from index.readers.sheets.format import DELIMITED, WORKBOOK
from index.readers.slides.format import SLIDES
from index.readers.tex.format import TEX
from index.readers.text.format import TEXT

_ALL = (
    *(TEXT, MARKDOWN, HTML, PDF, DOCX, OPEN_DOCUMENT, RICH_TEXT, EPUB, SLIDES, WORKBOOK, DELIMITED),
    *(MESSAGE, OUTLOOK, MAILBOX, NOTEBOOK, ORG, ASCIIDOC, TEX, JSON_LINES),
    *((PICTURE,) if RECOGNISERS else ()),
)
FORMATS: dict[str, Format] = {
    each: known for known in (*_ALL, packed(_ALL)) for each in known.endings
}
"""By the endings of file names."""


UNREAD: dict[str, str] = {} if RECOGNISERS else dict.fromkeys(PICTURE.endings, HOW_TO_RECOGNISE)
"""By the endings of files that an extra reads which is not installed, how to have them read."""


_ENDLESS = frozenset(
    "authors changelog changes contributing copying install licence license news notice readme todo".split()  # noqa: SIM905
)
"""Names in lower case of files that are plain text, though they have no ending."""


_PACKED = frozenset({".gz", ".bz2", ".xz"})
"""Endings that archives have behind their own, and files that are packed alone."""


_IN_MAILDIR = re.compile(
    r"(?:^|[/\\])(?:(?:cur|new)[/\\]\d{9,10}\.\w*\d\w*\.[^/\\]+|\d{9,}\.[^/\\]+[:;!]2,[A-Za-z]*)$"
)
"""A message of a Maildir, whose name has no ending: the time, what makes it unique, a computer."""
_TIME = 9
"""Digits of a time, at least."""
_DOMAINS = frozenset({".md", ".org"})
"""Endings that names of computers have as well."""


def ending(path: str) -> str:
    """Return the ending of a file's name, by which its format is found, in lower case.

    Of such as README and LICENSE, which have none, it is that of plain text; of messages of a
    Maildir, which have none that is known, that of messages. Of a file that is packed alone it is
    that of the packing, where what is packed is of a kind that is read.
    """
    name = os.path.basename(path)  # noqa: PTH119 - asked of tens of thousands
    found = _named_ending(path, name)
    is_known = found in FORMATS or found in UNREAD
    if name[:_TIME].isdigit() and (not is_known or found in _DOMAINS) and _IN_MAILDIR.search(path):
        return ".eml"
    return found


def _named_ending(path: str, name: str) -> str:
    start, found = os.path.splitext(path)  # noqa: PTH122
    if not found and name.lower() in _ENDLESS:
        return ".txt"
    found = found.lower()
    if found in _PACKED:
        inside = ending(start)
        if inside == ".tar":
            return inside + found
        return found if inside in FORMATS else ""
    return found


def format_of(name: str) -> Format:
    """Return the format of a file by its name, or by the id of a document that is the whole file.

    Raises:
        KeyError: Files with this ending are not read.
    """
    return FORMATS[ending(name)]


def address(document: str, place: Place) -> str | None:
    """Return the address of a place in a document by its id; None where its format has none."""
    known = FORMATS.get(ending(document))
    return known.address(document, place) if known else None


def shown(text: str, document: str) -> str:
    """Return a part of a document's text as it is shown to people, given the document's id."""
    known = FORMATS.get(ending(document))
    return known.shown(text) if known else text


def unsaid(text: str, document: str) -> list[Span]:
    """Return where between the words of a document's text something stands that is none of it.

    That are numbers and times of subtitles.
    """
    known = FORMATS.get(ending(document))
    between = known.unsaid if known and "-->" in text else None
    return [found.span() for found in between.finditer(text)] if between else []


def said(text: str, document: str) -> list[Span]:
    """Return the stretches of a part of a document's text between what ``unsaid`` returns, in order."""
    edges = [0, *(at for gap in unsaid(text, document) for at in gap), len(text)]
    return [*zip(edges[::2], edges[1::2], strict=True)]


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
