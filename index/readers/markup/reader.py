"""Markup: headings by their signs, what programs are told left out, and plain text between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Block, BlockKind, Document, trim
from index.readers.charsets import decode
from index.readers.format import Reading
from index.readers.stated import metadata_told
from index.readers.text.reader import structure
from index.readers.text.rows import DRAWN, with_rows


@dataclass(frozen=True, slots=True)
class Signs:
    """How lines of a kind of markup begin.

    Args:
        heading: A heading: a group ``depth`` whose length is its level, a group ``label``.
        title: The title of the document, as a group ``label``.
        unsaid: What is told to programs, or to nobody.
        fence: Where text that is kept as it stands begins and ends.
        field: What the document says of itself: a group ``name``, a group ``value``.
    """

    heading: re.Pattern[str]
    title: re.Pattern[str]
    unsaid: re.Pattern[str]
    fence: re.Pattern[str]
    field: re.Pattern[str]


ORG_SIGNS = Signs(
    heading=re.compile(r"(?P<depth>\*+) +(?:TODO |DONE )?(?P<label>\S.*)"),
    title=re.compile(r"(?i)#\+title: *(?P<label>\S.*)"),
    unsaid=re.compile(r"(?i)#\+(?!title:).*|# .*|:\w+:.*"),
    fence=re.compile(r"(?i)#\+(?:begin|end)_(?:src|example).*"),
    field=re.compile(
        r"(?im)^#\+(?P<name>author|date|language|keywords|filetags): *(?P<value>\S.*)$"
    ),
)
ASCIIDOC_SIGNS = Signs(
    heading=re.compile(r"=(?P<depth>=+) +(?P<label>\S.*)"),
    title=re.compile(r"= +(?P<label>\S.*)"),
    unsaid=re.compile(r":!?[\w-]+!?:.*|//.*|\[\[?[^\]]*\]\]?|\|={3,}|={4,}|\*{4,}|_{4,}|\+|<{3,}"),
    fence=re.compile(r"(?:-{4,}|\.{4,})"),
    field=re.compile(r"(?im)^:(?P<name>author|revdate|date|lang|keywords): +(?P<value>\S.*)$"),
)
_BEGINNING = 4_000
"""Characters in which a document says who wrote it."""
_TAGS = re.compile(r":[\w:@]+:")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


def read(signs: Signs, data: bytes, name: str) -> Reading:
    """Read one file of a kind of markup; see ``Format``."""
    text, problems = decode(data)
    blocks = tuple(_blocks(text, signs))
    title = next((b.label for b in blocks if b.kind is BlockKind.HEADING and not b.level), "")
    stated = signs.field.finditer(text[:_BEGINNING])
    metadata = metadata_told((found["name"], found["value"]) for found in stated)
    return Reading((Document(name, title, text, blocks, metadata=metadata),), problems)


def _blocks(text: str, signs: Signs) -> Iterator[Block]:
    """Give headings, what is unsaid and kept text, and between them blocks of plain text."""
    plain = kept = 0
    is_kept = False
    for line in _LINE.finditer(text):
        start, end = trim(text, *line.span())
        said = text[start:end]
        if signs.fence.fullmatch(said):
            if is_kept:
                yield from _kept(text, kept, start)
            else:
                yield from _plain(text, plain, start)
            yield Block(BlockKind.METADATA, start, end)
            is_kept, plain, kept = not is_kept, line.end(), line.end()
        elif not is_kept and (block := _marked(said, start, end, signs)):
            yield from _plain(text, plain, start)
            yield block
            plain = line.end()
    end = len(text)
    yield from _kept(text, kept, end) if is_kept else _plain(text, plain, end)


def _marked(said: str, start: int, end: int, signs: Signs) -> Block | None:
    if found := signs.title.fullmatch(said):
        return Block(BlockKind.HEADING, start, end, 0, found["label"])
    if found := signs.heading.fullmatch(said):
        label = _without_tags(found["label"])
        return Block(BlockKind.HEADING, start, end, len(found["depth"]), label)
    return Block(BlockKind.METADATA, start, end) if signs.unsaid.fullmatch(said) else None


def _without_tags(label: str) -> str:
    """Return a heading without the tags behind it, as in ``The mill  :old:burnt:``."""
    said, _, last = label.rpartition(" ")
    return said.rstrip() if said.strip() and _TAGS.fullmatch(last) else label


def _plain(text: str, start: int, end: int) -> list[Block]:
    """Return the rows of tables in a stretch, and paragraphs, none a heading by its looks."""
    return with_rows(text, [*_lines(text, start, end)])


def _lines(text: str, start: int, end: int) -> Iterator[Block]:
    """Give lines that may be rows, each apart, and the paragraphs between them."""
    at = start
    for line in _LINE.finditer(text, start, end):
        row_start, row_end = trim(text, *line.span())
        if text.startswith("|", row_start, row_end):
            yield from _paragraphs(text, at, row_start)
            is_drawn = DRAWN.match(text[row_start:row_end])
            yield Block(BlockKind.METADATA if is_drawn else BlockKind.BODY, row_start, row_end)
            at = line.end()
    yield from _paragraphs(text, at, end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    if not text[start:end].strip():
        return
    _, blocks = structure(text[start:end])
    for block in blocks:
        kind = BlockKind.BODY if block.kind is BlockKind.HEADING else block.kind
        yield Block(kind, start + block.start, start + block.end)


def _kept(text: str, start: int, end: int) -> Iterator[Block]:
    start, end = trim(text, start, end)
    if start < end:
        yield Block(BlockKind.PREFORMATTED, start, end)
