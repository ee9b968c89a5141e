"""Format: how files of one kind are read, and how places in them are named."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from index.documents import Document, Span, trim


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: its documents, and what is wrong with parts of it.

    ``left_out`` are the names of files in it that are of no kind that is read.
    """

    documents: tuple[Document, ...]
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch ``[start, end)`` of the text of a document, and the page on which it starts, if any."""

    text: str
    start: int
    end: int
    page: int | None = None


_BLANK_LINES = re.compile(r"\n{2,}")
Find = Callable[[str], int]
"""Returns where a place starts in a text that may have changed."""


def _as_it_is(text: str) -> str:
    return text


def as_broken(text: str) -> str:
    """Return text of which every line stays one, its white space folded; blank ones divide."""
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip("\n")


def divided(row: str) -> list[Span]:
    """Return where the cells of a row stand, which bars divide."""
    ends = [-1, *(bar.start() for bar in re.finditer(r"\|", row)), len(row)]
    return [trim(row, start + 1, end) for start, end in pairwise(ends)]


def no_address(_name: str, _place: Place) -> None:
    """Name no place: the format has no addresses."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of files.

    Args:
        endings: Of their names, in lower case.
        read: Takes a file's bytes, and the id for a document that is the whole file. Raises
            ``SourceError`` where nothing of it can be used; the message does not name the file.
        libraries: The packages that make a text of a file; none where the text is its content.
        revision: Rises where this version reads the same file otherwise than the last.
        names_documents: Each document has an id of its own, and not the file's name.
        is_folder: Each document's id is the file's name, a slash and what it is called in the file.
        address: Returns the address of a place, which begins with the name of its file that is
            given: a line, as in ``notes.md:12``, or a URL with a fragment. None where there is none.
        line: Returns the line of the file, from 1, at which a place stands now, given the file's
            bytes, what the document is called in it, and what finds the place in the document's
            text. None where it no longer holds the document; no function where files have no lines.
        unsaid: Finds what stands between the words of a document's text and is none of it.
        shown: Returns a part of a document's text as it is shown to people; a quote keeps it.
        cells: Returns where the cells of the row of a table stand in its text; none where lines say it.
        lines: Returns such a part with a line break only where its readers see one, and a blank line
            between paragraphs. What it says may be divided by NUL, which stays where it is.
    """

    endings: tuple[str, ...]
    read: Callable[[bytes, str], Reading]
    libraries: tuple[str, ...] = ()
    revision: int = 1
    names_documents: bool = False
    is_folder: bool = False
    address: Callable[[str, Place], str | None] = no_address
    line: Callable[[bytes, str, Find], int | None] | None = None
    unsaid: re.Pattern[str] | None = None
    shown: Callable[[str], str] = _as_it_is
    lines: Callable[[str], str] = as_broken
    cells: Callable[[str], list[Span]] = divided

    @property
    def holds_one(self) -> bool:
        """Whether a file is one document, whose id is its name."""
        return not (self.names_documents or self.is_folder)

    def own_id(self, before: str, file_before: str, file: str) -> str:
        """Return the id of a document within its source, given the one that it had in a file of another name."""
        if self.holds_one:
            return file
        is_below = self.is_folder and before.startswith(f"{file_before}/")
        return file + before[len(file_before) :] if is_below else before

    @property
    def is_converted(self) -> bool:
        """Whether the text is made of the file, and is not its content."""
        return bool(self.libraries)
