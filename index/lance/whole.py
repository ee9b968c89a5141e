"""Whole: a store's index as a folder holds it, for a build to take over what has not changed."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.files.arrays import HASHES, block_hashes, hashed_pieces
from index.files.disk import FileRange, Parts
from index.files.json_lines import json_line
from index.lance.place import StoredContents
from index.signals.dense import VECTORS, file_of
from index.signals.registry import COLUMNS
from index.signals.term_files import written
from index.storage.contents import DOCUMENTS, TEXT_HASHES, TEXTS


class _Spool:
    """A file of units that is written one unit at a time, and their hashes."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._path = path
        self._hashes = bytearray()
        self.sizes: list[int] = []

    def add(self, data: bytes) -> None:
        """Write one more unit."""
        self._file.write(data)
        self._hashes += hashlib.sha256(data).digest()
        self.sizes.append(len(data))

    def files(self, name: str) -> Mapping[str, Parts]:
        """Return the file of this name and the one with its hashes."""
        self._file.close()
        return {
            name: [FileRange(self._path, 0, sum(self.sizes))] if self.sizes else [],
            name + HASHES: [bytes(self._hashes)],
        }


def folder_files(contents: StoredContents, folder: Path) -> dict[str, Parts]:
    """Return the files of a generation, the same bytes that a folder would have.

    Args:
        contents: The store's.
        folder: Where what is long is written meanwhile.

    Raises:
        IndexDamagedError: Something of the store is not what was written.
        OSError: The folder cannot be written.
    """
    vectors = file_of([contents.codes().data], contents.size, len(contents.projection))
    return {
        **_documents(contents, folder),
        **_passages(contents, folder),
        VECTORS: vectors,
        VECTORS + HASHES: [block_hashes(vectors)],
        "projection.bin": [contents.projection.data],
        **written(contents.lexical.whole()),
    }


def _documents(contents: StoredContents, folder: Path) -> dict[str, Parts]:
    documents = contents.passages.documents
    texts = _Spool(folder / "texts")
    lines: list[bytes] = []
    owned: list[tuple[int, int, int]] = []
    for number, entry in enumerate(documents):
        texts.add(documents.text(number).encode())
        lines.append(documents.line(number))
        owned.append((entry.file, entry.first, entry.last))
    ends = np.append(0, np.cumsum(np.array(texts.sizes, np.int64)))
    places = np.column_stack([np.array(owned, np.int64), ends[:-1], ends[1:]])
    names = {
        "documents": list(documents.ids),
        "sections": list(contents.sections),
        "shared": list(documents.shared.items()),
        "languages": list(contents.languages),
    }
    return {
        **texts.files(TEXTS),
        **hashed_pieces(DOCUMENTS, b"".join(lines)),
        "document_starts.bin": [np.cumsum([0, *map(len, lines)], dtype=np.int64).data],
        "document_places.bin": [places.data],
        "names.json": [json_line(names)],
    }


def _passages(contents: StoredContents, folder: Path) -> dict[str, Parts]:
    columns = {column: _Spool(folder / column.file) for column in COLUMNS}
    widths = {column: column.width(*contents.projection.shape) for column in COLUMNS}
    places, sentences, hashes = bytearray(), bytearray(), bytearray()
    number, text = -1, ""
    for row, stored in enumerate(contents.passages.all()):
        places += stored.place.tobytes()
        owner = np.full((len(stored.sentences), 1), row, np.int32)
        sentences += np.hstack([owner, stored.sentences]).tobytes()
        document, start, end = stored.place[:3].tolist()
        if document != number:
            number, text = document, contents.passages.text(document)
        hashes += hashlib.sha256(text[start:end].encode()).digest()
        for column, spool in columns.items():
            spool.add(stored.units[column.file])
    files: dict[str, Parts] = {
        "passages.bin": [bytes(places)],
        "sentences.bin": [bytes(sentences)],
        **hashed_pieces(TEXT_HASHES, bytes(hashes)),
    }
    for column, spool in columns.items():
        files |= spool.files(column.file)
        if column.starts:
            counts = np.array(spool.sizes, np.int64) // widths[column]
            files[column.starts] = [np.append(0, np.cumsum(counts)).data]
    return files
