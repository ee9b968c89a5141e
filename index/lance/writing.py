"""Writing: the tables of a store, made row by row of what a folder holds of an index."""

import math
from collections.abc import Iterator

import numpy as np

from index.lance.engine import Row, Version
from index.lance.finder import finder_hashes
from index.lance.layout import StoreLayout, json_text
from index.lance.parts import (
    DESCRIBED,
    DOCUMENT_IDS,
    DOCUMENT_OF,
    FILES_OF,
    LANGUAGES,
    PROJECTION,
    REPEATS,
    SECTION_OF,
    SECTIONS,
    SHARED,
    PartWriter,
)
from index.lance.tables import (
    DOCUMENTS,
    PARTS,
    PASSAGES,
    POSTINGS,
    VECTORS,
    Written,
    uri_of,
    write_table,
)
from index.lance.words import posting_rows, word_parts
from index.signals.registry import COLUMNS
from index.storage.contents import Contents

FLAT = 100_000
"""Passages up to which all vectors are looked at: as fast as partitions, and exact."""
_PASSAGES_A_PARTITION = 1000


def write_tables(
    root: str, build: str, contents: Contents
) -> tuple[StoreLayout, dict[str, Version]]:
    """Write an index as the next version of each table of a store.

    Nobody sees them before a manifest names them; ``build`` is the name of the build.

    Raises:
        IndexUnwritableError: There is no room, or the store may not be written.
        IndexDamagedError: What is written is not what was built.
    """
    dimension = len(contents.projection)
    parts = PartWriter()
    rows = {
        DOCUMENTS: _documents(contents),
        PASSAGES: _passages(contents),
        VECTORS: _vectors(contents),
        POSTINGS: posting_rows(contents.lexical),
        PARTS: _parts(contents, parts),
    }
    written: dict[str, Written] = {
        name: write_table(root, build, name, made, dimension) for name, made in rows.items()
    }
    versions = {name: table.version for name, table in written.items()}
    partitions, finder = 0, {}
    if len(contents.passages) > FLAT:
        partitions = math.ceil(len(contents.passages) / _PASSAGES_A_PARTITION)
        versions[VECTORS] = versions[VECTORS].index("vector", partitions)
        finder = finder_hashes(uri_of(root, VECTORS), versions[VECTORS].index_name())
    layout = StoreLayout(
        tables={name: (versions[name].number, table.rows) for name, table in written.items()},
        parts=parts.places,
        dimension=dimension,
        partitions=partitions,
        size=sum(table.size for table in written.values()),
        finder=finder,
    )
    return layout, versions


def _documents(contents: Contents) -> Iterator[Row]:
    table = contents.passages
    documents = table.documents
    for number, name in enumerate(documents.ids):
        first, last = int(documents.starts[number]), int(documents.starts[number + 1])
        place = documents.places[number, :3].astype(np.int32).tobytes()
        text = table.texts.run(number, number + 1).tobytes().decode()
        yield name, documents.lines[first:last].tobytes(), place, text


def _passages(contents: Contents) -> Iterator[Row]:
    table = contents.passages
    columns = [contents.columns[column.file] for column in COLUMNS]
    for row, numbers in enumerate(table.rows.astype(np.int32)):
        spans = table.sentences[table.sentence_rows(row), 1:].astype(np.int32)
        yield (
            numbers.tobytes(),
            json_text(table.sections[int(numbers[3])]),
            spans.tobytes(),
            *(units.run(row, row + 1).tobytes() for units in columns),
        )


def _vectors(contents: Contents) -> Iterator[Row]:
    return ((code.tobytes(),) for code in contents.dense.codes())


def _parts(contents: Contents, parts: PartWriter) -> Iterator[Row]:
    table = contents.passages
    rows = table.rows.astype(np.int32)
    own = np.arange(len(rows), dtype=np.int32)
    repeated = np.flatnonzero((rows[:, 5] != own) | (rows[:, 6] != own))
    repeats = np.column_stack([own, rows[:, 5:7]])[repeated]
    files = table.documents.places[:, 0].astype(np.int32)
    shared = list(table.documents.shared.items())
    yield from parts.pieces(DOCUMENT_IDS, json_text(list(table.documents.ids)).encode())
    yield from parts.pieces(FILES_OF, files.tobytes())
    yield from parts.pieces(SHARED, json_text(shared).encode())
    described = [[title, list(metadata.record())] for title, metadata in contents.described]
    yield from parts.pieces(DESCRIBED, json_text(described).encode())
    yield from parts.pieces(LANGUAGES, json_text(contents.languages).encode())
    yield from parts.pieces(SECTIONS, json_text(table.sections).encode())
    yield from parts.pieces(DOCUMENT_OF, rows[:, 0].tobytes())
    yield from parts.pieces(SECTION_OF, rows[:, 3].tobytes())
    yield from parts.pieces(REPEATS, repeats.tobytes())
    yield from parts.pieces(PROJECTION, contents.projection.astype(np.float32).tobytes())
    yield from word_parts(contents.lexical, parts)
