"""Markdown: headings, paragraphs, lists, tables and code from markdown-it's line maps."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from index.documents import Block, BlockKind, Document, trim
from index.readers import scripts
from index.readers.charsets import decode
from index.readers.format import Reading
from index.readers.front_matter import fields
from index.readers.markdown.speakers import with_speakers
from index.readers.markdown.unsaid import without_unsaid
from index.readers.stated import metadata_told
from index.readers.tables import with_headers
from index.readers.titles import headline

if TYPE_CHECKING:
    from markdown_it.token import Token

_LEAVES = {
    "paragraph_open": BlockKind.BODY,
    "html_block": BlockKind.BODY,
    "code_block": BlockKind.PREFORMATTED,
    "tr_open": BlockKind.ROW,
}
_SHOWN = {"softbreak": " ", "hardbreak": " ", "html_inline": ""}
_PLACES = {"<sup>": scripts.RAISED, "</sup>": 0, "<sub>": scripts.LOWERED, "</sub>": 0}
_Leaf = tuple[BlockKind, int, int, int, str]
"""A kind, where it starts and ends, a level and a label."""
_LINE_END = re.compile(r"\r\n|\r|\n")


def read(data: bytes, name: str) -> Reading:
    """Read one Markdown file; see ``Format``."""
    text, problems = decode(data)
    blocks = with_speakers(text, without_unsaid(text, _blocks(text)))
    stated = _front_matter(text, blocks)
    title = next((value for field, value in stated if field == "title"), "")
    title = title or headline(blocks)
    document = Document(name, title, text, tuple(blocks), metadata=metadata_told(stated))
    return Reading((document,), problems)


def _blocks(text: str) -> list[Block]:
    """Return the leaf blocks with their marks, and whatever lies between them as furniture.

    Front matter that is the whole document is furniture as well, so that it can be quoted.
    """
    found: list[Block] = []
    at = 0
    for kind, start, end, level, label in _leaves(text):
        found.extend(_between(text, at, start))
        block_start, block_end = trim(text, max(start, at), end)
        if block_start < block_end:
            found.append(Block(kind, block_start, block_end, level, label))
        at = max(at, end)
    found.extend(_between(text, at, len(text)))
    if [block.kind for block in found] == [BlockKind.METADATA]:
        return _between(text, 0, len(text))
    return with_headers(found, {})


def _leaves(text: str) -> list[_Leaf]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable(["strikethrough", "table"]).use(front_matter_plugin)
    tokens = parser.parse(text)
    line_starts = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    leaves: list[_Leaf] = []
    for token, following in pairwise([*tokens, None]):
        if token is None or token.map is None:
            continue
        start = line_starts[token.map[0]]
        end = line_starts[min(token.map[1], len(line_starts) - 1)]
        if token.type == "front_matter":
            leaves.append((BlockKind.METADATA, start, end, 0, ""))
        elif token.type == "heading_open":
            label = _plain(following)
            kind = BlockKind.HEADING if label else BlockKind.FURNITURE
            leaves.append((kind, start, end, int(token.tag[1]) if label else 0, label))
        elif token.type == "fence":
            leaves += _fenced(text, start, end, token.markup)
        elif token.type in _LEAVES:
            names_columns = following is not None and following.type == "th_open"
            kind = BlockKind.HEADER if names_columns else _LEAVES[token.type]
            leaves.append((kind, start, end, 0, ""))
    return leaves


def _fenced(text: str, start: int, end: int, mark: str) -> Iterator[_Leaf]:
    """Give the code between two fences, and the fences, which say nothing."""
    start, end = trim(text, start, end)
    opening = _LINE_END.search(text, start, end)
    first = opening.end() if opening else end
    last = max(text.rfind("\n", first, end), text.rfind("\r", first, end), first - 1) + 1
    close = last if text[last:end].lstrip("> \t").startswith(mark) else end
    if not text[first:close].strip():
        yield BlockKind.FURNITURE, start, end, 0, ""
        return
    yield BlockKind.FURNITURE, start, first, 0, ""
    yield BlockKind.PREFORMATTED, first, close, 0, ""
    if close < end:
        yield BlockKind.FURNITURE, close, end, 0, ""


def _between(text: str, start: int, end: int) -> list[Block]:
    """Return what no leaf holds (rules, reference definitions) as furniture."""
    start, end = trim(text, start, max(start, end))
    return [Block(BlockKind.FURNITURE, start, end)] if start < end else []


def _plain(inline: "Token | None") -> str:
    """Return the text of a heading as a reader sees it, without marks and links."""
    children = (inline.children if inline else None) or []
    pieces: list[tuple[str, int]] = []
    place = struck = 0
    for child in children:
        tag = child.content.lower().strip() if child.type == "html_inline" else ""
        place = _PLACES.get(tag, place)
        struck += (child.type == "s_open") - (child.type == "s_close")
        if not struck:
            pieces.append((_SHOWN.get(child.type, child.content), place))
    return " ".join(scripts.joined(pieces).split())


def _front_matter(text: str, blocks: list[Block]) -> list[tuple[str, str]]:
    is_there = blocks and text.startswith("---", blocks[0].start)
    return list(fields(text[blocks[0].start : blocks[0].end])) if is_there else []
