"""Schemas: what records look like, as JSON Schema, for programs that check before they ask."""

from collections.abc import Sequence
from typing import Any

from msgspec.json import schema_components

from assistant.records.record import Record


def schema_of(record: type[Record], where: str = "#/$defs/{name}") -> dict[str, Any]:
    """Return the schema of a record as one object, what it refers to under ``$defs``."""
    (root,), parts = schema_components([record], ref_template=where)
    name = root["$ref"].rpartition("/")[2]
    schema: dict[str, Any] = {**parts.pop(name)}
    return {**schema, "$defs": parts} if parts else schema


def schemas_of(
    records: Sequence[type[Record]], where: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return a reference to each record's schema, and all schemas by their names."""
    references, parts = schema_components(records, ref_template=where)
    return list(references), parts
