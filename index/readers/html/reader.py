"""HTML: the main text as a reader sees it, by a walk over the tree that browsers would build."""

import re
from typing import TYPE_CHECKING

from index.documents import BlockKind
from index.readers.composing import Composer, on_one_line
from index.readers.format import Reading
from index.readers.html.charsets import decode
from index.readers.html.furniture import is_read
from index.readers.html.tree_steps import steps

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption
    figure footer form header hgroup hr legend li main ol p pre section summary table tbody tfoot
    thead tr ul
    """.split()  # noqa: SIM905
)
_NO_TEXT = """
    annotation applet audio base button canvas datalist embed frame frameset head iframe input link
    map meta nav noframes noscript object param rp script select source style svg template textarea
    track video
""".split()  # noqa: SIM905
"""Elements without text for a reader of the page: code, controls, media, navigation."""
_MAIN = ("main", "[role=main]", "article", "[itemprop=articleBody]")
_LAYOUT = "table, h1, h2, h3, h4, h5, h6, ul, ol, dl, pre, blockquote, p + p"
"""What a row of data does not hold; a row that does only places blocks on the page."""


def read(data: bytes, name: str) -> Reading:
    """Read one page; see ``Format``. A charset that is a guess is a problem."""
    from selectolax.lexbor import LexborHTMLParser

    text, problems = decode(data)
    tree = LexborHTMLParser(text)
    title = tree.css_first("head > title")
    label = on_one_line(title.text()) if title else ""
    tree.strip_tags(_NO_TEXT)
    if tree.body is None:
        return Reading((), problems)
    composer = _Walk(_main(tree.body)).composer
    if not composer.has_text():  # a page that shows itself by a script
        composer = _Walk(tree.body, everything=True).composer
    headline = composer.first_heading()
    if headline and (headline in label or not label):
        label = headline
    return Reading((composer.document(name, label),), problems)


def _main(body: "LexborNode") -> "LexborNode":
    """Return the element that holds most of the text and says that it is the main one."""
    least = len(body.text()) / 2
    for selector in _MAIN:
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text()) >= least:
            return found[0]
    return body


class _Walk:
    """One way through a tree, from its root; what a reader sees goes into the composer."""

    def __init__(self, root: "LexborNode", *, everything: bool = False) -> None:
        self.composer = Composer()
        self._is_whole_page = root.tag == "body"
        self._everything = everything
        self._inline: list[str] = []
        self._mark = ""
        self._term = ""
        self._numbers: list[int | None] = []
        self._preformatted = 0
        self._in_row = False
        self._in_heading = False
        for node, begins in steps(root, self._is_read):
            if node.is_text_node:
                self._text(node.text_content or "") if begins else None
            else:
                self._begin(node, node.tag or "") if begins else self._end(node.tag or "")
        self._flush()

    def _is_read(self, node: "LexborNode") -> bool:
        if not node.is_element_node:
            return node.is_text_node
        return self._everything or is_read(node, whole_page=self._is_whole_page)

    def _text(self, text: str) -> None:
        self._inline.append(text if self._preformatted else re.sub(r"\s+", " ", text))

    def _begin(self, node: "LexborNode", tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        self._in_heading = self._in_heading or tag in _HEADINGS
        match tag:
            case "br" | "q":
                self._inline.append("\n" if tag == "br" else "“")
            case "pre":
                self._preformatted += 1
            case "ol":
                self._numbers.append(_number(node.attributes.get("start"), 1))
            case "ul" | "dl":
                self._numbers.append(None)
            case "li":
                self._mark = self._next_mark(node)
            case "tr":
                self._flush_term()
                self._in_row = node.css_first(_LAYOUT) is None
            case "td" | "th" if self._in_row:
                self._inline.append("\t")

    def _end(self, tag: str) -> None:
        match tag:
            case "q":
                self._inline.append("”")
            case "pre":
                self._flush()
                self._preformatted -= 1
            case "ol" | "ul" | "dl":
                self._break()
                self._flush_term()
                self._numbers.pop()
            case "dt" if not (self._in_row or self._in_heading or self._preformatted):
                self._term += on_one_line("".join(self._inline)) + "\n"
                self._inline.clear()
            case "tr" if self._in_row:
                self._in_row = False
                self.composer.add_row("".join(self._inline).split("\t"))
                self._inline.clear()
            case "td" | "th":
                self._break()
            case _ if tag in _HEADINGS and self._in_heading:
                self._in_heading = False
                self._flush_term()
                self.composer.add(
                    on_one_line("".join(self._inline)), BlockKind.HEADING, _HEADINGS[tag]
                )
                self._inline.clear()
            case _ if tag in _BLOCKS:
                self._break()

    def _next_mark(self, item: "LexborNode") -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "• "
        number = _number(item.attributes.get("value"), number)
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _break(self) -> None:
        """End a block; inside a heading or a row of data there is only a space."""
        if self._in_row or self._in_heading:
            self._inline.append(" ")
        else:
            self._flush()

    def _flush_term(self) -> None:
        """End a term that no definition follows; others stand in one block with theirs."""
        if self._term.strip():
            self.composer.add(self._term.strip())
        self._term = ""

    def _flush(self) -> None:
        text = "".join(self._inline)
        self._inline.clear()
        if not text.strip():
            return
        mark, self._mark, self._term = self._term + self._mark, "", ""
        if self._preformatted:
            self.composer.add(mark + text.strip("\n"), BlockKind.UNDIVIDED)
            return
        lines = "\n".join(map(on_one_line, text.split("\n")))
        for paragraph in re.split(r"\n{2,}", lines.strip()):
            self.composer.add(mark + paragraph)
            mark = ""


def _number(text: str | None, default: int) -> int:
    found = re.fullmatch(r"\s*(\d{1,9})\s*", text or "", re.ASCII)
    return int(found[1]) if found else default
