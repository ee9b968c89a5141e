"""HTML, as browsers see it."""

from urllib.parse import quote

from index.readers.format import Format, Place, Reading
from index.readers.html.text_fragments import text_fragment


def _read(data: bytes, name: str) -> Reading:
    from index.readers.html.reader import read  # a room that only a converter enters

    return read(data, name)


def _address(name: str, place: Place) -> str | None:
    directive = text_fragment(place.text, place.start, place.end)
    return f"{quote(name)}#:~:{directive}" if directive else None


HTML = Format(
    (".html", ".htm", ".xhtml"),
    _read,
    libraries=("selectolax", "webencodings", "charset-normalizer"),
    revision=9,
    address=_address,
)
