"""Passages and documents of a store, fetched as they are asked for."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.documents import Span
from index.lance.engine import Row, as_bytes
from index.lance.fetched import Fetched
from index.lance.parts import (
    DESCRIBED,
    DOCUMENT_IDS,
    DOCUMENT_OF,
    FILES_OF,
    REPEATS,
    SECTION_OF,
    SECTIONS,
    SHARED,
    Parts,
)
from index.lance.tables import Table
from index.metadata import Metadata
from index.passages.passage import Passage
from index.place import Mask, Selection
from index.signals.registry import COLUMNS
from index.storage.document_entries import DocumentEntry, entry_of
from index.storage.passage_table import passage_of

_AHEAD = 128
"""Documents that are fetched with one that follows the last."""
_KEPT_DOCUMENTS, _KEPT_PASSAGES = 256, 4096
"""As many as are held: what a listing fetches ahead; the candidates of the last few questions."""


class StoredDocuments(Sequence[DocumentEntry]):
    """The documents of a store.

    Whatever is asked of them raises what ``Table.rows`` raises.
    """

    def __init__(self, parts: Parts, table: Table) -> None:
        self._parts = parts
        self._table = table
        self._fetched = Fetched(table.rows, _KEPT_DOCUMENTS)
        self._last = -1

    def __len__(self) -> int:
        return self._table.size

    @cached_property
    def ids(self) -> Sequence[str]:
        """Their ids, in order."""
        ids: list[str] = json.loads(self._parts.text(DOCUMENT_IDS))
        return ids

    @cached_property
    def described(self) -> Sequence[tuple[str, Metadata]]:
        """The title of each, and what it says of itself, in order."""
        records = json.loads(self._parts.text(DESCRIBED))
        return [(title, Metadata.from_record(record)) for title, record in records]

    def of_file(self, file: int) -> range:
        """Return the numbers of the documents of a file, by its number in the manifest."""
        return range(bisect_left(self._files, file), bisect_right(self._files, file))

    def __getitem__(self, number: int) -> DocumentEntry:  # type: ignore[override]
        if not 0 <= number < len(self):
            raise IndexError(number)
        name, line, place, text = self._row(number)
        file, first, last = np.frombuffer(as_bytes(place), np.int32).tolist()
        ends = (file, first, last, 0, len(as_bytes(text)))
        return entry_of(str(name), as_bytes(line), ends, self.shared)

    def line(self, number: int) -> bytes:
        """Return what a document says of itself, as it is stored."""
        return as_bytes(self._row(number)[1])

    def text(self, number: int) -> str:
        """Return the text of a document."""
        return str(self._row(number)[3])

    def expect(self, numbers: Sequence[int]) -> None:
        """Fetch documents."""
        self._fetched.get(numbers)

    def prove(self) -> None:
        """Check every byte of them."""
        for _ in self._table.all():
            pass

    @cached_property
    def _files(self) -> list[int]:
        files: list[int] = self._parts.array(FILES_OF, np.int32).tolist()
        return files

    @cached_property
    def shared(self) -> Mapping[int, str]:
        """The names of files that hold several documents, by their numbers."""
        return dict(json.loads(self._parts.text(SHARED)))

    def _row(self, number: int) -> Row:
        """Return a document's row; of documents in order the next ones are fetched with it."""
        ahead = _AHEAD if number == self._last + 1 and number % _AHEAD == 1 else 1
        self._last = number
        return self._fetched.get(range(number, min(number + ahead, len(self))))[0]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it is stored: its place, see ``PassageTable``, its section, its sentences.

    ``units`` are what signals store of it, by their names.
    """

    place: NDArray[np.int32]
    section: tuple[str, ...]
    sentences: NDArray[np.int32]
    units: Mapping[str, bytes]

    @classmethod
    def of(cls, row: Row) -> "StoredPassage":
        """Read a row of the table."""
        place, section, sentences, *units = map(as_bytes, row)
        names = (column.file for column in COLUMNS)
        return cls(
            np.frombuffer(place, np.int32),
            tuple(json.loads(section)),
            np.frombuffer(sentences, np.int32).reshape(-1, 2),
            dict(zip(names, units, strict=True)),
        )

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its sentences."""
        return tuple((start, end) for start, end in self.sentences.tolist())


