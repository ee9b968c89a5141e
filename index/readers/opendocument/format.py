"""OpenDocument, an archive with the text in one part of XML."""

from index.readers.format import Format, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.opendocument.reader import read  # a room that only a converter enters

    return read(data, name)


OPEN_DOCUMENT = Format((".odt", ".odp", ".ods"), _read, libraries=("lxml",))
