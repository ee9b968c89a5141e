"""Finder: the files by which the engine finds vectors faster, which no row's hash covers."""

from collections.abc import Mapping
from pathlib import Path

from index.documents import file_sha256
from index.files.arrays import not_as_written

_SMALL = 16 * 2**20
"""Bytes of a file that is checked before a question: where partitions lie, for some ten million."""


def finder_hashes(table: str, index: str) -> dict[str, str]:
    """Return the SHA-256 of each file of an index of a table, by its path; none of object storage.

    Args:
        table: Where the table is.
        index: The name that the engine gave its index.
    """
    folder = Path(table) / "_indices" / index
    if "://" in table:
        return {}
    return {f"{index}/{path.name}": file_sha256(path) for path in sorted(folder.iterdir())}


class Finder:
    """The files of an index on disk, and what they were when they were written."""

    def __init__(self, table: str, hashes: Mapping[str, str]) -> None:
        self._folder = Path(table) / "_indices"
        self._hashes = hashes

    def prove(self, most: int | None = _SMALL) -> None:
        """Check the files of at most so many bytes; None means all.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        for name, sha256 in self._hashes.items():
            path = self._folder / name
            try:
                is_looked_at = most is None or path.stat().st_size <= most
                is_whole = not is_looked_at or file_sha256(path) == sha256
            except OSError:
                is_whole = False
            if not is_whole:
                raise not_as_written(path)
