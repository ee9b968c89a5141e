"""PPTX, an archive with a part for each slide."""

from index.readers.format import Format, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.slides.reader import read  # a room that only a converter enters

    return read(data, name)


SLIDES = Format((".pptx",), _read, libraries=("python-pptx", "lxml"))
