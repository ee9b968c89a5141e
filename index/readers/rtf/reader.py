"""RTF: its text, headings recognised as in plain text."""

import re
from collections.abc import Iterator

from index.documents import BlockKind, Document
from index.errors import SourceError
from index.readers.composing import Composer, on_one_line
from index.readers.format import Reading
from index.readers.stated import metadata_told
from index.readers.text.reader import structure

_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_CELL = "|"
_TITLE = re.compile(rb"\{\\title\s+([^{}\\]+)\}")
_FIELD = re.compile(rb"\{\\(author|keywords|category)\s+([^{}\\]+)\}")
_MOMENT = re.compile(rb"\{\\(?:revtim|creatim)\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def read(data: bytes, name: str) -> Reading:
    """Read one file; see ``Format``."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(rb"{\rtf"):
        raise SourceError("is damaged, or is no RTF")
    try:
        text = rtf_to_text(data.decode("latin-1"), errors="ignore")
    except (ValueError, IndexError, KeyError, LookupError, TypeError, AttributeError):
        raise SourceError("is damaged, or is no RTF") from None
    text = text.replace(f"\n{_CELL}", _CELL)  # of a cell that holds paragraphs
    # A paragraph ends with its line here: apart, they are told from the lines of wrapped texts.
    lines = [on_one_line(line) for line in _BLANK_LINES.sub("\n", text).split("\n")]
    composer = Composer()
    for line in filter(None, lines):
        if line.endswith(_CELL):
            composer.add_row(line.removesuffix(_CELL).split(_CELL))
        else:
            composer.add(line)
    plain = composer.document(name, "")
    named = _TITLE.search(data)
    title, blocks = structure(plain.text)
    rows = {
        block.start: block
        for block in plain.blocks
        if block.kind in {BlockKind.ROW, BlockKind.HEADER}
    }
    told = tuple(rows.get(block.start, block) for block in blocks)
    stated_title = on_one_line(named[1].decode("latin-1")) if named else ""
    title = stated_title or title or ""
    return Reading(
        (Document(name, title, plain.text, told, metadata=metadata_told(_fields(data))),)
    )


def _fields(data: bytes) -> Iterator[tuple[str, object]]:
    for name, value in _FIELD.findall(data):
        yield name.decode(), value.decode("latin-1")
    for made in _MOMENT.finditer(data):
        yield "date", "-".join(part.decode() for part in made.groups())
