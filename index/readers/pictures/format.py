"""Pictures, read where the extra is installed that recognises their text."""

from importlib.util import find_spec

from index.readers.format import Format, Reading

RECOGNISERS = ("rapidocr",) if find_spec("rapidocr") else ()
"""The package that recognises text; none where the extra is not installed."""
HOW_TO_RECOGNISE = "the extra quoth[ocr] recognises text in pictures"


def _read(data: bytes, name: str) -> Reading:
    from index.readers.pictures.reader import read  # a room that only a converter enters

    return read(data, name)


PICTURE = Format(
    (".png", ".jpg", ".jpeg", ".tif", ".tiff"), _read, libraries=(*RECOGNISERS, "pillow")
)
