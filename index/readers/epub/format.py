"""EPUB, an archive of web pages in an order."""

from index.readers.format import Format, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.epub.reader import read  # a room that only a converter enters

    return read(data, name)


EPUB = Format((".epub",), _read, libraries=("lxml", "selectolax"))
