"""Passage: a contiguous stretch of one document."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import QUOTED_REPLY, Span, Table
from index.language import ENGLISH, is_letter


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document: ``document.text[start:end] == text``, always.

    Args:
        document: The id of the document.
        title: The title of the document.
        start: First code point, counted from 0.
        end: One past the last code point.
        text: The stretch, verbatim.
        section: The headings it lies under, outermost first; empty before the first heading.
        paragraph: The paragraph of the document in which it starts, counted from 1.
        sentences: Its sentences, as offsets into the document; at least one. Credits and
            repeated titles are none.
        page: The page on which it starts, counted from 1; None where there are no pages.
        is_titled: Whether the document states the title, which is made of its id otherwise.
        tables: The tables of which it has rows, and which have a header.
        header: The header of its first row, where that stands before the passage; else empty.
        preformatted: Where in it lines and indentation say something, as offsets into the document.
        date: That of the document, as ``Metadata`` has it.
        language: The code of the language that the document is in.
    """

    document: str
    title: str
    start: int
    end: int
    text: str
    section: tuple[str, ...]
    paragraph: int
    sentences: tuple[Span, ...]
    page: int | None = None
    is_titled: bool = True
    preformatted: tuple[Span, ...] = ()
    tables: tuple[Table, ...] = ()
    header: str = ""
    date: str = ""
    language: str = ENGLISH

    @property
    def is_quoted(self) -> bool:
        """Whether it is of a reply that is quoted, and not of what was written."""
        return any(label.startswith(QUOTED_REPLY) for label in self.section[-1:])

    def said(self, span: Span) -> str:
        """Return a stretch of its text, given as offsets into the document."""
        return self.text[span[0] - self.start : span[1] - self.start]

    @property
    def section_path(self) -> str:
        """The headings in one line, without a first one that only repeats the title."""
        return " › ".join(self.section[self.section[:1] == (self.title,) :])  # noqa: RUF001


_LONGEST_REST = 10_000
"""Characters of a word beyond its passage; nobody asks for longer ones, which files of data have."""
_AT_A_TIME = 500
"""Characters of such words that are looked at together where they are plain."""


def searchable(passage: Passage, document: str = "") -> str:
    """Return what BM25 reads of a passage: its text, and the title and headings it lies under.

    A word that was too long for it is read to its end, where the whole ``document`` is given and
    that is not too far.
    """
    end, farthest = passage.end, min(len(document), passage.end + _LONGEST_REST)
    while end < farthest and is_letter(document[end - 1]):
        ahead = document[end : min(end + _AT_A_TIME, farthest)]
        if ahead.isascii() and ahead.isalnum():
            end += len(ahead)
        elif is_letter(document[end]):
            end += 1
        else:
            break
    above = (passage.title, *passage.section, passage.header)
    return "\n".join(filter(None, (passage.text + document[passage.end : end], *above)))


def header_before(text: str, tables: Sequence[Table], start: int) -> str:
    """Return the header of the first row of a passage that starts there; empty where it holds that."""
    if not tables or tables[0].header[1] > start:
        return ""
    lines = (" ".join(line.split()) for line in text[slice(*tables[0].header)].splitlines())
    return "\n".join(filter(None, lines))
