"""Layout: where the documents and passages of a new index stand, and where each comes from.

Documents that an older index holds are taken over from it as rows of arrays, not read again.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.documents import Document, title_from_name
from index.files.arrays import DIGEST, Rows
from index.files.json_lines import json_line
from index.language import ENGLISH
from index.passages.passage import Passage, searchable
from index.signals.postings import Searchable
from index.storage.document_entries import document_line
from index.storage.passage_table import PASSAGE_COLUMNS, SENTENCE_COLUMNS, PassageTable


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document of an older index, by its number there.

    ``own_id`` gives its id within its source now, of that which it had.
    """

    number: int
    own_id: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that was read, and its passages."""

    document: Document
    passages: Sequence[Passage]

    @property
    def language(self) -> str:
        """The code of the language that it is in."""
        return self.passages[0].language if self.passages else ENGLISH


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """The record of a document in a new index: its line, and what it is cited by."""

    line: bytes
    own_id: str
    title: str
    stated: str
    """The title, where the document states it itself."""
    sha256: str
    file_line: int
    """The line of its file that holds it; 0 where it is the whole file."""
    metadata: Sequence[Any]
    """As ``Metadata.record`` gives it."""
    language: str
    is_as_before: bool = False
    """Whether it is a document of the older index under the title that it had there."""


class Layout:
    """The documents of a new index in order, and of its passages all but their vectors."""

    def __init__(
        self, old: PassageTable | None, documents: Sequence[KeptDocument | NewDocument]
    ) -> None:
        self._old = old
        self._lines = old.documents.lines[:].tobytes() if old else b""
        self._starts: list[int] = old.documents.starts.tolist() if old else []
        self.documents = documents
        self.records = [self._record(document) for document in documents]
        spans = [self._origins(document) for document in documents]
        self.counts = np.array([len(span) for span in spans], np.int64)
        """How many passages each document has."""
        self.origins = np.concatenate([np.zeros(0, np.int64), *spans])
        """The row of each passage in the older index; -1 of a new one."""
        self.new = [p for d in documents if isinstance(d, NewDocument) for p in d.passages]
        """The new passages, in order."""
        self.is_kept = self.origins >= 0

    def _record(self, document: KeptDocument | NewDocument) -> DocumentRecord:
        if isinstance(document, NewDocument):
            own = document.document
            return DocumentRecord(
                document_line(own, document.language), own.id, own.title, own.stated_title, own.sha256, own.line,
                own.metadata.record(), document.language,
            )  # fmt: skip
        line = self._line(document.number)
        old_id, stated_title, sha256, file_line, metadata, language, *rest = json.loads(line)
        old_title = stated_title or title_from_name(old_id, file_line)
        own_id = document.own_id(old_id)
        if own_id == old_id:
            return DocumentRecord(
                line, own_id, old_title, stated_title, sha256, file_line, metadata, language,
                is_as_before=True,
            )  # fmt: skip
        title = stated_title or title_from_name(own_id, file_line)
        renamed = json_line([own_id, stated_title, sha256, file_line, metadata, language, *rest])
        return DocumentRecord(
            renamed, own_id, title, stated_title, sha256, file_line, metadata, language,
            is_as_before=title == old_title,
        )  # fmt: skip

    def _line(self, number: int) -> bytes:
        return self._lines[self._starts[number] : self._starts[number + 1]]

    def _origins(self, document: KeptDocument | NewDocument) -> Rows:
        if isinstance(document, NewDocument):
            return np.full(len(document.passages), -1, np.int64)
        _, first, last, _, _ = self._table.documents.places[document.number].tolist()
        return np.arange(first, last)

    @property
    def _table(self) -> PassageTable:
        if self._old is None:
            raise ValueError("no older index to keep documents of")
        return self._old

    @cached_property
    def text_hashes(self) -> NDArray[np.uint8]:
        """The SHA-256 of each passage's text, (passages, 32)."""
        hashes = np.empty((len(self.origins), DIGEST), np.uint8)
        if self._old:
            old = self._old.text_hashes[:].reshape(-1, DIGEST)
            hashes[self.is_kept] = old[self.origins[self.is_kept]]
        new = b"".join(hashlib.sha256(p.text.encode()).digest() for p in self.new)
        hashes[~self.is_kept] = np.frombuffer(new, np.uint8).reshape(-1, DIGEST)
        return hashes

    @cached_property
    def sentence_counts(self) -> Rows:
        """How many sentences each passage has."""
        counts = np.empty(len(self.origins), np.int64)
        if self._old:
            counts[self.is_kept] = np.diff(self._old.first_sentence)[self.origins[self.is_kept]]
        counts[~self.is_kept] = [len(passage.sentences) for passage in self.new]
        return counts

    def sentences(self) -> NDArray[np.int32]:
        """Return all sentences; see ``PassageTable``."""
        ends = np.append(0, np.cumsum(self.sentence_counts))
        sentences = np.empty((int(ends[-1]), SENTENCE_COLUMNS), np.int32)
        sentences[:, 0] = np.repeat(np.arange(len(self.origins)), self.sentence_counts)
        for first, last in self._kept_runs():
            held = self._table.first_sentence
            start, stop = held[self.origins[first]], held[self.origins[last - 1] + 1]
            sentences[ends[first] : ends[last], 1:] = self._table.sentences[start:stop, 1:]
        new = list(chain.from_iterable(passage.sentences for passage in self.new))
        is_new = np.repeat(~self.is_kept, self.sentence_counts)
        sentences[is_new, 1:] = np.array(new, np.int64).reshape(-1, 2)
        return sentences

    def _kept_runs(self) -> Iterator[tuple[int, int]]:
        """Give ranges of passages that stand in the older index in the same order."""
        kept = np.flatnonzero(self.is_kept)
        is_apart = (np.diff(kept) != 1) | (np.diff(self.origins[kept]) != 1)
        for run in np.split(kept, np.flatnonzero(is_apart) + 1):
            if len(run):
                yield int(run[0]), int(run[-1]) + 1

    def rows(self) -> tuple[Rows, list[tuple[str, ...]]]:
        """Return all passages, see ``PassageTable``, and the sections that they lie in."""
        old_sections = self._old.sections if self._old else ()
        sections = dict(zip(old_sections, range(len(old_sections)), strict=True))
        rows = np.empty((len(self.origins), PASSAGE_COLUMNS), np.int64)
        if self._old:
            rows[self.is_kept] = self._old.rows[self.origins[self.is_kept]]
        new = [
            (p.start, p.end, sections.setdefault(p.section, len(sections)), p.paragraph)
            for p in self.new
        ]
        rows[~self.is_kept, 1:5] = np.array(new, np.int64).reshape(-1, 4)
        rows[:, 0] = np.repeat(np.arange(len(self.documents)), self.counts)
        numbers, used = _by_first_use(rows[:, 3])
        rows[:, 3] = numbers
        rows[:, 5] = _first_with(self.text_hashes)
        rows[:, 6] = self._first_under_heading(rows[:, 5], rows[:, 3])
        names = list(sections)
        return rows, [names[number] for number in used.tolist()]

    def _first_under_heading(self, firsts: Rows, sections: Rows) -> Rows:
        """Return for each passage the first with its text under the same title and section."""
        numbers: dict[str, int] = {}
        titles = [numbers.setdefault(record.stated, len(numbers)) for record in self.records]
        keys = np.column_stack([firsts, np.repeat(titles, self.counts), sections])
        found = np.arange(len(firsts))
        repeated = np.flatnonzero(np.bincount(firsts, minlength=len(firsts))[firsts] > 1)
        _, first, places = np.unique(keys[repeated], axis=0, return_index=True, return_inverse=True)
        found[repeated] = repeated[first[places.reshape(-1)]]
        return found

    @cached_property
    def word_origins(self) -> Rows:
        """The row in the older index of each passage whose words it holds under the same title.

        -1 for others; of several copies of a document the first alone has them.
        """
        as_before = np.repeat([record.is_as_before for record in self.records], self.counts)
        rows = np.where(as_before, self.origins, -1)
        _, first = np.unique(rows, return_index=True)
        word_origins = np.full(len(rows), -1, np.int64)
        word_origins[first] = rows[first]
        return word_origins

    @property
    def languages(self) -> list[str]:
        """The languages of the documents that have passages, each once, in the order of their codes."""
        records = zip(self.records, self.counts.tolist(), strict=True)
        return sorted({record.language for record, count in records if count})

    def added_words(self) -> Iterator[Searchable]:
        """Give what is searchable of each passage whose words the older index does not hold."""
        first = 0
        for document, record, count in zip(
            self.documents, self.records, self.counts.tolist(), strict=True
        ):
            rows = range(first, first + count)
            first += count
            if isinstance(document, NewDocument):
                text = document.document.text
                yield from (_searchable(passage, text) for passage in document.passages)
                continue
            for row in rows:
                if self.word_origins[row] < 0:
                    passage = replace(self._table[int(self.origins[row])], title=record.title)
                    yield _searchable(passage, self._table.text(document.number))

    def removed_words(self) -> Iterator[Searchable]:
        """Give what is searchable of each passage of the older index that is not in ``word_origins``."""
        if self._old is None:
            return
        gone = np.ones(len(self._old), np.bool_)
        gone[self.word_origins[self.word_origins >= 0]] = False
        for row in np.flatnonzero(gone).tolist():
            yield _searchable(self._old[row], self._old.text(int(self._old.rows[row, 0])))


def _searchable(passage: Passage, document: str) -> Searchable:
    return Searchable(searchable(passage, document), passage.language)


def _by_first_use(numbers: Rows) -> tuple[Rows, Rows]:
    """Renumber by first occurrence; also return which number each new one was."""
    used, first, places = np.unique(numbers, return_index=True, return_inverse=True)
    order = np.argsort(first)
    renumbered = np.empty(len(used), np.int64)
    renumbered[order] = np.arange(len(used))
    return renumbered[places], used[order]


def beginnings(hashes: NDArray[np.uint8]) -> Rows:
    """Return the first 8 bytes of (n, 32) hashes, each as a number; (n,)."""
    return np.ascontiguousarray(hashes[:, :8]).view(np.int64).reshape(-1)


def _first_with(hashes: NDArray[np.uint8]) -> Rows:
    """Return for each of (n, 32) hashes the first row that has the same."""
    _, first, places = np.unique(beginnings(hashes), return_index=True, return_inverse=True)
    firsts: Rows = first[places]
    if (hashes[firsts] == hashes).all():
        return firsts
    # Two that differ begin alike.
    _, first, places = np.unique(hashes, axis=0, return_index=True, return_inverse=True)
    return np.asarray(first[places.reshape(-1)], np.int64)
