"""RTF, of which the text is taken."""

from index.readers.format import Format, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.rtf.reader import read  # a room that only a converter enters

    return read(data, name)


RICH_TEXT = Format((".rtf",), _read, libraries=("striprtf",))
