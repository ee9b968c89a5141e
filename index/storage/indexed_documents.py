"""The documents of an index by their ids, each read when it is looked at."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from index.documents import IndexedDocument
from index.storage.file_entries import FileEntries
from index.storage.kept import KeptDocuments


class IndexedDocuments(Mapping[str, IndexedDocument]):
    """The documents in their order, by id."""

    def __init__(self, entries: KeptDocuments, files: FileEntries) -> None:
        self._entries = entries
        self._paths = files.columns["path"]
        self._numbers = {name: number for number, name in enumerate(entries.ids)}

    def number(self, document: str) -> int:
        """Return the number of a document in the index.

        Raises:
            KeyError: There is no such document.
        """
        return self._numbers[document]

    def __getitem__(self, document: str) -> IndexedDocument:
        entry = self._entries[self._numbers[document]]
        return IndexedDocument(
            id=entry.id,
            own_id=entry.own_id,
            title=entry.title,
            sha256=entry.sha256,
            path=Path(self._paths[entry.file]),
            origin=entry.origin,
            passages=entry.last - entry.first,
            pages=entry.pages,
            headings=entry.headings,
            page_labels=entry.page_labels,
            metadata=entry.metadata,
            cells=entry.cells,
            language=entry.language,
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
