"""All passages and documents of an index as arrays, so that opening one reads no more than needed."""

from collections.abc import Sequence
from functools import cached_property, lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.documents import Span, page_at, tables_within, within
from index.files.arrays import Rows, StoredRows
from index.files.units import JoinedUnits, StoredUnits
from index.passages.passage import Passage, header_before
from index.place import Mask, Selection
from index.storage.document_entries import DocumentEntries, DocumentEntry

PASSAGE_COLUMNS, SENTENCE_COLUMNS, PLACE_COLUMNS = 7, 3, 5
"""Of the rows of passages, of sentences, and of the places of documents."""


def passage_of(
    entry: DocumentEntry,
    text: str,
    span: Span,
    section: tuple[str, ...],
    paragraph: int,
    sentences: tuple[Span, ...],
) -> Passage:
    """Return a passage of a document, given the text of all of it; see ``Passage``."""
    start, end = span
    tables = tables_within(entry.tables, start, end)
    return Passage(
        document=entry.id,
        title=entry.title,
        start=start,
        end=end,
        text=text[start:end],
        section=section,
        paragraph=paragraph,
        sentences=sentences,
        page=page_at(entry.pages, start),
        is_titled=entry.is_titled,
        preformatted=within(entry.preformatted, start, end),
        tables=tables,
        header=header_before(text, tables, start),
        date=entry.metadata.date,
        language=entry.language,
    )


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
        texts: StoredUnits | JoinedUnits,
        rows: NDArray[np.signedinteger[Any]],
        sentences: NDArray[np.signedinteger[Any]],
        text_hashes: StoredRows,
    ) -> None:
        self.documents = documents
        self.sections = tuple(sections)
        self.texts = texts
        self.rows = rows
        self.sentences = sentences
        self.text_hashes = text_hashes
        counts = np.bincount(sentences[:, 0], minlength=len(rows))
        if len(counts) > len(rows):
            raise ValueError("sentences are of no passage")
        self.first_sentence = np.append(0, np.cumsum(counts))
        """Where the sentences of each passage begin among all; (passages + 1,)."""
        is_first = rows[:, 5] == np.arange(len(rows))
        self.unique_rows = np.flatnonzero(is_first)
        """The first of the passages that have the same text, each."""
        self._repeated = np.flatnonzero(~is_first)
        # Not of itself: what nobody holds any more is to close its files at once.
        self._text = lru_cache(maxsize=64)(partial(_decoded, texts))

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
        sentences = self.sentence_spans(row)
        return passage_of(
            self.documents[number], self._text(number), (start, end),
            self.sections[section], paragraph, sentences,
        )  # fmt: skip

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


def _decoded(texts: StoredUnits | JoinedUnits, number: int) -> str:
    return texts.run(number, number + 1).tobytes().decode()
