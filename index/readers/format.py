"""Format: how files of one kind are read."""

from collections.abc import Callable
from dataclasses import dataclass

from index.documents import Document


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: its documents, and what is wrong with parts of it."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...] = ()


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
    """

    endings: tuple[str, ...]
    read: Callable[[bytes, str], Reading]
    libraries: tuple[str, ...] = ()
    revision: int = 1
    names_documents: bool = False

    @property
    def is_converted(self) -> bool:
        """Whether the text is made of the file, and is not its content."""
        return bool(self.libraries)
