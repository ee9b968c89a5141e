"""HTML: the main text as a reader sees it, by a walk over the tree that browsers would build."""

import re
from functools import partial
from typing import TYPE_CHECKING

from index import counting
from index.documents import BlockKind
from index.readers.composing import Composer, on_one_line
from index.readers.format import Reading
from index.readers.html.charsets import decode
from index.readers.html.furniture import is_read
from index.readers.html.inline_text import InlineText
from index.readers.html.mathml import write_formulas
from index.readers.html.panels import Panels
from index.readers.html.rows import Rows, number
from index.readers.html.stated import metadata_of
from index.readers.html.styling import STRUCK, Styling
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
    annotation applet audio base canvas datalist embed frame frameset head iframe input link
    map meta nav noframes noscript object param rp script select source style svg template textarea
    track video
""".split()  # noqa: SIM905
"""Elements without text for a reader of the page: code, controls, media, navigation."""
_MAIN = ("main", "[role=main]", "article", "[itemprop=articleBody]")
_LAYOUT = "table, h1, h2, h3, h4, h5, h6, ul, ol, dl, pre, blockquote"
"""What a row of data does not hold; a row that does only places blocks on the page."""
_WHITE_SPACE = re.compile(r"\s+")


def read(data: bytes, name: str) -> Reading:
    """Read one page; see ``Format``. A charset that is a guess is a problem."""
    from selectolax.lexbor import LexborHTMLParser

    text, problems = decode(data)
    tree = LexborHTMLParser(text)
    title = tree.css_first("head > title")
    label = on_one_line(title.text()) if title else ""
    small = text.lower()
    styling, panels, metadata = Styling(tree, small), Panels(tree), metadata_of(tree)
    tree.strip_tags([*_NO_TEXT, *STRUCK])
    if "<math" in small:
        write_formulas(tree)
    if tree.body is None:
        return Reading((), problems)
    are_plain = "colspan" not in small and "rowspan" not in small
    walk = partial(_Walk, styling=styling, panels=panels, are_plain=are_plain)
    composer = walk(_main(tree.body)).composer
    if not composer.has_text():  # a page that shows itself by a script
        composer = walk(tree.body, everything=True).composer
    headline = composer.first_heading()
    if headline and (headline in label or not label):
        label = headline
    return Reading((composer.document(name, label, metadata=metadata),), problems)


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

    def __init__(
        self,
        root: "LexborNode",
        styling: Styling,
        panels: Panels,
        *,
        are_plain: bool,
        everything: bool = False,
    ) -> None:
        self.composer = Composer()
        self._styling = styling
        self._panels = panels
        self._is_whole_page = root.tag == "body"
        self._everything = everything
        self._inline = InlineText(styling)
        self._mark = ""
        self._term = ""
        self._numbers: list[int | None] = []
        self._forms: list[str] = []
        self._preformatted = 0
        self._in_row = False
        self._are_plain = are_plain
        self._rows = Rows(are_plain=are_plain)
        self._in_heading = False
        for node, begins in steps(root, self._is_read):
            if node.is_text_node:
                self._text(node.text_content or "") if begins else None
            else:
                self._begin(node, node.tag or "") if begins else self._end(node, node.tag or "")
        self._flush()

    def _is_read(self, node: "LexborNode") -> bool:
        if not node.is_element_node:
            return node.is_text_node
        if self._styling.is_used and self._styling.is_struck(node):
            return False
        if self._everything:
            return node.tag != "button"
        return is_read(node, self._panels, whole_page=self._is_whole_page)

    def _text(self, text: str) -> None:
        self._inline.append(text if self._preformatted else _WHITE_SPACE.sub(" ", text))

    def _begin(self, node: "LexborNode", tag: str) -> None:
        if tag in _BLOCKS:
            self._begin_block(node)
        self._inline.open(node, tag)
        self._in_heading = self._in_heading or tag in _HEADINGS
        match tag:
            case "br" | "q":
                self._inline.append("\n" if tag == "br" else "“")
            case "pre":
                self._preformatted += 1
            case "ol":
                self._numbers.append(number(node.attributes.get("start"), 1))
                self._forms.append(node.attributes.get("type") or "")
            case "ul" | "dl":
                self._numbers.append(None)
                self._forms.append("")
            case "li":
                self._mark = self._next_mark(node)
            case "table":
                self._rows = Rows(are_plain=self._are_plain)
                self.composer.begin_table()
            case "tr":
                self._flush_term()
                self._in_row = _is_data(node)
                self._rows.begin(node)
            case "td" | "th" if self._in_row:
                self._inline.append("\t")
                self._rows.cell(node)

    def _begin_block(self, node: "LexborNode") -> None:
        """Begin a block; the words that open a panel stand before what it says."""
        self._break()
        if not self._panels.have_labels:
            return
        label = self._panels.label(node)
        if label and not (self._in_row or self._in_heading or self._preformatted):
            self._flush_term()
            self._term = f"{label}\n"

    def _end(self, node: "LexborNode", tag: str) -> None:
        self._inline.close(node)
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
                self._forms.pop()
            case "dt" if not (self._in_row or self._in_heading or self._preformatted):
                self._term += on_one_line(self._inline.taken()) + "\n"
            case "tr" if self._in_row:
                self._in_row = False
                texts = self._inline.taken().split("\t")[1:]
                self.composer.add_row(
                    self._rows.filled(texts), names_columns=self._rows.names_columns
                )
            case "li" | "td" | "th":
                self._break()
                self._mark = ""  # of an item that says nothing
            case _ if tag in _HEADINGS and self._in_heading:
                self._in_heading = False
                self._flush_term()
                self.composer.add(
                    on_one_line(self._inline.taken()), BlockKind.HEADING, _HEADINGS[tag]
                )
            case _ if tag in _BLOCKS:
                self._break()

    def _next_mark(self, item: "LexborNode") -> str:
        count = self._numbers[-1] if self._numbers else None
        if count is None:
            return "• "
        count = number(item.attributes.get("value"), count)
        self._numbers[-1] = count + 1
        return f"{_counted(count, self._forms[-1])}. " if self._forms else f"{count}. "

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
        if self._inline.is_empty():
            return
        text = self._inline.taken()
        if not text.strip():
            return
        mark, self._mark, self._term = self._term + self._mark, "", ""
        if self._preformatted:
            self.composer.add(mark + text.strip("\n"), BlockKind.PREFORMATTED)
            return
        lines = "\n".join(map(on_one_line, text.split("\n")))
        for paragraph in re.split(r"\n{2,}", lines.strip()):
            self.composer.add(mark + paragraph)
            mark = ""


def _is_data(row: "LexborNode") -> bool:
    """Whether a row of a table holds data, instead of placing blocks on the page."""
    return row.css_first(_LAYOUT) is None and not any(
        paragraph.text().strip() for paragraph in row.css("p + p")
    )


def _counted(number: int, form: str) -> str:
    """Return the number of an item as its list shows it, by the list's type."""
    shown = {"a": counting.letters, "i": counting.roman}.get(form.lower(), str)(number)
    return shown.upper() if form.isupper() else shown
