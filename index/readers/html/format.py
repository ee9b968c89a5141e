"""HTML, as browsers see it."""

from index.readers.format import Format, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.html.reader import read  # a room that only a converter enters

    return read(data, name)


HTML = Format((".html", ".htm"), _read, libraries=("selectolax", "charset-normalizer"), revision=3)
