"""One file a format; each turns the bytes of a file into documents with their structure."""

from collections.abc import Callable
from dataclasses import dataclass

from index.documents import Document
from index.readers import jsonl, markdown, text


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one format are read.

    ``read`` takes a file's bytes and the id for a document that is the whole file, and returns
    the documents. It raises ``SourceError`` where nothing of the file can be used; ``problems``
    collects what is wrong with parts of it.
    """

    read: Callable[[bytes, str, list[str]], list[Document]]


READERS: dict[str, Reader] = {
    ".txt": Reader(text.read),
    ".md": Reader(markdown.read),
    ".jsonl": Reader(jsonl.read),
}
"""The reader of each file name ending, in lower case."""
