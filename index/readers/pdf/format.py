"""PDF, which pdfium reads."""

from urllib.parse import quote

from index.readers.format import Format, Place, Reading
from index.readers.pictures.format import RECOGNISERS


def _read(data: bytes, name: str) -> Reading:
    from index.readers.pdf.reader import read  # a room that only a converter enters

    return read(data, name)


def _address(name: str, place: Place) -> str | None:
    return f"{quote(name)}#page={place.page}" if place.page else None


PDF = Format((".pdf",), _read, libraries=("pypdfium2", *RECOGNISERS), revision=8, address=_address)
