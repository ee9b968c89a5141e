"""CSV and TSV: rows of a table in plain text, however they are divided."""

import csv
import io

from index.errors import SourceError
from index.readers.charsets import decode
from index.readers.composing import Composer
from index.readers.format import Reading
from index.readers.sheets.rows import add_rows

_DIVIDERS = ",;\t|"
_LOOKED_AT = 2**16
"""Characters that show how a table is divided."""
_LONGEST_CELL = 2**24


def read(data: bytes, name: str) -> Reading:
    """Read one file; see ``Format``. A charset that is a guess is a problem."""
    text, problems = decode(data)
    csv.field_size_limit(_LONGEST_CELL)
    composer = Composer()
    try:
        add_rows(
            composer, csv.reader(io.StringIO(text, newline=""), delimiter=_divider(text, name))
        )
    except csv.Error as error:
        raise SourceError(f"is no table ({error})") from None
    return Reading((composer.document(name, ""),), problems)


def _divider(text: str, name: str) -> str:
    """Return what divides the cells: of the usual signs, the one that most lines have alike."""
    if name.lower().endswith(".tsv"):
        return "\t"
    lines = [line for line in text[:_LOOKED_AT].splitlines() if line.strip()]
    counts = {sign: [line.count(sign) for line in lines] for sign in _DIVIDERS}
    alike = {s: sum(c == found[0] > 0 for c in found) for s, found in counts.items() if found}
    return max(alike, key=lambda sign: (alike[sign], counts[sign][0]), default=",")
