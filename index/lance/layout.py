"""Layout: which versions of which tables are an index, and where in them its long arrays stand."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from index.errors import IndexForeignError, Remedy
from index.files.arrays import not_as_written
from index.storage.manifest import sealed, unsealed

STORE = 1
"""Rises with every change that makes an older store unreadable."""


@dataclass(frozen=True, slots=True)
class StoreLayout:
    """What the manifest of a store says of its tables.

    Args:
        tables: The version and the number of rows of each, by name.
        parts: Of each long array the first and the last row of ``parts`` that it lies in.
        dimension: How many numbers a passage's vector has.
        partitions: How many the vectors are found by; 0 where all are looked at.
        size: How many bytes all rows have.
        finder: The hashes of the files by which vectors are found, as ``finder_hashes`` gives them.
    """

    tables: Mapping[str, tuple[int, int]]
    parts: Mapping[str, tuple[int, int]]
    dimension: int
    partitions: int
    size: int
    finder: Mapping[str, str]

    def to_bytes(self) -> bytes:
        """Return it as JSON with its own checksum."""
        return sealed({"store": STORE, **asdict(self)})

    @classmethod
    def from_bytes(cls, data: bytes, uri: str) -> "StoreLayout":
        """Read what ``to_bytes`` gave.

        Raises:
            IndexDamagedError: It is not what was written.
            IndexForeignError: It is of another version.
        """
        try:
            record: dict[str, Any] = unsealed(data)
            version = record.pop("store")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise not_as_written(uri) from None
        if version != STORE:
            raise IndexForeignError(
                f"{uri}: is a store of version {version}, this version of Quoth reads {STORE}",
                Remedy.BUILD_OF_SOURCES,
            )
        if record.keys() != {field.name for field in fields(cls)}:
            raise not_as_written(uri)
        try:
            tables, parts = (_pairs(record.pop(name)) for name in ("tables", "parts"))
            finder = {str(name): str(sha256) for name, sha256 in record.pop("finder").items()}
        except (ValueError, TypeError, AttributeError):
            raise not_as_written(uri) from None
        if {*map(type, record.values())} != {int}:
            raise not_as_written(uri)
        return cls(tables=tables, parts=parts, finder=finder, **record)


def _pairs(record: dict[str, list[int]]) -> dict[str, tuple[int, int]]:
    return {name: (int(first), int(second)) for name, (first, second) in record.items()}


def json_text(value: object) -> str:
    """Return a value as JSON without needless spaces."""
    return json.dumps(value, separators=(",", ":"))
