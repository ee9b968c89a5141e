"""Rows: the tables of a sheet, as people see them apart."""

from collections.abc import Iterable, Iterator, Sequence

from index.readers.composing import Composer

Row = Sequence[str]


def add_rows(composer: Composer, rows: Iterable[Row]) -> None:
    """Add the rows of a sheet to a document, tables apart that an empty row divides.

    A row of one cell alone is a line of text.
    """
    for row in _told(rows):
        said = [cell for cell in row if cell.strip()]
        if len(said) == 1:
            composer.add(said[0])
        elif said:
            composer.add_row(row)
        else:
            composer.begin_table()


def _told(rows: Iterable[Row]) -> Iterator[Row]:
    """Give the rows, without the empty cells that a row ends with."""
    for row in rows:
        last = max((at for at, cell in enumerate(row, 1) if cell.strip()), default=0)
        yield row[:last]
