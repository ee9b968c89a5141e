"""All passages and documents of an index as arrays, so that opening one reads no more than needed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.blocks import StoredRows
from index.documents import BlockKind, Document, page_at
from index.passages import Passage

Rows = NDArray[np.int64]

COLUMNS, SENTENCE_COLUMNS = 6, 3
"""Of the rows of passages, and of sentences."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document, for outlines: its depth, its words and its place."""

    level: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """What an index knows of a document besides its text.

    ``own_id`` is its id within its file's source, ``file`` the number of its file in the
    manifest, ``origin`` that file's name and the document's line in it, as in ``c.jsonl:12``, where
    it holds several documents. ``[first, last)`` are its passages, ``[text_start, text_end)`` its
    text, in bytes, and ``pages`` where each of its pages begins, in code points.
    """

    id: str
    own_id: str
    title: str
    sha256: str
    file: int
    origin: str
    first: int
    last: int
    text_start: int
    text_end: int
    pages: tuple[int, ...]
    headings: tuple[Heading, ...]


class DocumentEntries(Sequence[DocumentEntry]):
    """Documents as lines of JSON, read when they are looked at: a question needs a few.

    Line ``n`` is ``lines[starts[n]:starts[n + 1]]``; ``ids`` are the documents' ids.
    """

    def __init__(self, ids: Sequence[str], lines: StoredRows, starts: Rows) -> None:
        self.ids = ids
        self.lines = lines
        self.starts = starts
        self._entry = lru_cache(maxsize=64)(self._read)

    @classmethod
    def build(cls, entries: Sequence[Sequence[Any]]) -> "DocumentEntries":
        """Write entries, each the fields of one, as lines."""
        lines = [json.dumps(fields, separators=(",", ":")).encode() for fields in entries]
        starts = np.cumsum([0, *map(len, lines)], dtype=np.int64)
        stored = StoredRows(np.frombuffer(b"".join(lines), np.uint8))
        return cls([fields[0] for fields in entries], stored, starts)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> DocumentEntry:  # type: ignore[override]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._entry(number)

    def _read(self, number: int) -> DocumentEntry:
        line = self.lines[int(self.starts[number]) : int(self.starts[number + 1])]
        *fields, pages, headings = json.loads(line.tobytes())
        made = tuple(Heading(*heading) for heading in headings)
        return DocumentEntry(*fields, tuple(pages), made)  # type: ignore[call-arg]


class PassageTable(Sequence[Passage]):
    """The passages in document order.

    ``rows`` is (passages, 6): document, start, end, section, paragraph, and the first passage
    with the same text; ``sentences`` is (sentences, 3): passage, start, end.
    """

    def __init__(
        self,
        documents: DocumentEntries,
        sections: Sequence[tuple[str, ...]],
        texts: StoredRows,
        rows: Rows,
        sentences: Rows,
    ) -> None:
        self.documents = documents
        self.sections = tuple(sections)
        self.texts = texts
        self.rows = rows
        self.sentences = sentences
        self.first_sentence = np.searchsorted(sentences[:, 0], np.arange(len(rows) + 1))
        """Where the sentences of each passage begin among all; (passages + 1,)."""
        self._first_with = np.ascontiguousarray(rows[:, 5])
        self.unique_rows = np.flatnonzero(self._first_with == np.arange(len(rows)))
        """The first of the passages that have the same text, each."""
        self._text = lru_cache(maxsize=64)(self._decode)

    @classmethod
    def build(
        cls,
        documents: Sequence[tuple[Document, str, int]],
        passages: Sequence[Sequence[Passage]],
        file_names: Sequence[str],
    ) -> "PassageTable":
        """Lay out documents, each with its own id and its file's number, and their passages."""
        sections: dict[tuple[str, ...], int] = {}
        entries: list[list[Any]] = []
        rows: list[tuple[int, ...]] = []
        first_with: dict[str, int] = {}
        sentences: list[tuple[int, int, int]] = []
        texts = bytearray()
        for number, ((document, own_id, file), own) in enumerate(
            zip(documents, passages, strict=True)
        ):
            first, text_start = len(rows), len(texts)
            texts += document.text.encode()
            for p in own:
                sentences.extend((len(rows), *span) for span in p.sentences)
                section = sections.setdefault(p.section, len(sections))
                same = first_with.setdefault(p.text, len(rows))
                rows.append((number, p.start, p.end, section, p.paragraph, same))
            headings = [[h.level, h.label, h.start, h.end] for h in _headings(document)]
            origin = f"{file_names[file]}:{document.line}" if document.line else ""
            entries.append(
                [
                    document.id, own_id, document.title, document.sha256, file, origin,
                    first, len(rows), text_start, len(texts), document.pages, headings,
                ]
            )  # fmt: skip
        return cls(
            DocumentEntries.build(entries),
            list(sections),
            StoredRows(np.frombuffer(bytes(texts), np.uint8)),
            np.array(rows, np.int64).reshape(-1, COLUMNS),
            np.array(sentences, np.int64).reshape(-1, SENTENCE_COLUMNS),
        )

    @classmethod
    def from_files(
        cls,
        names: bytes,
        lines: StoredRows,
        starts: Rows,
        texts: StoredRows,
        rows: Rows,
        sentences: Rows,
    ) -> "PassageTable":
        """Read what ``names_json``, the lines of documents and the arrays hold.

        Raises:
            KeyError, ValueError: They do not belong together.
        """
        record = json.loads(names)
        ids = record["documents"]
        if len(starts) != len(ids) + 1 or starts[-1] != len(lines):
            raise ValueError("documents are of another number")
        sections = [tuple(path) for path in record["sections"]]
        return cls(DocumentEntries(ids, lines, starts), sections, texts, rows, sentences)

    def names_json(self) -> bytes:
        """Return the documents' ids and the section headings as JSON."""
        record = {"documents": list(self.documents.ids), "sections": self.sections}
        return json.dumps(record, separators=(",", ":")).encode()

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, row: int) -> Passage:  # type: ignore[override]
        if not 0 <= row < len(self):
            raise IndexError(row)
        number, start, end, section, paragraph = map(int, self.rows[row, :5])
        entry = self.documents[number]
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
        )

    def sentence_rows(self, row: int) -> slice:
        """Return where the sentences of a passage stand among all sentences."""
        return slice(int(self.first_sentence[row]), int(self.first_sentence[row + 1]))

    def sentence_spans(self, row: int) -> tuple[tuple[int, int], ...]:
        """Return the sentences of a passage, as offsets into its document."""
        spans = self.sentences[self.sentence_rows(row), 1:]
        return tuple((start, end) for start, end in spans.tolist())

    def twins(self, row: int) -> list[int]:
        """Return the passages after ``row`` that have the same text."""
        same = np.flatnonzero(self._first_with == self._first_with[row])
        twins: list[int] = same[same > row].tolist()
        return twins

    def text(self, number: int) -> str:
        """Return the text of a document, by its number."""
        return self._text(number)

    def _decode(self, number: int) -> str:
        entry = self.documents[number]
        return self.texts[entry.text_start : entry.text_end].tobytes().decode()


def _headings(document: Document) -> tuple[Heading, ...]:
    return tuple(
        Heading(max(block.level, 1), block.label or document.title, block.start, block.end)
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    )
