"""Document entries: what an index knows of its documents besides their texts."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from index.cells import Run
from index.documents import BlockKind, Document, Heading, Span, Table, title_from_name
from index.files.arrays import Rows, StoredRows
from index.files.json_lines import json_line
from index.metadata import Metadata


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """What an index knows of a document besides its text.

    ``own_id`` is its id within its file's source, ``is_titled`` whether it states its title (which
    is made of its id otherwise), ``file`` the number of its file in the
    manifest, ``origin`` that file's name and the document's line in it, as in ``c.jsonl:12``, where
    it holds several documents. ``[first, last)`` are its passages, ``[text_start, text_end)`` its
    text, in bytes, ``pages`` where each of its pages begins, ``preformatted`` where its lines say
    something, in code points, ``tables`` those that have a header, ``page_labels`` what it calls its pages,
    ``metadata`` what it says of itself besides, ``cells`` where in their sheets its rows stand, and
    ``language`` the code of the language that its words are read in.
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
    cells: tuple[Run, ...]
    language: str


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
        read = partial(_entry, ids, lines, starts, places, shared)
        self._entry = lru_cache(maxsize=64)(read)  # not of itself: see ``PassageTable``

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


def _entry(
    ids: Sequence[str],
    lines: StoredRows,
    starts: Rows,
    places: Rows,
    shared: Mapping[int, str],
    number: int,
) -> DocumentEntry:
    record = lines[int(starts[number]) : int(starts[number + 1])]
    return entry_of(ids[number], record.tobytes(), places[number].tolist(), shared)


def entry_of(
    name: str, line: bytes, place: Sequence[int], shared: Mapping[int, str]
) -> DocumentEntry:
    """Return a document's entry; see ``DocumentEntries``.

    Args:
        name: Its id.
        line: What it says of itself.
        place: Its file, its first and last passage, where its text starts and ends in bytes.
        shared: The names of files that hold several documents.
    """
    own_id, stated_title, sha256, file_line, metadata, language, *parts = json.loads(line)
    pages, headings, kept, tables, labels, cells = parts
    title = stated_title or title_from_name(own_id, file_line)
    made = tuple(Heading(level, label or title, *span) for level, label, *span in headings)
    file, first, last, text_start, text_end = place
    return DocumentEntry(
        name, own_id, title, bool(stated_title), sha256, file,
        origin(shared, file, file_line), first, last, text_start, text_end,
        tuple(pages), made, tuple((start, end) for start, end in kept),
        tuple(Table((begins, ends), start, end) for begins, ends, start, end in tables),
        tuple(labels), Metadata.from_record(metadata), tuple(map(Run.from_record, cells)),
        language,
    )  # fmt: skip


def origin(shared: Mapping[int, str], file: int, line: int) -> str:
    """Return the name of a file and a document's line in it; nothing where it is the whole file."""
    return f"{shared[file]}:{line}" if line else ""


def document_line(document: Document, language: str) -> bytes:
    """Return what a document says of itself: its own id, title, hash, line, metadata, language, and its structure.

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
            document.metadata.record(), language, document.pages, headings, document.preformatted,
            [[*table.header, table.start, table.end] for table in document.tables],
            document.page_labels, [run.record() for run in document.cells],
        ]
    )  # fmt: skip
