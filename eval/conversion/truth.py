"""Truth: what a document says, block by block, and a file of it that some program wrote."""

from dataclasses import dataclass
from enum import Enum

Row = tuple[str, ...]
"""The texts of the cells of a row."""


class Kind(Enum):
    """What a block is to a reader of the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """Of a list, without its mark."""
    ROW = "row"
    """Of a table, its header too; cells are divided by bars."""
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Said:
    """One block: its kind and its text, as a reader of the page would type it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, and its rows."""

    names: Row
    rows: tuple[Row, ...]


Part = Said | Table
"""Of a document, in the order in which it is read."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A document by its name, and all that it says."""

    name: str
    parts: tuple[Part, ...]

    @property
    def blocks(self) -> list[Said]:
        """All of it, block by block."""
        found: list[Said] = []
        for part in self.parts:
            if isinstance(part, Said):
                found.append(part)
            else:
                rows = (part.names, *part.rows)
                found += (Said(Kind.ROW, " | ".join(row)) for row in rows)
        return found

    @property
    def named_cells(self) -> list[tuple[str, str]]:
        """The cells of all rows, each with the name of its column."""
        tables = [part for part in self.parts if isinstance(part, Table)]
        return [pair for t in tables for row in t.rows for pair in zip(t.names, row, strict=True)]


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of a document, in the format that ``ending`` names."""

    truth: Truth
    ending: str
    data: bytes
