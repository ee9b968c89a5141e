"""DOCX: headings, paragraphs, lists, tables and notes, with tracked changes accepted."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from index.documents import BlockKind
from index.readers import scripts
from index.readers.composing import Composer, on_one_line
from index.readers.docx.clauses import clause_headings
from index.readers.docx.equations import equation
from index.readers.docx.fields import form_field, without_page_numbers
from index.readers.docx.margins import margins
from index.readers.docx.numbering import Numbering
from index.readers.docx.package import Package, child, local_name, value
from index.readers.docx.rows import Rows
from index.readers.docx.styles import Styles
from index.readers.docx.symbols import PRIVATE, in_font, symbol
from index.readers.format import Reading
from index.readers.stated import metadata_told

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEFT_OUT = frozenset(
    """
    Fallback del delText instrText moveFrom pPr rPr rt sdtPr sectPr tblGrid tblPr tblPrEx tcPr trPr
    """.split()  # noqa: SIM905
)
"""Deletions, codes, properties, and second versions of what is there already."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_READ_AS_A_WHOLE = frozenset({"fldChar", "oMath", "sym", *_NOTES})
_CODE_STYLES = frozenset({"code", "html preformatted", "preformatted text", "source code"})
"""Of paragraphs whose spaces and lines say something."""
_PLACES = {"superscript": scripts.RAISED, "subscript": scripts.LOWERED}
_HIDING = ("vanish", "strike", "dstrike")
"""Properties of runs that are not to be read, or hold no longer."""
_OFF = frozenset({"0", "false", "off"})
_PAGE_ALONE = re.compile(
    r"(?:page|pg|seite|sida|side|página|pagina|of|von|de|sur|di|av|af|[\W\d_])*", re.IGNORECASE
)
"""What is left of a header whose number of the page is gone, where it says nothing else."""
_BEGINNING = 30
"""Paragraphs of a document in which its title stands."""
_LONGEST_CELL = 400
"""Characters of several paragraphs in a cell; a longer one only places its text on the page."""


def read(data: bytes, name: str) -> Reading:
    """Read one DOCX file; see ``Format``."""
    package = Package(data)
    walk = _Walk(package)
    main = package.document()
    above, below = margins(package, main)
    walk.margins(above, besides=main)
    walk.blocks(main)
    walk.name_clauses()
    walk.margins(below)
    properties = package.part("core-properties")
    stated = child(properties, "title")
    title = walk.title or on_one_line(stated.text or "" if stated is not None else "")
    title = title or walk.composer.first_heading()
    fields = (
        (local_name(each), each.text) for each in (properties if properties is not None else ())
    )
    return Reading((walk.composer.document(name, title, metadata=metadata_told(fields)),))


