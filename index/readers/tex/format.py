"""LaTeX, of which the text is taken; nothing is typeset, and no file beside it is read."""

from index.readers.format import Format, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.tex.reader import read  # a room that only a converter enters

    return read(data, name)


TEX = Format((".tex", ".ltx"), _read, libraries=("charset-normalizer",))
