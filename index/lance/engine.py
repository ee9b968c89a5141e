"""Engine: versions of tables as Lance keeps them; the only file that knows pylance and pa.

What goes wrong in there comes out as ``trouble.explained`` says it.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import InputError, Remedy
from index.files.arrays import not_as_written
from index.lance.trouble import OvertakenError, explained

Value = bytes | str
Row = tuple[Value, ...]
"""The values of a row in the order of its table's columns; a vector as the bytes of its numbers."""

HASH = "hash"
"""The column behind all others."""
_FORMAT = "2.1"
"""Of the files that tables lie in."""
_AT_ONCE = 1024
"""Rows that are written as one batch."""
_INDEX_CACHE = 512 * 2**20
"""Bytes; with an eighth of it an index of a million vectors is read again for every question."""
_YOUNG = timedelta(hours=1)
"""What another writer may still be about to name."""
_PATIENCE = {"timeout": "10s", "connect_timeout": "5s", "client_max_retries": "1"}
"""Of what is read from object storage: opening a table takes six requests, and a network that stalls
is given up within two minutes. What is written may take longer."""


class Kind(Enum):
    """What a column holds."""

    BYTES = "bytes"
    TEXT = "text"
    VECTOR = "vector"
    """Numbers in half precision, all rows as many."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, by name; ``dimension`` is how many numbers a vector has."""

    kinds: dict[str, Kind]
    dimension: int = 0


def _lance() -> Any:
    """Return the library.

    Raises:
        InputError: It is not installed.
    """
    os.environ.setdefault("LANCE_LOG", "error")  # it tells of each table that it makes
    try:
        import lance
    except ImportError as error:
        raise InputError(f"a store needs {error.name or 'lance'}", Remedy.INSTALL_SCALE) from None
    return lance


def _options(uri: str) -> dict[str, str] | None:
    return _PATIENCE if "://" in uri else None


class Version:
    """One version of a table, as it was written."""

    def __init__(self, uri: str, columns: Columns, version: int | None = None) -> None:
        self.uri = uri
        self._columns = columns
        lance = _lance()
        with explained(uri):
            self._dataset: Any = lance.dataset(
                uri,
                version=version,
                index_cache_size_bytes=_INDEX_CACHE,
                storage_options=_options(uri),
            )
        if not {*columns.kinds, HASH} <= set(self._dataset.schema.names):
            raise not_as_written(uri)  # the engine would panic, and print so, when they are read
        self.number = int(self._dataset.version)

    def __len__(self) -> int:
        with explained(self.uri):
            return int(self._dataset.count_rows())

    def take(self, numbers: Sequence[int]) -> list[tuple[Row, bytes]]:
        """Return rows by their numbers, each with what stands in its column of hashes."""
        kinds = self._columns.kinds
        with explained(self.uri):
            table = self._dataset.take(list(numbers), columns=[*kinds, HASH])
            values = [_values(table[name], kind) for name, kind in kinds.items()]
            return list(zip(zip(*values, strict=True), table[HASH].to_pylist(), strict=True))

    def nearest(self, column: str, vector: NDArray[np.float32], count: int, probes: int) -> Any:
        """Return about the ``count`` rows nearest to a vector, as ``number`` says of each; (n,)."""
        with explained(self.uri):
            found = self._dataset.to_table(
                columns=["number", "_distance"],
                nearest={
                    "column": column,
                    "q": vector.astype(np.float16),
                    "k": count,
                    "nprobes": probes,
                    "metric": "dot",
                },
            )
            return found["number"].to_numpy().astype(np.int64)

    def index(self, column: str, partitions: int) -> "Version":
        """Return the version after this one, which finds the vectors of a column by partitions."""
        with explained(self.uri):
            self._dataset.create_index(
                column, "IVF_RQ", metric="dot", num_partitions=partitions, num_bits=4
            )
        return Version(self.uri, self._columns)

    def index_name(self) -> str:
        """Return the name of the folder of what ``index`` made."""
        with explained(self.uri):
            return str(self._dataset.describe_indices()[0].segments[0].uuid)

    def keep(self, tag: str) -> None:
        """Keep this version under a name, and no others but under the names that ``sweep`` keeps."""
        with explained(self.uri):
            if tag not in self._dataset.tags.list():
                self._dataset.tags.create(tag, self.number)

    def sweep(self, tags: Sequence[str], *, is_alone: bool) -> None:
        """Remove what is neither the newest version nor under one of the names.

        Args:
            tags: The names.
            is_alone: Whether nobody else can be writing; else what is young stays.
        """
        with explained(self.uri):
            for tag in self._dataset.tags.list():
                if tag not in tags:
                    self._dataset.tags.delete(tag)
            self._dataset.cleanup_old_versions(
                timedelta(0) if is_alone else _YOUNG,
                delete_unverified=is_alone,
                error_if_tagged_old_versions=False,
            )