class StoredPassages(Sequence[Passage]):
    """The passages of a store.

    Whatever is asked of them raises what ``Table.rows`` raises.
    """

    def __init__(self, parts: Parts, table: Table, documents: StoredDocuments) -> None:
        self.documents = documents
        self._parts = parts
        self._table = table
        self._fetched = Fetched(self._fetch, _KEPT_PASSAGES)

    def __len__(self) -> int:
        return self._table.size

    def __getitem__(self, row: int) -> Passage:  # type: ignore[override]
        if not 0 <= row < len(self):
            raise IndexError(row)
        [stored] = self.stored([row])
        number, start, end, _, paragraph = stored.place[:5].tolist()
        entry, text = self.documents[number], self.documents.text(number)
        return passage_of(entry, text, (start, end), stored.section, paragraph, stored.spans)

    def expect(self, rows: Sequence[int]) -> None:
        """Fetch passages and their documents."""
        self.documents.expect([int(passage.place[0]) for passage in self.stored(rows)])

    def stored(self, rows: Sequence[int]) -> list[StoredPassage]:
        """Return passages as they are stored; those that are asked for together come together."""
        return self._fetched.get(rows)

    def _fetch(self, rows: Sequence[int]) -> list[StoredPassage]:
        return list(map(StoredPassage.of, self._table.rows(rows)))

    def all(self) -> Iterable[StoredPassage]:
        """Give all passages as they are stored, in order."""
        return map(StoredPassage.of, self._table.all())

    def text(self, number: int) -> str:
        """Return the text of a document, by its number."""
        return self.documents.text(number)

    def prove(self) -> None:
        """Check every byte of the documents."""
        self.documents.prove()

    @cached_property
    def sections(self) -> Sequence[tuple[str, ...]]:
        """The paths of headings that passages lie under, each once."""
        return [tuple(path) for path in json.loads(self._parts.text(SECTIONS))]

    def choose(self, documents: Mask | None, sections: Mask | None) -> Selection:
        """Return the passages of some documents that lie under some sections; None means all."""
        size = len(self)
        if documents is None and sections is None:
            firsts, headed = np.ones((2, size), np.bool_)
            for first, column in ((firsts, 1), (headed, 2)):
                first[self._repeats[self._repeats[:, column] != self._repeats[:, 0], 0]] = False
            return Selection(firsts, headed, None, len(self.documents))
        mask = np.ones(size, np.bool_)
        if documents is not None:
            mask &= documents[self._document_of]
        if sections is not None:
            mask &= sections[self._parts.array(SECTION_OF, np.int32)]
        firsts, headed = mask.copy(), mask.copy()
        repeats = self._repeats[mask[self._repeats[:, 0]]]
        for first, column in ((firsts, 1), (headed, 2)):
            others = repeats[repeats[:, column] != repeats[:, 0]]
            # The first that is chosen stands for those that repeat what is not.
            _, places = np.unique(others[:, column], return_index=True)
            standing = others[places]
            first[others[:, 0]] = False
            first[standing[~mask[standing[:, column]], 0]] = True
        return Selection(firsts, headed, mask, len(np.unique(self._document_of[mask])))

    def copies(self, row: int) -> list[int]:
        """Return the other passages that have the same text."""
        at = np.searchsorted(self._repeats[:, 0], row)
        is_held = at < len(self._repeats) and self._repeats[at, 0] == row
        first = int(self._repeats[at, 1]) if is_held else row
        is_copy = (self._repeats[:, 1] == first) & (self._repeats[:, 0] != first)
        copies = self._repeats[is_copy, 0].tolist()
        return [copy for copy in (first, *copies) if copy != row]

    @cached_property
    def _repeats(self) -> NDArray[np.int32]:
        """Of passages that repeat a text: their rows, its first, its first under their heading."""
        return self._parts.array(REPEATS, np.int32).reshape(-1, 3)

    @cached_property
    def _document_of(self) -> NDArray[np.int32]:
        return self._parts.array(DOCUMENT_OF, np.int32)
