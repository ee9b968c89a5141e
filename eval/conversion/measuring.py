"""Measuring: how far what was read of a file is what its document says."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from eval.conversion.truth import Kind, Said, Sample
from index.documents import Block, BlockKind, Document
from index.readers.formats import cells, read

_MARK = re.compile(r"(?:[•*-]|\d{1,3}[.)])\s+")
_GAP = re.compile(r"\s{2,}")
_KINDS = {
    BlockKind.HEADING: Kind.HEADING,
    BlockKind.ROW: Kind.ROW,
    BlockKind.HEADER: Kind.ROW,
    BlockKind.PREFORMATTED: Kind.CODE,
}


@dataclass(frozen=True, slots=True)
class Score:
    """What was measured of one file or of several, in counts that can be added.

    ``words`` are characters of words: those that there are, those that were lost and invented.
    ``blocks`` are those of the document, ``read`` those that were read, ``right`` those that are
    alike in both, ``ordered`` those of them that stand in order. ``cells`` are those of rows,
    ``headed`` those that were read with the name of their column.
    """

    words: int = 0
    lost: int = 0
    invented: int = 0
    blocks: int = 0
    read: int = 0
    right: int = 0
    ordered: int = 0
    cells: int = 0
    headed: int = 0

    def __add__(self, other: Self) -> "Score":
        sums = (getattr(self, name) + getattr(other, name) for name in self.__slots__)
        return Score(*sums)

    @property
    def shares(self) -> dict[str, float]:
        """The measures by their names, each in [0, 1]."""
        return {
            "lost": self.lost / max(self.words, 1),
            "invented": self.invented / max(self.words, 1),
            "block F1": 2 * self.right / max(self.blocks + self.read, 1),
            "order": self.ordered / max(self.right, 1),
            "cell to header": self.headed / self.cells if self.cells else 1.0,
        }


def measure(sample: Sample) -> Score:
    """Read the file of a document, and compare."""
    name = sample.truth.name + sample.ending
    [document] = read(sample.data, sample.ending, name).documents
    return compared(sample, document)


def compared(sample: Sample, document: Document) -> Score:
    """Compare what was read of a file with its document."""
    wanted, got = sample.truth.blocks, blocks_of(document)
    words, found = _words(wanted), _words(got)
    places = _places(wanted, got)
    named, headed = Counter(sample.truth.named_cells), Counter(_named_cells(document))
    return Score(
        words=_characters(words),
        lost=_characters(words - found),
        invented=_characters(found - words),
        blocks=len(wanted),
        read=len(got),
        right=len(places),
        ordered=_rising(places),
        cells=named.total(),
        headed=(named & headed).total(),
    )


def blocks_of(document: Document) -> list[Said]:
    """Return what was read of a document, without the signs by which its format says what is what."""
    found = [_said(document, block) for block in document.blocks]
    return [said for said in found if said is not None and any(map(str.isalnum, said.text))]


def _said(document: Document, block: Block) -> Said | None:
    text = document.text[block.start : block.end]
    if block.kind is BlockKind.METADATA or text.startswith("```"):
        return None
    kind = _KINDS.get(block.kind, Kind.PARAGRAPH)
    is_aligned = any(table.start <= block.start < table.end for table in document.tables)
    if kind is Kind.ROW or is_aligned:
        return Said(Kind.ROW, " | ".join(_cells(document, text)))
    if kind is Kind.CODE:
        return Said(kind, text)
    label = " ".join((block.label if kind is Kind.HEADING and block.label else text).split())
    mark = _MARK.match(label) if kind is Kind.PARAGRAPH else None
    return Said(Kind.ITEM, label[mark.end() :]) if mark else Said(kind, label)


def _cells(document: Document, row: str) -> list[str]:
    places = cells(row, document.id)
    texts = [row[slice(*place)] for place in places]
    return texts if len(texts) > 1 else _GAP.split(row)


def _named_cells(document: Document) -> Iterable[tuple[str, str]]:
    """Give the cells of rows, each with the name of its column as far as there is one."""
    for table in document.tables:
        names = _cells(document, document.text[slice(*table.header)])
        for block in document.blocks:
            if table.start <= block.start < table.end and block.kind is not BlockKind.METADATA:
                row = _cells(document, document.text[block.start : block.end])
                if len(row) == len(names):
                    yield from zip(names, row, strict=True)


def _words(blocks: Iterable[Said]) -> Counter[str]:
    return Counter(word for said in blocks for word in re.findall(r"[^\s|]+", said.text))


def _characters(words: Counter[str]) -> int:
    return sum(len(word) * count for word, count in words.items())


def _places(wanted: Sequence[Said], got: Sequence[Said]) -> list[int]:
    """Return which blocks were read as they are, in the order in which they were read."""
    waiting: dict[Said, list[int]] = defaultdict(list)
    for place in range(len(wanted) - 1, -1, -1):
        waiting[wanted[place]].append(place)
    return [waiting[said].pop() for said in got if waiting[said]]


def _rising(places: Sequence[int]) -> int:
    """Return how many numbers the longest part of a sequence has that rises all through."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)
