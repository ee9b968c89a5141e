"""Notebook: the texts and the code of its cells, and what the code printed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from index.documents import BlockKind
from index.errors import SourceError
from index.readers.composing import Composer
from index.readers.format import Reading
from index.readers.markdown.reader import read as read_markdown
from index.readers.stated import metadata_told

_NONE = "is no notebook"


def read(data: bytes, name: str) -> Reading:
    """Read one notebook; see ``Format``. Pictures among what was printed say nothing here."""
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise SourceError(_NONE) from None
    if not isinstance(notebook, dict):
        raise SourceError(_NONE)
    cells = notebook.get("cells")
    if not isinstance(cells, list):  # as they were kept before version 4
        cells = [cell for sheet in _objects(notebook.get("worksheets")) for cell in _cells(sheet)]
    composer, title = Composer(), ""
    for cell in _objects(cells):
        source = _text(cell.get("source", cell.get("input")))
        match cell.get("cell_type"):
            case "markdown":
                for document in read_markdown(source.encode(), name).documents:
                    composer.add_document(document)
                    title = title or document.stated_title
            case "heading":
                level = cell.get("level")
                composer.add(source, BlockKind.HEADING, level if isinstance(level, int) else 1)
            case "code":
                composer.add(source.strip("\n"), BlockKind.PREFORMATTED)
                for output in _objects(cell.get("outputs")):
                    composer.add(_printed(output).strip("\n"), BlockKind.PREFORMATTED)
            case _:
                composer.add(source)
    about = notebook.get("metadata")
    authors = _objects(about.get("authors")) if isinstance(about, dict) else []
    metadata = metadata_told(("author", each.get("name")) for each in authors)
    title = title or composer.first_heading()
    return Reading((composer.document(name, title, metadata=metadata),))


def _cells(sheet: Mapping[str, Any]) -> Sequence[Any]:
    cells = sheet.get("cells")
    return cells if isinstance(cells, list) else ()


def _objects(values: object) -> list[Mapping[str, Any]]:
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def _printed(output: Mapping[str, Any]) -> str:
    """Return what code printed or returned, as text; an error as its last line."""
    if output.get("output_type") in {"error", "pyerr"}:
        return f"{output.get('ename', '')}: {output.get('evalue', '')}"
    data = output.get("data")
    return _text(output.get("text") or (data.get("text/plain") if isinstance(data, dict) else ""))


def _text(value: object) -> str:
    """Return a text that may be kept as a list of lines."""
    if isinstance(value, list):
        return "".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""
