"""DOCX, an archive of parts in XML."""

from index.readers.format import Format, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.docx.reader import read  # a room that only a converter enters

    return read(data, name)


DOCX = Format((".docx",), _read, libraries=("lxml",), revision=6)
