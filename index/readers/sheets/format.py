"""XLSX, an archive with a part for each sheet; CSV and TSV, a row a line."""

from index.readers.format import Format, Reading


def _read_workbook(data: bytes, name: str) -> Reading:
    from index.readers.sheets.workbook import read  # a room that only a converter enters

    return read(data, name)


def _read_table(data: bytes, name: str) -> Reading:
    from index.readers.sheets.delimited import read

    return read(data, name)


WORKBOOK = Format((".xlsx", ".xlsm"), _read_workbook, libraries=("openpyxl",))
DELIMITED = Format((".csv", ".tsv"), _read_table, libraries=("charset-normalizer",))
