"""All passages and documents of an index as arrays, so that opening one reads no more than needed."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from index.documents import (
    BlockKind,
    Document,
    Heading,
    Span,
    Table,
    page_at,
    tables_within,
    title_from_name,
    within,
)
from index.files.arrays import Rows, StoredRows, StoredUnits
from index.files.json_lines import json_line
from index.metadata import Metadata
from index.passages.passage import Passage, header_before
from index.place import Mask, Selection

PASSAGE_COLUMNS, SENTENCE_COLUMNS, PLACE_COLUMNS = 7, 3, 5
"""Of the rows of passages, of sentences, and of the places of documents."""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """What an index knows of a document besides its text.

    ``own_id`` is its id within its file's source, ``is_titled`` whether it states its title (which
    is made of its id otherwise), ``file`` the number of its file in the
    manifest, ``origin`` that file's name and the document's line in it, as in ``c.jsonl:12``, where
    it holds several documents. ``[first, last)`` are its passages, ``[text_start, text_end)`` its
    text, in bytes, ``pages`` where each of its pages begins, ``preformatted`` where its lines say
    something, in code points, ``tables`` those that have a header, ``page_labels`` what it calls its pages,
    and ``metadata`` what it says of itself besides.
    """

    id: str
    own_id: str
    title: str
    is_titled: bool
    sha256: str
    file: int
    origin: str
    first: int
    last: int
    text_start: int
    text_end: int
    pages: tuple[int, ...]
    headings: tuple[Heading, ...]
    preformatted: tuple[Span, ...]
    tables: tuple[Table, ...]
    page_labels: tuple[str, ...]
    metadata: Metadata


class DocumentEntries(Sequence[DocumentEntry]):
    """Documents as lines of JSON, read when they are looked at: a question needs a few.

    ``ids`` are the documents' ids; line ``n`` is ``lines[starts[n]:starts[n + 1]]``, with what a
    document says of itself; ``places`` is (documents, 5): file, first, last, text start, text end;
    ``shared`` are the names of files that hold several documents, by their numbers.
    """

    def __init__(
        self,
        ids: Sequence[str],
        lines: StoredRows,
        starts: Rows,
        places: Rows,
        shared: Mapping[int, str],
    ) -> None:
        if len(starts) != len(ids) + 1 or starts[-1] != len(lines) or len(places) != len(ids):
            raise ValueError("documents are of another number")
        self.ids = ids
        self.lines = lines
        self.starts = starts
        self.places = places
        self.shared = shared
        self._entry = lru_cache(maxsize=64)(self._read)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> DocumentEntry:  # type: ignore[override]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._entry(number)

    def of_file(self, file: int) -> range:
        """Return the numbers of the documents of a file, by its number in the manifest."""
        return range(bisect_left(self._files, file), bisect_right(self._files, file))

    @cached_property
    def _files(self) -> list[int]:
        files: list[int] = self.places[:, 0].tolist()
        return files

    def _read(self, number: int) -> DocumentEntry:
        record = self.lines[int(self.starts[number]) : int(self.starts[number + 1])]
        own_id, stated_title, sha256, line, metadata, *parts = json.loads(record.tobytes())
        pages, headings, kept, tables, labels = parts
        title = stated_title or title_from_name(own_id, line)
        made = tuple(Heading(level, label or title, *span) for level, label, *span in headings)
        file, first, last, text_start, text_end = self.places[number].tolist()
        return DocumentEntry(
            self.ids[number], own_id, title, bool(stated_title), sha256, file,
            origin(self.shared, file, line), first, last, text_start, text_end,
            tuple(pages), made, tuple((start, end) for start, end in kept),
            tuple(Table((begins, ends), start, end) for begins, ends, start, end in tables),
            tuple(labels), Metadata.from_record(metadata),
        )  # fmt: skip


def origin(shared: Mapping[int, str], file: int, line: int) -> str:
    """Return the name of a file and a document's line in it; nothing where it is the whole file."""
    return f"{shared[file]}:{line}" if line else ""


def document_line(document: Document) -> bytes:
    """Return what a document says of itself: its own id, title, hash, line, metadata, and its structure.

    It does not depend on where in an index the document stands.
    """
    headings = [
        [max(block.level, 1), block.label, block.start, block.end]
        for block in document.blocks
        if block.kind in {BlockKind.HEADING, BlockKind.SPEAKER}
    ]
    return json_line(
        [
            document.id, document.stated_title, document.sha256, document.line,
            document.metadata.record(), document.pages, headings, document.preformatted,
            [[*table.header, table.start, table.end] for table in document.tables],
            document.page_labels,
        ]
    )  # fmt: skip