def write(uri: str, columns: Columns, rows: Iterator[tuple[Row, bytes]]) -> Version:
    """Write rows, each with its hash, as the next version of a table; older ones stay."""
    import pyarrow as pa

    lance = _lance()
    schema = _schema(columns)

    def batches() -> Iterator[Any]:
        number = 0
        while batch := list(islice(rows, _AT_ONCE)):
            yield _batch(columns, schema, batch, number)
            number += len(batch)

    with explained(uri, writing=True):
        reader = pa.RecordBatchReader.from_batches(schema, batches())
        lance.write_dataset(reader, uri, schema, mode="overwrite", data_storage_version=_FORMAT)
    return Version(uri, columns)


def replace(uri: str, columns: Columns, row: tuple[Row, bytes], before: int | None) -> None:
    """Write the one row of a table, as its next version, if nobody else has since ``before``.

    Args:
        uri: The table.
        columns: Its columns.
        row: The row and its hash.
        before: The version that is replaced; None where there is no table yet.

    Raises:
        OvertakenError: Somebody has.
    """
    lance = _lance()
    schema = _schema(columns)
    batch = _batch(columns, schema, [row], 0)
    with explained(uri, writing=True):
        try:
            if before is None:
                lance.write_dataset(batch, uri, mode="create", data_storage_version=_FORMAT)
                return
            fragments = lance.fragment.write_fragments(
                batch, uri, schema, data_storage_version=_FORMAT
            )
            change = lance.LanceOperation.Overwrite(schema, fragments)
            lance.LanceDataset.commit(uri, change, before, max_retries=0)
        except (OSError, ValueError, RuntimeError) as error:
            if re.search("conflict|already exists", str(error), re.IGNORECASE):
                raise OvertakenError(f"{uri}: another build was faster", Remedy.BUILD) from None
            raise


def as_bytes(value: Value) -> bytes:
    """Return a value as it is hashed."""
    return value.encode() if isinstance(value, str) else value


def _schema(columns: Columns) -> Any:
    import pyarrow as pa

    types = {
        Kind.BYTES: pa.large_binary(),
        Kind.TEXT: pa.large_string(),
        Kind.VECTOR: pa.list_(pa.float16(), columns.dimension),
    }
    fields = [(name, types[kind]) for name, kind in columns.kinds.items()]
    return pa.schema([("number", pa.int64()), *fields, (HASH, pa.binary(32))])


def _batch(columns: Columns, schema: Any, rows: Sequence[tuple[Row, bytes]], first: int) -> Any:
    import pyarrow as pa

    arrays: list[Any] = [pa.array(range(first, first + len(rows)), pa.int64())]
    for at, kind in enumerate(columns.kinds.values()):
        held: list[Any] = [row[at] for row, _ in rows]
        if kind is Kind.VECTOR:
            # numbers of their own memory: the engine cannot read any that begin at odd places
            numbers = np.frombuffer(b"".join(held), np.float16).copy()
            array = pa.FixedSizeListArray.from_arrays(numbers, columns.dimension)
        else:
            array = pa.array(held, schema.field(at + 1).type)
        arrays.append(array)
    arrays.append(pa.array([hash_ for _, hash_ in rows], pa.binary(32)))
    return pa.record_batch(arrays, schema=schema)


def _values(column: Any, kind: Kind) -> list[Value]:
    if kind is not Kind.VECTOR:
        values: list[Value] = column.to_pylist()
        return values
    flat = column.combine_chunks().flatten().to_numpy()
    return [row.tobytes() for row in flat.reshape(len(column), -1)]
