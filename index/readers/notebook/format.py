"""Notebooks, in JSON."""

from index.readers.format import Format, Reading


def _read(data: bytes, name: str) -> Reading:
    from index.readers.notebook.reader import read

    return read(data, name)


NOTEBOOK = Format((".ipynb",), _read, libraries=("markdown-it-py",))
