"""PDF, which pdfium reads."""

from index.readers.format import Format, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.pdf.reader import read  # a room that only a converter enters

    return read(data, name)


PDF = Format((".pdf",), _read, libraries=("pypdfium2",), revision=2)
