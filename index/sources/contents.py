"""What one file held when it was read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.documents import Document
from index.readers.format import Reading


@dataclass(frozen=True, slots=True)
class FileContents:
    """The documents of one file, the hash of its bytes, and what is wrong with it or parts of it.

    Each of ``problems`` begins with the name of the file; the hash is empty where no bytes were read;
    ``left_out`` are the names of files in it that are of no kind that is read.
    """

    documents: tuple[Document, ...]
    sha256: str
    problems: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @classmethod
    def of(cls, path: Path, data: bytes, reading: Reading) -> Self:
        """Return what was read of a file's bytes."""
        problems = tuple(f"{path}: {problem}" for problem in reading.problems)
        sha256 = hashlib.sha256(data).hexdigest()
        return cls(reading.documents, sha256, problems, reading.left_out)
