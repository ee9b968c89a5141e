"""Whether a document is still what was indexed, asked again before every citation."""

from collections.abc import Sequence
from pathlib import Path

from index.documents import file_sha256
from index.errors import SourceError
from index.sources.files import read_file
from index.storage.document_entries import DocumentEntry
from index.storage.file_entries import FileEntry

_Signature = tuple[int, int, int, int]


class Freshness:
    """Compares documents with their files; a file is read again only when its status changed."""

    def __init__(self, files: Sequence[FileEntry]) -> None:
        self._files = files
        self._seen: dict[int, tuple[_Signature | None, dict[str, str] | None]] = {}

    def is_intact(self, document: DocumentEntry) -> bool:
        """Whether the document's text still has the hash it was indexed with."""
        now = self._hashes(document.file)
        return now is None or now.get(document.own_id) == document.sha256

    def _hashes(self, number: int) -> dict[str, str] | None:
        """Return the hash of each document of a file by its own id; None if nothing changed."""
        file = self._files[number]
        signature = _signature(Path(file.path))
        if number not in self._seen or self._seen[number][0] != signature:
            self._seen[number] = (signature, _changed_hashes(file))
        return self._seen[number][1]


def _signature(path: Path) -> _Signature | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _changed_hashes(file: FileEntry) -> dict[str, str] | None:
    path = Path(file.path)
    if file_sha256(path) == file.sha256:
        return None
    try:
        return {document.id: document.sha256 for document in read_file(path, file.name).documents}
    except SourceError:
        return {}
