"""Workbook: sheet by sheet its rows, with values as the sheet shows them."""

import io
import warnings
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from index.documents import BlockKind
from index.errors import SourceError
from index.readers.archive import refuse_old
from index.readers.composing import Composer
from index.readers.format import Reading
from index.readers.sheets.merged import filled, merged
from index.readers.sheets.number_formats import shown
from index.readers.sheets.rows import add_rows
from index.readers.stated import metadata_told

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DAMAGED = "is damaged, or is no workbook"
_FAULTS = (
    *(BadZipFile, LookupError, ValueError, TypeError, AttributeError, EOFError, OSError),
    *(ArithmeticError, NotImplementedError, RuntimeError, SyntaxError, zlib.error),
)
"""What openpyxl raises for files that are damaged."""


def read(data: bytes, name: str) -> Reading:
    """Read one workbook; see ``Format``. Hidden sheets are left out, and are a problem.

    A formula whose value the workbook does not keep is shown as such; nothing is ever computed.
    """
    refuse_old(data, "Excel", ".xlsx")
    composer, hidden = Composer(), []
    try:
        values, formulas = _opened(data, values=True), _opened(data, values=False)
        archive = ZipFile(io.BytesIO(data))
        for sheet, told in zip(values.worksheets, formulas.worksheets, strict=True):
            if sheet.sheet_state != "visible":
                hidden.append(sheet.title)
                continue
            composer.add(sheet.title, BlockKind.HEADING, 1)
            areas = merged(archive, sheet._worksheet_path)  # noqa: SLF001 - nothing else says it
            first = (sheet.min_column or 1) - 1
            add_rows(composer, filled(_rows(sheet, told), areas, first))
        title = values.properties.title or ""
        metadata = metadata_told(_stated(values.properties))
    except _FAULTS:
        raise SourceError(_DAMAGED) from None
    problems = (f"sheets that are hidden are left out: {', '.join(hidden)}",) if hidden else ()
    return Reading((composer.document(name, title.strip(), metadata=metadata),), problems)


def _stated(properties: Any) -> Iterator[tuple[str, object]]:
    for name in ("creator", "modified", "created", "language", "keywords", "category"):
        value = getattr(properties, name)
        yield name, value.isoformat() if isinstance(value, datetime) else value


def _opened(data: bytes, *, values: bool) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl leaves out, such as pictures
        # A sheet that is only read costs the memory of a row.
        return load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _rows(values: "Worksheet", formulas: "Worksheet") -> Iterator[list[str]]:
    for row, told in zip(values.iter_rows(), formulas.iter_rows(), strict=True):
        yield [
            shown(cell.value, cell.number_format or "General")
            if cell.value is not None
            else _formula(code.value)
            for cell, code in zip(row, told, strict=True)
        ]


def _formula(value: object) -> str:
    """Return a formula as it stands; empty where there is none."""
    return value if isinstance(value, str) and value.startswith("=") else ""
