"""One file a format; each turns the bytes of a file into documents with their structure."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.documents import Document
from index.errors import SourceError
from index.readers import jsonl, markdown, text
from index.readers.docx import reader as docx
from index.readers.html import reader as html
from index.readers.pdf import reader as pdf


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one format are read.

    ``read`` takes a file's bytes and the id for a document that is the whole file, and returns
    the documents. It raises ``SourceError`` where nothing of the file can be used; ``problems``
    collects what is wrong with parts of it.

    ``libraries`` are the packages that make a text of the file, none where the text is the file's
    content; ``revision`` rises where this version reads the same file otherwise than the last;
    ``has_own_ids`` says that documents are not named after the file.
    """

    read: Callable[[bytes, str, list[str]], list[Document]]
    libraries: tuple[str, ...] = ()
    revision: int = 1
    has_own_ids: bool = False


READERS: dict[str, Reader] = {
    ".txt": Reader(text.read),
    ".md": Reader(markdown.read),
    ".html": Reader(html.read, html.LIBRARIES, revision=3),
    ".htm": Reader(html.read, html.LIBRARIES, revision=3),
    ".pdf": Reader(pdf.read, pdf.LIBRARIES, revision=2),
    ".docx": Reader(docx.read, docx.LIBRARIES, revision=2),
    ".jsonl": Reader(jsonl.read, has_own_ids=True),
}
"""The reader of each file name ending, in lower case."""


@dataclass(frozen=True, slots=True)
class FileContents:
    """The documents of one file, the hash of its bytes, and what is wrong with parts of it."""

    documents: tuple[Document, ...]
    sha256: str
    problems: tuple[str, ...]

    def of(self, path: Path) -> "FileContents":
        """Return the same with the file's name before each problem."""
        return replace(self, problems=tuple(f"{path}: {problem}" for problem in self.problems))


def parse(data: bytes, suffix: str, name: str) -> FileContents:
    """Return what the bytes of a file hold, given its name's ending and its id.

    Raises:
        SourceError: It is empty or blank, or not of its format; the file is not named.
    """
    problems: list[str] = []
    documents = READERS[suffix].read(data, name, problems)
    if all(not document.text.strip() for document in documents):
        raise SourceError("is empty; there is nothing to quote")
    return FileContents(tuple(documents), hashlib.sha256(data).hexdigest(), tuple(problems))


def ending(path: str) -> str:
    """Return the ending of a file's name, by which its reader is found, in lower case."""
    return "." + path.rpartition(".")[2].lower()


@cache
def converter(suffix: str) -> str:
    """Return what makes a text of files with this ending, with its versions.

    Empty where the text is the file's content. The same file and converter give the same text.
    """
    reader = READERS[suffix]
    if not reader.libraries:
        return ""
    from importlib.metadata import version

    versions = (f"{library} {version(library)}" for library in reader.libraries)
    return f"{', '.join(versions)}, revision {reader.revision}"
