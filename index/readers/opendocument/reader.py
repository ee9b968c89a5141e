"""OpenDocument: headings, paragraphs, lists, tables, notes, slides and sheets as they are shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.documents import BlockKind
from index.errors import SourceError
from index.readers import scripts
from index.readers.archive import Archive
from index.readers.composing import Composer, on_one_line
from index.readers.format import Reading
from index.readers.opendocument.styles import Styles, attribute, local_name
from index.readers.stated import metadata_told
from index.readers.tables import Cell, Grid

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_REPEATED = 50
"""Cells or rows that one stands for; more are the empty rest of a sheet."""
_EMPTY = Cell("")
_DIGITS = 7
"""Of a number that counts anything here; longer ones are mistakes."""
_LEFT_OUT = frozenset(
    """
    annotation forms sequence-decls table-of-content tracked-changes alphabetical-index
    bibliography shapes calculation-settings variable-decls user-field-decls
    """.split()  # noqa: SIM905
)
"""Comments, deletions, declarations, and lists of what stands elsewhere in the document."""
_SIGNS = {"tab": "\t", "line-break": "\n", "soft-page-break": ""}


def read(data: bytes, name: str) -> Reading:
    """Read one file; see ``Format``."""
    archive = Archive(data, "OpenDocument file")
    if b"encryption-data" in (archive.part("META-INF/manifest.xml") or b""):
        raise SourceError("is encrypted; save a copy without a password")
    content, styles = archive.tree("content.xml"), archive.tree("styles.xml")
    body = content.find("{*}body") if content is not None else None
    if content is None or body is None:
        raise archive.damaged()
    walk = _Walk(Styles([part for part in (styles, content) if part is not None]))
    for each in body:
        walk.blocks(each)
    meta = archive.tree("meta.xml")
    stated = meta.find(".//{http://purl.org/dc/elements/1.1/}title") if meta is not None else None
    title = walk.title or on_one_line((stated.text or "") if stated is not None else "")
    title = title or walk.composer.first_heading()
    fields = ((local_name(each), each.text) for each in (meta.iter() if meta is not None else ()))
    return Reading((walk.composer.document(name, title, metadata=metadata_told(fields)),))


@dataclass
class _Count:
    """How many rows of a sheet there were."""

    before: int = 0


class _Walk:
    """One way through a document; what a reader sees goes into the composer."""

    def __init__(self, styles: Styles) -> None:
        self.composer = Composer()
        self.title = ""
        self._styles = styles
        self._slides = 0
        self._lists: list[tuple[str, int]] = []
        """The style and the last number of each list that is open, outermost first."""
        self._mark = ""
        self._behind: list[tuple[str, Element]] = []
        """Notes, each with its mark, and text boxes, which stand behind the paragraph at hand."""

    def blocks(self, elements: "Iterable[Element]") -> None:
        """Read elements that are blocks or hold some, as those in an element are."""
        for each in elements:
            match local_name(each):
                case "h" | "p" as name:
                    self._paragraph(each, is_heading=name == "h")
                case "list":
                    self._list(each)
                case "table":
                    self._table(each)
                case "page":
                    self._slide(each)
                case name if name not in _LEFT_OUT:
                    self.blocks(each)

    def _paragraph(self, paragraph: "Element", *, is_heading: bool) -> None:
        style = attribute(paragraph, "style-name")
        if self._styles.is_code(style):
            self.composer.add(self._text(paragraph).strip("\n"), BlockKind.PREFORMATTED)
            return
        text = self._text(paragraph)
        lines = "\n".join(map(on_one_line, text.split("\n"))).strip()
        mark, self._mark = self._mark, "" if lines else self._mark
        if is_heading and lines:
            level = _count(attribute(paragraph, "outline-level"), 1)
            self.composer.add(on_one_line(lines), BlockKind.HEADING, level)
        elif lines and not self.title and self._styles.is_title(style):
            self.title = on_one_line(lines)
            self.composer.add(self.title, BlockKind.HEADING)
        elif lines:
            self.composer.add(mark + lines)
        self._read_behind()

    def _read_behind(self) -> None:
        behind, self._behind = self._behind, []
        for mark, each in behind:
            self._mark = mark
            self.blocks(each)
            self._mark = ""

    def _list(self, element: "Element") -> None:
        inherited = self._lists[-1][0] if self._lists else ""
        style = attribute(element, "style-name") or inherited
        number = 0
        for item in element:
            if local_name(item) == "list-item":
                number = _count(attribute(item, "start-value"), number + 1)
                self._lists.append((style, number))
                self._mark = self._styles.mark(style, len(self._lists), number)
            else:
                self._lists.append((style, number))
            self.blocks(item)
            self._lists.pop()
            self._mark = ""

    def _table(self, table: "Element") -> None:
        name = attribute(table, "name")
        is_sheet = local_name(table.getparent()) == "spreadsheet"
        if is_sheet and name and any(map(str.strip, table.itertext())):
            self.composer.add(name, BlockKind.HEADING, 1)
        if not is_sheet:
            self.composer.begin_table()
        for number, cells in self._rows(table, Grid(), _Count()):
            self.composer.add_row(cells)
            said = [at for at, cell in enumerate(cells) if cell]
            if is_sheet and said:
                self.composer.stands_at(number, said[0], said[-1])
            self._read_behind()

    def _rows(
        self, table: "Element", grid: Grid, rows: "_Count"
    ) -> Iterator[tuple[int, list[str]]]:
        """Give the rows that say something, each with its number, those in groups and headers too."""
        for each in table:
            name = local_name(each)
            if name == "table-row":
                cells = list(self._cells(each))
                while cells and cells[-1] == _EMPTY:
                    cells.pop()
                repeated = _count(attribute(each, "number-rows-repeated"), 1)
                for at in range(min(repeated, _MOST_REPEATED)):
                    texts = grid.row(cells)
                    if any(cell.text for cell in cells):
                        yield rows.before + at + 1, texts
                rows.before += repeated
            elif name in {"table-header-rows", "table-rows", "table-row-group"}:
                yield from self._rows(each, grid, rows)

    def _cells(self, row: "Element") -> Iterator[Cell]:
        """Give the cells that begin in a row, as they are shown; none that another one covers."""
        for cell in row:
            if local_name(cell) != "table-cell":
                continue
            paragraphs = (self._text(each) for each in cell if local_name(each) in {"p", "h"})
            columns, rows = (
                _count(attribute(cell, f"number-{sort}-spanned"), 1) for sort in ("columns", "rows")
            )
            repeated = _count(attribute(cell, "number-columns-repeated"), 1)
            shown = Cell(on_one_line(" ".join(paragraphs)), columns, rows)
            yield from [shown] * min(repeated, _MOST_REPEATED)

    def _slide(self, page: "Element") -> None:
        self._slides += 1
        frames = page.findall("{*}frame")
        titled = [each for each in frames if attribute(each, "class") == "title"]
        title = on_one_line(" ".join(self._text(each) for each in titled))
        self._behind.clear()
        head = f"Slide {self._slides}: {title}" if title else f"Slide {self._slides}"
        self.composer.add(head, BlockKind.HEADING, 1)
        for each in page:
            if each in titled:
                continue
            if local_name(each) == "notes":
                self.composer.add("Notes", BlockKind.HEADING, 2)
            self.blocks(each if local_name(each) == "notes" else [each])

    def _text(self, element: "Element") -> str:
        """Return the text of a paragraph, raised and lowered signs in plain characters."""
        return scripts.joined(self._inline(element, 0))

    def _inline(self, element: "Element", place: int) -> Iterator[tuple[str, int]]:
        yield element.text or "", place
        for each in element:
            name = local_name(each)
            if name == "s":
                yield " " * min(_count(attribute(each, "c"), 1), _MOST_REPEATED), place
            elif name in _SIGNS:
                yield _SIGNS[name], place
            elif name == "note":
                yield self._note(each), 0
            elif name == "frame":
                self._behind.append(("", each))
            elif name not in _LEFT_OUT:
                style = attribute(each, "style-name")
                if not self._styles.is_unread(style):
                    yield from self._inline(each, self._styles.place(style) or place)
            yield each.tail or "", place

    def _note(self, note: "Element") -> str:
        """Return the mark of a note, which then stands behind the paragraph with its text."""
        mark = f"[{''.join(note.itertext('{*}note-citation')).strip()}]"
        body = note.find("{*}note-body")
        if body is not None:
            self._behind.append((f"{mark} ", body))
        return mark


def _count(text: str, default: int) -> int:
    """Return a number that an attribute says; the default where it says none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else default