class PassageTable(Sequence[Passage]):
    """The passages in document order.

    ``rows`` is (passages, 7): document, start, end, section, paragraph, and the first passage
    with the same text, and the first of those under the same title and section; ``sentences`` is (sentences, 3): passage, start, end; unit ``d`` of ``texts``
    is the text of document ``d`` as UTF-8; ``text_hashes`` are the SHA-256 of the passages' texts,
    one after the other.
    """

    def __init__(
        self,
        documents: DocumentEntries,
        sections: Sequence[tuple[str, ...]],
        texts: StoredUnits,
        rows: Rows,
        sentences: Rows,
        text_hashes: StoredRows,
    ) -> None:
        self.documents = documents
        self.sections = tuple(sections)
        self.texts = texts
        self.rows = rows
        self.sentences = sentences
        self.text_hashes = text_hashes
        self.first_sentence = np.searchsorted(sentences[:, 0], np.arange(len(rows) + 1))
        """Where the sentences of each passage begin among all; (passages + 1,)."""
        is_first = rows[:, 5] == np.arange(len(rows))
        self.unique_rows = np.flatnonzero(is_first)
        """The first of the passages that have the same text, each."""
        self._repeated = np.flatnonzero(~is_first)
        self._text = lru_cache(maxsize=64)(self._decode)

    def choose(self, documents: Mask | None = None, sections: Mask | None = None) -> Selection:
        """Return the passages of some documents that lie under some sections; None means all."""
        if documents is None and sections is None:
            firsts, headed = (self.rows[:, column] == np.arange(len(self)) for column in (5, 6))
            return Selection(firsts, headed, None, len(self.documents))
        mask = np.ones(len(self), np.bool_)
        if documents is not None:
            mask &= documents[self.rows[:, 0]]
        if sections is not None:
            mask &= sections[self.rows[:, 3]]
        chosen = np.flatnonzero(mask)
        firsts, headed = np.zeros((2, len(self)), np.bool_)
        for first, column in ((firsts, 5), (headed, 6)):
            _, places = np.unique(self.rows[chosen, column], return_index=True)
            first[chosen[places]] = True
        return Selection(firsts, headed, mask, len(np.unique(self.rows[chosen, 0])))

    def prove(self) -> None:
        """Check every byte of texts, documents and hashes.

        Raises:
            IndexDamagedError: One is not what was written.
        """
        for part in (self.texts, self.documents.lines, self.text_hashes):
            part.prove()

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, row: int) -> Passage:  # type: ignore[override]
        if not 0 <= row < len(self):
            raise IndexError(row)
        number, start, end, section, paragraph = map(int, self.rows[row, :5])
        entry = self.documents[number]
        tables = tables_within(entry.tables, start, end)
        return Passage(
            document=entry.id,
            title=entry.title,
            start=start,
            end=end,
            text=self._text(number)[start:end],
            section=self.sections[section],
            paragraph=paragraph,
            sentences=self.sentence_spans(row),
            page=page_at(entry.pages, start),
            is_titled=entry.is_titled,
            preformatted=within(entry.preformatted, start, end),
            tables=tables,
            header=header_before(self._text(number), tables, start),
            date=entry.metadata.date,
        )

    def sentence_rows(self, row: int) -> slice:
        """Return where the sentences of a passage stand among all sentences."""
        return slice(int(self.first_sentence[row]), int(self.first_sentence[row + 1]))

    def sentence_spans(self, row: int) -> tuple[tuple[int, int], ...]:
        """Return the sentences of a passage, as offsets into its document."""
        spans = self.sentences[self.sentence_rows(row), 1:]
        return tuple((start, end) for start, end in spans.tolist())

    def copies(self, row: int) -> list[int]:
        """Return the other passages that have the same text."""
        firsts, rows = self._copies
        first = int(self.rows[row, 5])
        start, end = np.searchsorted(firsts, first), np.searchsorted(firsts, first, "right")
        copies: list[int] = rows[start:end].tolist()
        return [copy for copy in (first, *copies) if copy != row]

    @cached_property
    def _copies(self) -> tuple[Rows, Rows]:
        """The passages that repeat an earlier one, by that one: its row, and theirs; in order."""
        firsts = self.rows[self._repeated, 5]
        order = np.argsort(firsts, kind="stable")
        return firsts[order], self._repeated[order]

    def text(self, number: int) -> str:
        """Return the text of a document, by its number."""
        return self._text(number)

    def _decode(self, number: int) -> str:
        return self.texts.run(number, number + 1).tobytes().decode()
