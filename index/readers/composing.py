"""Composing: the text of a converted document, made of its blocks as a reader sees them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.cells import Run, runs
from index.documents import Block, BlockKind, Document
from index.metadata import UNKNOWN, Metadata
from index.readers.tables import with_headers
from index.readers.titles import headline

BETWEEN_CELLS = " | "
"""In a row; an empty cell at either end leaves its sign there."""
_BETWEEN = "\n\n"
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB06: "st"}
_UNSEEN = {0xAD: None, 0x200B: None, 0xFEFF: None, 0: "\ufffd"}
_FOLDED = str.maketrans({**_LIGATURES, **_UNSEEN})
_SURROGATE = re.compile("[\ud800-\udfff]")


def folded(text: str) -> str:
    """Return ``text`` with ligatures as letters, without soft hyphens, and with a UTF-8 form."""
    if text.isascii() and "\0" not in text:  # as most are, which costs nothing to know
        return text
    return _SURROGATE.sub("\ufffd", text).translate(_FOLDED)


def on_one_line(text: str) -> str:
    """Return ``text`` with each stretch of white space as one space, and none around it."""
    return " ".join(text.split())


def _indentation(text: str) -> str:
    """Return the white space that the first line of ``text`` that says something begins with."""
    return text[: len(text) - len(text.lstrip())].rpartition("\n")[2]


class Composer:
    """Collects the blocks of a document in reading order, and lays out its text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[int] = []
        self._cells: dict[int, Sequence[str]] = {}
        self._beginnings: list[int] = []
        self._rows: list[tuple[int, int, int, int]] = []

    def add(
        self,
        text: str,
        kind: BlockKind = BlockKind.BODY,
        level: int = 0,
        pages: Iterable[tuple[int, int]] = (),
        label: str = "",
        cells: Sequence[str] | None = None,
    ) -> None:
        """Add a block, apart from the one before it; a blank one is none.

        ``cells`` are those of a row that may name the columns of its table; by default a row's text
        tells, none are for one that does not. ``label`` is what it is cited by; that of a heading is its text, where none is given.

        Of preformatted text the first line keeps its indentation, which lies before the block.
        ``pages`` are the pages that begin in it, each with its offset in ``text``, which is folded
        and stripped already.
        """
        text = folded(text)
        indent = _indentation(text) if kind is BlockKind.PREFORMATTED else ""
        text = text.strip()
        if not text:
            return
        at = self._length + len(_BETWEEN) * bool(self._parts)
        start = at + len(indent)
        if kind is BlockKind.HEADING and not label:
            label = on_one_line(text)
        if kind is BlockKind.ROW and cells is None:
            cells = text.split(BETWEEN_CELLS)
        if cells:
            self._cells[len(self._blocks)] = cells
        self._blocks.append(Block(kind, start, start + len(text), level, label))
        self._parts.append(indent + text)
        self._length = start + len(text)
        for page, offset in pages:
            self._pages += [at + offset] * (page - len(self._pages))

    def begin_table(self) -> None:
        """Say that rows that follow are of another table than those before."""
        self._beginnings.append(len(self._blocks))

    def add_row(self, cells: Iterable[str], *, names_columns: bool | None = None) -> None:
        """Add a row of a table; its cells stand on one line.

        ``names_columns`` says whether it is the table's header; None leaves it to the cells.
        """
        texts = [on_one_line(folded(cell)) for cell in cells]
        if not any(texts):
            return
        kind = BlockKind.HEADER if names_columns else BlockKind.ROW
        self.add(BETWEEN_CELLS.join(texts), kind, cells=texts if names_columns is None else ())

    def stands_at(self, row: int, first: int, last: int) -> None:
        """Say in which row of a sheet, and from which column to which, the last block stands."""
        self._rows.append((len(self._blocks) - 1, row, first, last))

    def add_document(self, document: Document, below: int = 0) -> None:
        """Add the blocks of a document that is part of this one; its headings ``below`` a level."""
        for block in document.blocks:
            text = document.text[block.start : block.end]
            if block.kind is BlockKind.HEADING:
                self.add(block.label or text, block.kind, (block.level or 1) + below)
                continue
            level = block.level + below if block.kind is BlockKind.SPEAKER else block.level
            before = document.text[: block.start].rpartition("\n")[2]
            indent = before if block.kind is BlockKind.PREFORMATTED and before.isspace() else ""
            self.add(indent + text, block.kind, level, label=block.label)

    @property
    def size(self) -> int:
        """How many blocks there are so far."""
        return len(self._blocks)

    def make_heading(self, at: int, level: int) -> None:
        """Make a heading of a level of a block, by its number."""
        self._blocks[at] = replace(
            self._blocks[at],
            kind=BlockKind.HEADING,
            level=level,
            label=on_one_line(self._parts[at]),
        )

    def has_text(self) -> bool:
        """Whether there is anything so far."""
        return bool(self._parts)

    def parts(self) -> list[tuple[str, Block]]:
        """Return the blocks so far, each with its text."""
        return list(zip(self._parts, self._blocks, strict=True))

    def first_heading(self) -> str:
        """Return the words of the heading so far that names the document; see ``headline``."""
        return headline(self._blocks)

    def document(
        self,
        name: str,
        title: str,
        page_labels: Sequence[str] = (),
        metadata: Metadata = UNKNOWN,
    ) -> Document:
        """Return the document, whose text ends with a newline.

        ``page_labels`` are what it calls its pages itself, if it does.
        """
        text = _BETWEEN.join(self._parts) + "\n" * bool(self._parts)
        blocks = with_headers(self._blocks, self._cells, self._beginnings)
        labels = tuple(page_labels)
        is_numbered = all(label in {"", str(page)} for page, label in enumerate(labels, 1))
        pages, labels = tuple(self._pages), () if is_numbered else labels
        spans = ((blocks[at], place) for at, *place in self._rows)
        cells = runs([Run(block.start, block.end, *place) for block, place in spans])
        return Document(name, title, text, tuple(blocks), pages, 0, labels, metadata, cells)