class _Walk:
    """One way through a document; what a reader sees goes into the composer."""

    def __init__(self, package: Package) -> None:
        self.composer = Composer()
        self.title = ""
        self._styles = Styles(package)
        self._numbering = Numbering(package, self._styles)
        self._notes = {kind: _notes(package.part(kind)) for kind in _NOTES.values()}
        self._shown_notes = 0
        self._in_margins: set[str] = set()
        self._items: dict[int, int] = {}
        """The depths of items with a number, by the numbers of their blocks."""
        self._carried = ""
        """The text of a paragraph whose end is deleted: it goes on with the next."""
        self._behind: list[tuple[str, Element]] = []
        """Notes, each with its mark, and text boxes, which stand behind the paragraph at hand."""

    def blocks(self, element: "Element") -> None:
        """Read the paragraphs and tables in an element."""
        for each in element:
            match local_name(each):
                case "p":
                    self._paragraph(each)
                case "tbl":
                    self._table(each)
                case name if name not in _LEFT_OUT:
                    self.blocks(each)

    def margins(self, parts: "list[Element]", besides: "Element | None" = None) -> None:
        """Read headers or footers: each text once, without the number of the page.

        What stands at the beginning of ``besides``, as a title does, is not said again.
        """
        for each in islice(besides.iter("{*}p") if besides is not None else (), _BEGINNING):
            self._in_margins.add(on_one_line("".join(each.itertext("{*}t"))))
        for part in parts:
            document, self.composer = self.composer, Composer()
            without_page_numbers(part)
            self.blocks(part)
            for text, block in self.composer.parts():
                if text not in self._in_margins and not _PAGE_ALONE.fullmatch(text):
                    self._in_margins.add(text)
                    document.add(text, block.kind)
            self.composer = document

    def name_clauses(self) -> None:
        """Make headings of the items that name what stands below them."""
        named = clause_headings(self.composer.parts(), self._items)
        for at, level in named.items():
            self.composer.make_heading(at, level)

    def _paragraph(self, paragraph: "Element") -> None:
        properties = child(paragraph, "pPr")
        text = self._carried + self._text(paragraph)
        self._carried = ""
        style = self._styles.name(properties)
        if child(properties, "rPr", "del") is not None:
            self._carried = text
        elif not style.startswith("toc "):
            self._add(text, style, properties)
        self._read_behind()

    def _read_behind(self) -> None:
        behind, self._behind = self._behind, []
        for mark, each in behind:
            carried, self._carried = self._carried, mark
            self.blocks(each)
            self._carried = carried

    def _add(self, text: str, style: str, properties: "Element | None") -> None:
        if style in _CODE_STYLES:
            self.composer.add(text.strip("\n"), BlockKind.PREFORMATTED)
            return
        text = "\n".join(map(on_one_line, text.split("\n"))).strip()
        item = self._styles.list_item(properties)
        mark = self._numbering.mark(item) if item else ""  # which counts items without text too
        if not text:
            return
        if style == "title" and not self.title:
            self.title = on_one_line(text)
            self.composer.add(self.title, BlockKind.HEADING)
            return
        level = self._styles.heading_level(properties)
        if level:
            self.composer.add(on_one_line(mark.lstrip("• ") + text), BlockKind.HEADING, level)
        else:
            self.composer.add(mark + text)
            if item and mark and not mark.startswith("•"):
                self._items[self.composer.size - 1] = item.depth

    def _table(self, table: "Element") -> None:
        rows = [row for row in _inner(table, "tr") if child(row, "trPr", "del") is None]
        filled = Rows(table, rows, self._styles)
        self.composer.begin_table()
        for row in rows:
            cells = list(_inner(row, "tc"))
            if any(_is_layout(cell) for cell in cells):
                for cell in cells:
                    self.blocks(cell)
                continue
            texts = filled.filled((cell, on_one_line(self._text(cell))) for cell in cells)
            self.composer.add_row(texts, names_columns=filled.names_columns)
        self._read_behind()

    def _text(self, element: "Element") -> str:
        """Return the text of a paragraph or a cell, raised and lowered signs in plain characters."""
        return scripts.joined(self._inline(element, 0))

    def _inline(self, element: "Element", place: int) -> Iterator[tuple[str, int]]:
        """Give the text of an element in pieces, each with where it stands."""
        for each in element:
            name = local_name(each)
            if name == "t":
                text = (each.text or "").replace("\n", " ")
                yield in_font(_font(element), text) if PRIVATE.search(text) else text, place
            elif name == "r":
                look = self._styles.look(each)
                if not look:
                    yield from self._inline(each, 0)
                elif all(look.get(hiding, "off") in _OFF for hiding in _HIDING):
                    yield from self._inline(each, _PLACES.get(look.get("vertAlign", ""), 0))
            elif name in _SIGNS:
                yield "" if value(each, "type") in {"page", "column"} else _SIGNS[name], place
            elif name in _READ_AS_A_WHOLE:
                yield self._whole(each, name), scripts.FORMULA if name == "oMath" else place
            elif name == "txbxContent":
                self._behind.append(("", each))
            elif name not in _LEFT_OUT:
                yield " " * (name == "p"), place
                yield from self._inline(each, place)

    def _whole(self, element: "Element", name: str) -> str:
        """Return the text of an element that does not hold what it shows as such."""
        match name:
            case "oMath":
                return equation(element)
            case "sym":
                return symbol(value(element, "font") or "", value(element, "char") or "")
            case "fldChar":
                return form_field(element)
            case _:
                return self._note(self._notes[_NOTES[name]].pop(value(element, "id"), None))

    def _note(self, note: "Element | None") -> str:
        """Return the mark of a note, which then stands behind the paragraph with its text."""
        if note is None:
            return ""
        self._shown_notes += 1
        mark = f"[{self._shown_notes}]"
        self._behind.append((f"{mark} ", note))
        return mark


def _notes(part: "Element | None") -> "dict[str | None, Element]":
    return {value(note, "id"): note for note in (part if part is not None else ())}


def _inner(element: "Element", name: str) -> "Iterator[Element]":
    """Give the rows of a table or the cells of a row, also those inside controls and insertions."""
    for each in element:
        if local_name(each) == name:
            yield each
        elif local_name(each) not in _LEFT_OUT:
            yield from _inner(each, name)


def _is_layout(cell: "Element") -> bool:
    """Whether a cell of a table only places blocks on the page, instead of holding data."""
    names = [local_name(each) for each in cell]
    if "tbl" in names:
        return True
    length = sum(len(each.text or "") for each in cell.iter("{*}t"))
    return names.count("p") > 1 and length > _LONGEST_CELL


def _font(run: "Element") -> str:
    fonts = child(run, "rPr", "rFonts")
    return value(fonts, "ascii") or value(fonts, "hAnsi") or ""
