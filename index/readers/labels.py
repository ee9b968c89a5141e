"""Labels: the cells of a table's row, each behind the name of its column, as people read it."""

from index.documents import Span
from index.readers.formats import cells

_BETWEEN_NAMES = ", "
"""Of a column that several rows of a header name."""


def labels(header: str, row: str, document: str) -> list[tuple[str, Span]]:
    """Return the cells of a row that say something, each with the name of its column and its place.

    None where the header does not name each of them, or stands in lines that spaces align.

    Args:
        header: The text of one row or several.
        row: The text of the row.
        document: The id of the document that both are of.
    """
    places = cells(row, document)
    above = [_texts(line, document) for line in header.splitlines() if _says_something(line)]
    if len(places) < 2 or any(len(names) != len(places) for names in above):  # noqa: PLR2004
        return []
    columns = (
        _BETWEEN_NAMES.join(dict.fromkeys(filter(None, names)))
        for names in zip(*above, strict=True)
    )
    return [
        (name, place) for name, place in zip(columns, places, strict=True) if place[0] < place[1]
    ]


def _texts(line: str, document: str) -> list[str]:
    return [line[slice(*place)] for place in cells(line, document)]


def _says_something(line: str) -> bool:
    """Whether a line is no blank or drawn one."""
    return any(map(str.isalnum, line))
