"""Document: one source text and its structure, as a reader would see it."""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import takewhile
from operator import attrgetter, itemgetter
from pathlib import Path, PurePosixPath

from index.cells import Run
from index.files.disk import open_regular
from index.metadata import UNKNOWN, Metadata

_AT_A_TIME = 2**20
"""Bytes of a file that are hashed at once."""


Span = tuple[int, int]
"""``[start, end)`` in code points of a document's text."""


QUOTED_REPLY = "Quoted reply"
"""With which the section of what is quoted begins."""


class BlockKind(Enum):
    """What a stretch of a document is to a reader."""

    HEADING = "heading"
    """Names the section that follows; lies in no passage, and is cited by those of its section."""
    SPEAKER = "speaker"
    """Names who says what follows: like a heading, but read with it, as a part of its passage."""
    BODY = "body"
    """A paragraph or a list item: what passages are made of."""
    CONTINUED = "continued"
    """Goes on with the sentence of the body before it, from which metadata divides it."""
    QUOTED = "quoted"
    """Of a reply that is quoted: like a body, in passages of its own under what names it."""
    ROW = "row"
    """A row of a table: like a body, but one sentence as it stands."""
    HEADER = "header"
    """A row that names the columns of the rows behind it, and answers nothing itself."""
    PREFORMATTED = "preformatted"
    """Code, or a line that spaces align: one sentence, of which lines and indentation say something."""
    FURNITURE = "furniture"
    """A repeated title, a credit, a byline: joined to a neighbouring passage."""
    METADATA = "metadata"
    """About the document, for programs: lies in no passage."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``[start, end)`` of a document's text, without surrounding white space.

    ``level`` is the depth of a heading (1 is the outermost) and 0 for everything else.
    ``label`` is a heading as it is cited, without marks such as ``##``; of a body, or of what is
    quoted, what names the stretch that it is part of, empty for most.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows ``[start, end)`` of a table, and ``header``, where the names of its columns stand."""

    header: Span
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """One source text.

    Args:
        id: Unique within an index; for a file its path below the source, with ``/``.
        stated_title: The title that it states itself; may be empty.
        text: All of it; every offset counts its code points.
        blocks: In order, not overlapping, and together holding every non-blank character.
        pages: Where each page begins in the text, in order; empty where there are none.
        line: The line of its file that holds it, from 1; 0 where it is the whole file.
        page_labels: What it calls its pages itself; empty where that is their numbers.
        metadata: What it says of itself besides.
        cells: Where in their sheets its rows stand; empty where it is of none.
    """

    id: str
    stated_title: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()
    line: int = 0
    page_labels: tuple[str, ...] = ()
    metadata: Metadata = UNKNOWN
    cells: tuple[Run, ...] = ()

    @property
    def title(self) -> str:
        """The title for people; never empty, and made of the id where the text states none."""
        return self.stated_title or title_from_name(self.id, self.line)

    @cached_property
    def preformatted(self) -> tuple[Span, ...]:
        """Where lines and indentation say something; those with nothing between are one."""
        found: list[Span] = []
        for block in self.blocks:
            if block.kind is not BlockKind.PREFORMATTED:
                continue
            if found and not self.text[found[-1][1] : block.start].strip():
                found[-1] = found[-1][0], block.end
            else:
                found.append((block.start, block.end))
        headers = {table.start: table.header[0] for table in self.tables}
        return tuple((headers.get(start, start), end) for start, end in found)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of which a row names the columns, in order."""
        found: list[Table] = []
        header: Span | None = None
        is_open = False
        for block in self.blocks:
            start, end = block.start, block.end
            match block.kind:
                case BlockKind.HEADER:
                    header = (header[0] if header and not is_open else start), end
                    is_open = False
                case BlockKind.ROW | BlockKind.PREFORMATTED if header:
                    if is_open:
                        start = found.pop().start
                    found.append(Table(header, start, end))
                    is_open = True
                case BlockKind.METADATA | BlockKind.FURNITURE:
                    pass
                case _:
                    header, is_open = None, False
        return tuple(found)

    @cached_property
    def sha256(self) -> str:
        """The hash of the text as UTF-8, in hexadecimal: what a citation is checked against."""
        return text_sha256(self.text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document, for outlines: its depth, its words and its place."""

    level: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """What an index knows of a document besides its text.

    Args:
        id: Unique within the index.
        title: The title for people.
        sha256: The hash of its text as UTF-8, in hexadecimal.
        path: Its file.
        own_id: Its id within its source.
        origin: The file's name and the document's line in it, as in ``c.jsonl:12``, where the file
            holds several documents; else empty.
        passages: How many it has.
        pages: Where each of its pages begins, in code points; empty where there are none.
        headings: Those of its text, in order.
        page_labels: What it calls its pages itself; empty where that is their numbers.
        metadata: What it says of itself besides.
        cells: Where in their sheets its rows stand; empty where it is of none.
        language: The code of the language that it is in.
    """

    id: str
    title: str
    sha256: str
    path: Path
    own_id: str = ""
    origin: str = ""
    passages: int = 0
    pages: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()
    page_labels: tuple[str, ...] = ()
    metadata: Metadata = UNKNOWN
    cells: tuple[Run, ...] = ()
    language: str = "en"


def title_from_name(name: str, line: int = 0) -> str:
    """Return a title for a document that states none: its file name, without the ending.

    Of one that is a line of a file it is its whole id.
    """
    return name if line else PurePosixPath(name).stem or name


def trim(text: str, start: int, end: int) -> Span:
    """Return ``[start, end)`` without the white space at either side; empty where all is blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return what of ``spans``, which are in order and apart, lies in ``[start, end)``."""
    found: list[Span] = []
    for first, last in spans[bisect_right(spans, start, key=itemgetter(1)) :]:
        if first >= end:
            break
        found.append((max(first, start), min(last, end)))
    return tuple(found)


def tables_within(tables: Sequence[Table], start: int, end: int) -> tuple[Table, ...]:
    """Return those of ``tables``, which are in order and apart, of which a row lies in ``[start, end)``."""
    first = bisect_right(tables, start, key=attrgetter("end"))
    return tuple(takewhile(lambda table: table.start < end, tables[first:]))


def page_at(pages: Sequence[int], offset: int) -> int | None:
    """Return the page, counted from 1, that holds ``offset``; None where there are no pages."""
    return max(bisect_right(pages, offset), 1) if pages else None


def label_of(page: int | None, labels: Sequence[str]) -> str | None:
    """Return what a document calls a page; None where that is its number, or it does not say."""
    label = labels[page - 1] if page and page <= len(labels) else ""
    return label if label and label != str(page) else None


def text_sha256(text: str) -> str:
    """Return the SHA-256 of ``text`` as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal; empty if it cannot be read."""
    try:
        with open_regular(path) as file:
            digest = hashlib.sha256()
            while data := file.read(_AT_A_TIME):
                digest.update(data)
            return digest.hexdigest()
    except OSError:
        return ""
