"""Stock: what a build takes over: the passages of an older index, and of what was encoded since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.files.arrays import StoredRows
from index.files.units import JoinedUnits, StoredUnits
from index.signals.bm25 import LexicalIndex
from index.signals.registry import COLUMNS
from index.storage.contents import Contents
from index.storage.document_entries import DocumentEntries
from index.storage.file_entries import FileEntries
from index.storage.passage_table import PassageTable
from index.storage.store import Index

LARGE = 100_000
"""Passages beyond which a refresh leaves what has not changed where it is."""


@dataclass(frozen=True)
class Stock:
    """The documents of several indexes, one after the other, and all that is stored of them.

    ``columns`` and ``codes`` are what ``Contents`` holds of each passage, ``lexicals`` the words of
    each of ``indexes``; ``files`` are the files of all, by whose numbers the documents name them.
    """

    indexes: Sequence[Index]
    files: FileEntries
    passages: PassageTable
    columns: Mapping[str, JoinedUnits]
    codes: JoinedUnits
    lexicals: Sequence[LexicalIndex]
    kept: Contents | None = None
    """The first of them, where its large files stay as they are in the index that is made."""

    @classmethod
    def of(cls, indexes: Sequence[Index], *, is_grown: bool = False) -> "Stock | None":
        """Put indexes one after the other; None where there is none.

        ``is_grown`` says that the first is an older state of the index that is made: a large one is
        not copied.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        if not indexes:
            return None
        contents = [index.contents for index in indexes]
        codes = [each.dense.codes() for each in contents]
        return cls(
            indexes,
            FileEntries.joined([index.manifest.files for index in indexes]),
            _table(contents, [len(index.manifest.files) for index in indexes]),
            {
                column.file: JoinedUnits([each.columns[column.file] for each in contents])
                for column in COLUMNS
            },
            JoinedUnits([StoredUnits(rows, np.arange(len(rows) + 1)) for rows in codes]),
            [each.lexical for each in contents],
            contents[0] if is_grown and contents[0].size > LARGE else None,
        )


def _table(contents: Sequence[Contents], files: Sequence[int]) -> PassageTable:
    """Return the passages of several; ``files`` is how many files each has."""
    tables = [each.passages for each in contents]
    if len(tables) == 1:
        return tables[0]
    documents = [table.documents for table in tables]
    first_files, first_documents, first_rows = (
        np.cumsum([0, *counts]).tolist()
        for counts in (files, map(len, documents), map(len, tables))
    )
    first_bytes = np.cumsum([0, *(int(table.texts.starts[-1]) for table in tables)]).tolist()
    first_lines = np.cumsum([0, *(len(each.lines) for each in documents)]).tolist()
    sections: dict[tuple[str, ...], int] = {}
    rows, sentences, places, starts = [], [], [], [np.zeros(1, np.int64)]
    shared: dict[int, str] = {}
    for at, (table, own) in enumerate(zip(tables, documents, strict=True)):
        first = first_rows[at]
        renumbered = np.array(
            [sections.setdefault(path, len(sections)) for path in table.sections], np.int64
        )
        moved = table.rows + np.array([first_documents[at], 0, 0, 0, 0, first, first])
        moved[:, 3] = renumbered[table.rows[:, 3]]
        rows.append(moved)
        sentences.append(table.sentences + np.array([first, 0, 0]))
        text = first_bytes[at]
        places.append(own.places + np.array([first_files[at], first, first, text, text]))
        starts.append(own.starts[1:] + first_lines[at])
        shared |= {file + first_files[at]: name for file, name in own.shared.items()}
    entries = DocumentEntries(
        [name for own in documents for name in own.ids],
        _joined([own.lines for own in documents]),
        np.concatenate(starts),
        np.concatenate(places),
        shared,
    )
    return PassageTable(
        entries,
        list(sections),
        JoinedUnits([_stored(table) for table in tables]),
        np.concatenate(rows),
        np.concatenate(sentences),
        _joined([table.text_hashes for table in tables]),
    )


def _stored(table: PassageTable) -> StoredUnits:
    """Return the texts of an index, which lie in one file."""
    if not isinstance(table.texts, StoredUnits):
        raise TypeError("texts are joined already")
    return table.texts


def _joined(parts: Sequence[StoredRows]) -> StoredRows:
    return StoredRows(np.concatenate([part[:] for part in parts]))
