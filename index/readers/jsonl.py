"""JSON lines in the BEIR corpus format: one document a line, ``_id``, ``title``, ``text``."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from index.documents import Document
from index.errors import SourceError
from index.files.json_lines import JsonLineError, numbered_lines, parse_object
from index.readers.format import Find, Format, Reading
from index.readers.stated import metadata_told
from index.readers.text.lines import unwrapped
from index.readers.text.reader import structure
from index.readers.text.rows import barred


def read(data: bytes, name: str) -> Reading:
    """Read one corpus file; a bad line costs itself and is a problem."""
    del name  # every line names its own document
    documents: dict[str, Document] = {}
    problems: list[str] = []
    for number, line in numbered_lines(data.split(b"\n")):
        if not line.strip():
            continue
        try:
            document = _document(number, line)
            if document.id in documents:
                raise SourceError(
                    f"line {number}: the _id {document.id!r} is there already; ids must be unique"
                )
            documents[document.id] = document
        except JsonLineError as error:
            problems.append(f"line {number}: {error}; line left out")
    if not documents:
        raise SourceError(problems[0] if problems else "holds no document")
    return Reading(tuple(documents.values()), tuple(problems))


def _line_now(data: bytes, own_id: str, _find: Find) -> int | None:
    for number, line in numbered_lines(data.split(b"\n")):
        with suppress(JsonLineError):
            if parse_object(line).get("_id") == own_id:
                return number
    return None


JSON_LINES = Format(
    (".jsonl",), read, names_documents=True, line=_line_now, lines=unwrapped, cells=barred
)


def _document(number: int, line: bytes) -> Document:
    record = parse_object(line)
    identifier, title, text = record.get("_id"), record.get("title") or "", record.get("text")
    if not isinstance(identifier, str) or not identifier.strip():
        raise JsonLineError('lacks "_id", a text that names the document')
    if text is None:
        raise JsonLineError('lacks "text", the text of the document')
    if not isinstance(text, str):
        raise JsonLineError('"text" is not a text; write it in quotation marks')
    if not isinstance(title, str):
        raise JsonLineError('"title" is not a text; write it in quotation marks')
    found, blocks = structure(text, title.strip() or None)
    metadata = metadata_told(_fields(record))
    return Document(identifier, found or "", text, blocks, line=number, metadata=metadata)


def _fields(record: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Give what a line says besides, its own fields and those under ``metadata``."""
    further = record.get("metadata")
    for fields in (record, further if isinstance(further, dict) else {}):
        for name, value in fields.items():
            if name not in {"_id", "title", "text"}:
                yield from (
                    (name, each) for each in (value if isinstance(value, list) else [value])
                )
