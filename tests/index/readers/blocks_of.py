"""What the tests of a format see of a file: its blocks, one a line."""

from index.documents import BlockKind
from index.readers.formats import read

_SIGNS = {BlockKind.ROW: "|", BlockKind.HEADER: "||", BlockKind.PREFORMATTED: "`"}


def document(data, name):
    """Return the only document of a file's bytes."""
    suffix = name[name.rindex(".") :]
    [found] = read(data, suffix, name).documents
    return found


def blocks(found):
    """Return the blocks of a document that say something: headings, rows and code with their sign."""
    told = []
    for block in found.blocks:
        text = found.text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            told.append(f"{'#' * max(block.level, 1)} {block.label}")
        elif block.kind is not BlockKind.METADATA:
            told.append(f"{_SIGNS[block.kind]} {text}" if block.kind in _SIGNS else text)
    return told
