"""PDF, which pdfium reads."""

from urllib.parse import quote

from index.readers.format import Format, Place, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.pdf.reader import read  # a room that only a converter enters

    return read(data, name)


def _address(name: str, place: Place) -> str | None:
    return f"{quote(name)}#page={place.page}" if place.page else None


PDF = Format((".pdf",), _read, libraries=("pypdfium2",), revision=7, address=_address)
