"""Legible: a passage as it is read, the cells of its tables each behind the name of its column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import Span, Table, tables_within, within
from index.exactness.asking import asks
from index.passages.passage import Passage
from index.readers.formats import said
from index.readers.labels import labels

_BETWEEN_CELLS = "; "
_BETWEEN_ROWS = "\n"

Row = tuple[Span, list[tuple[str, Span]]]
"""Where a row stands, and its cells, each with the name of its column, as offsets into the document."""


@dataclass(frozen=True, slots=True)
class Legible:
    """A text to read, and where its stretches stand in the passage that it was made of.

    ``stretches`` are (start in the text, start in the passage, length), in order; what lies between
    them stands nowhere. ``rows`` are those whose header names their cells.
    """

    passage: Passage
    rows: Sequence[Row]
    text: str
    stretches: tuple[tuple[int, int, int], ...]

    def place(self, span: Span) -> Span | None:
        """Return where words of the text stand in the passage, from the first to the last that do."""
        parts = [
            (max(span[0] - start, 0) + origin, min(span[1] - start, length) + origin)
            for start, origin, length in self.stretches
            if span[0] < start + length and start < span[1]
        ]
        return (parts[0][0], parts[-1][1]) if parts else None

    def row_at(self, words: Span) -> int | None:
        """Return the number of the first row that has a part of words, given by their document."""
        return next((n for n, (row, _) in enumerate(self.rows) if overlap(row, words)), None)


def overlap(span: Span, other: Span) -> bool:
    """Whether two stretches have a part in common."""
    return span[0] < other[1] and other[0] < span[1]


def legible(passage: Passage) -> Legible:
    """Return a passage as it is read; one without tables as it stands.

    What follows its last statement goes: questions with which it ends, credits, who signs it.
    A row whose header names its cells says them with these names, and the header goes.
    """
    stretches: list[tuple[int, int, int]] = []
    text = ""
    rows = _labelled_rows(passage)
    for label, (start, end) in _parts(passage, rows):
        text += label
        for first, last in said(passage.text[start:end], passage.document):
            stretches.append((len(text), start + first, last - first))
            text += passage.text[start + first : start + last]
    return Legible(passage, rows, text, tuple(stretches))


def _labelled_rows(passage: Passage) -> list[Row]:
    rows = []
    for sentence in passage.sentences if passage.tables else ():
        table = next(iter(tables_within(passage.tables, *sentence)), None)
        cells = _cells(passage, table, sentence) if table else []
        if cells:
            first = sentence[0]
            rows.append((sentence, [(name, (first + a, first + b)) for name, (a, b) in cells]))
    return rows


def _parts(passage: Passage, rows: Sequence[Row]) -> Iterator[tuple[str, Span]]:
    """Give what is read: what was put in, and the stretch of the passage that follows it."""
    at, first = 0, passage.start
    headers = [(table.header[0] - first, table.header[1] - first) for table in passage.tables]
    for (row, row_end), cells in rows:
        start = row - first
        header = next(((a, b) for a, b in headers if at <= a and b <= start), (start, start))
        lead = _BETWEEN_ROWS if at else ""
        for before in ((at, header[0]), (header[1], start)):
            if any(map(str.isalnum, passage.text[slice(*before)])):
                yield "", before
                lead = ""
        for name, (begin, stop) in cells:
            yield f"{lead}{name}: " if name else lead, (begin - first, stop - first)
            lead = _BETWEEN_CELLS
        at = row_end - first
    end = _end(passage) - first
    if not at or passage.text[at:end].strip():
        yield "", (at, max(at, end))


def _end(passage: Passage) -> int:
    """Return where the last sentence ends that says something, which a question does not.

    Marks that follow it, as at the end of code, belong to it.
    """
    saying = [end for start, end in passage.sentences if not asks(passage.said((start, end)))]
    end = saying[-1] if saying else passage.sentences[-1][1]
    says_more = any(map(str.isalnum, passage.text[end - passage.start :]))
    return end if says_more else passage.end


def _cells(passage: Passage, table: Table, row: Span) -> list[tuple[str, Span]]:
    """Return the cells of a row by the names of their columns; empty where these are not known."""
    if within(passage.preformatted, *row):
        return []
    if table.header[0] < passage.start:
        header = passage.header if table is passage.tables[0] else ""
    else:
        header = passage.said(table.header)
    return labels(header, passage.said(row), passage.document)
