"""Tables: what an index is divided into, each row under a hash that is checked when it is used."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.errors import IndexDamagedError, QuothError, Remedy
from index.lance.engine import Columns, Kind, Row, Version, as_bytes, write
from index.signals.registry import COLUMNS

DOCUMENTS, PASSAGES, VECTORS, POSTINGS, PARTS = (
    "documents", "passages", "vectors", "postings", "parts"
)  # fmt: skip
MANIFEST = "manifest"
TABLES = (DOCUMENTS, PASSAGES, VECTORS, POSTINGS, PARTS, MANIFEST)
_AT_ONCE = 512
"""Rows that are fetched together where all are read."""


def columns_of(table: str, dimension: int = 0) -> Columns:
    """Return the columns of a table; ``dimension`` is that of the passages' vectors."""
    signals = {column.file.removesuffix(".bin"): Kind.BYTES for column in COLUMNS}
    kinds = {
        # its id, what it says of itself, [file, first and last passage], its text
        DOCUMENTS: {"id": Kind.TEXT, "line": Kind.BYTES, "place": Kind.BYTES, "text": Kind.TEXT},
        # seven numbers, see ``PassageTable``; headings as JSON; sentences; what signals store
        PASSAGES: {"place": Kind.BYTES, "section": Kind.TEXT, "sentences": Kind.BYTES, **signals},
        VECTORS: {"vector": Kind.VECTOR},
        # the passages that hold a term, and how often each does
        POSTINGS: {"rows": Kind.BYTES, "counts": Kind.BYTES},
        # arrays that are as long as the index, cut in pieces
        PARTS: {"data": Kind.BYTES},
        MANIFEST: {"manifest": Kind.BYTES, "layout": Kind.BYTES},
    }
    return Columns(kinds[table], dimension if table == VECTORS else 0)


def uri_of(root: str, table: str) -> str:
    """Return where a table of a store is."""
    return f"{root}/{table}.lance"


def row_hash(build: str, table: str, number: int, row: Row) -> bytes:
    """Return the SHA-256 of a row at its place in a table, as a build wrote it."""
    digest = hashlib.sha256(f"{build} {table} {number}".encode())
    for value in row:
        data = as_bytes(value)
        digest.update(len(data).to_bytes(8))
        digest.update(data)
    return digest.digest()


@dataclass(frozen=True, slots=True)
class Written:
    """A table as it was written: its version, how many rows it has, and their bytes."""

    version: Version
    rows: int
    size: int


def write_table(
    root: str, build: str, table: str, rows: Iterable[Row], dimension: int = 0
) -> Written:
    """Write a table of a build as its next version; raises as ``engine.write``."""
    count = size = 0

    def hashed() -> Iterator[tuple[Row, bytes]]:
        nonlocal count, size
        for row in rows:
            hash_ = row_hash(build, table, count, row)
            count += 1
            size += len(hash_) + sum(len(as_bytes(value)) for value in row)
            yield row, hash_

    version = write(uri_of(root, table), columns_of(table, dimension), hashed())
    return Written(version, count, size)


class Table:
    """A table of an index, of which nothing is returned that is not what was written.

    Args:
        name: Its name.
        build: The build that wrote it.
        size: How many rows were written.
        open_version: Opens the version that was written.
        on_error: Returns what to raise in place of an error: what is read may have been replaced.
    """

    def __init__(
        self,
        name: str,
        build: str,
        size: int,
        open_version: Callable[[], Version],
        on_error: Callable[[QuothError], QuothError],
    ) -> None:
        self.name = name
        self.build = build
        self.size = size
        self._open = open_version
        self._on_error = on_error
        self._opened: Version | None = None

    @property
    def version(self) -> Version:
        """The version that was written, opened when it is first asked for.

        Raises:
            IndexDamagedError: It has another number of rows.
        """
        if self._opened is None:
            version = self._open()
            if len(version) != self.size:
                raise self._damaged(version.uri)
            self._opened = version
        return self._opened

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """Return rows by their numbers.

        Raises:
            IndexDamagedError: One is not what was written.
            IndexStaleError: The table has been replaced and removed meanwhile.
        """
        if not numbers:
            return []
        try:
            taken = self.version.take(numbers)
        except QuothError as error:
            raise self._on_error(error) from None
        if len(taken) != len(numbers):
            raise self._damaged(self.version.uri)
        for number, (row, hash_) in zip(numbers, taken, strict=True):
            if None in row or row_hash(self.build, self.name, number, row) != hash_:
                raise self._damaged(f"{self.version.uri}, row {number}")
        return [row for row, _ in taken]

    def all(self, first: int = 0, last: int | None = None) -> Iterator[Row]:
        """Give the rows ``[first, last)``, or all, a few at a time; raises as ``rows``."""
        end = self.size if last is None else last
        for start in range(first, end, _AT_ONCE):
            yield from self.rows(range(start, min(start + _AT_ONCE, end)))

    def _damaged(self, place: str) -> IndexDamagedError:
        return IndexDamagedError(f"{place}: is not what was written", Remedy.BUILD_OF_SOURCES)
