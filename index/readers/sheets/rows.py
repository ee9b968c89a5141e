"""Rows: the tables of a sheet, as people see them apart."""

from collections.abc import Iterable, Iterator, Sequence

from index.readers.composing import Composer

Row = Sequence[str]


def add_rows(composer: Composer, rows: Iterable[Row]) -> None:
    """Add the rows of a sheet to a document, from its first on, tables apart that an empty row divides.

    A row of one cell alone is a line of text.
    """
    for number, row in enumerate(_told(rows), 1):
        said = [at for at, cell in enumerate(row) if cell.strip()]
        if not said:
            composer.begin_table()
            continue
        if len(said) == 1:
            composer.add("\n".join(filter(str.strip, row[said[0]].splitlines())))
        else:
            composer.add_row(row)
        composer.stands_at(number, said[0], said[-1])


def _told(rows: Iterable[Row]) -> Iterator[Row]:
    """Give the rows, without the empty cells that a row ends with."""
    for row in rows:
        last = max((at for at, cell in enumerate(row, 1) if cell.strip()), default=0)
        yield row[:last]
