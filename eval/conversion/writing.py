"""Writing: a document as a file of each format, by other people's programs or by hand.

Pages have what documents have that nobody quotes: menus, running heads and the numbers of pages.
"""

import io
import textwrap
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from eval.conversion.truth import Kind, Said, Sample, Table, Truth

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

_WRAPPED_AT = 76
_RUNNING_HEAD = "Papers of the harbour"


def samples(truth: Truth) -> Iterator[Sample]:
    """Give a document as a file of each format."""
    for ending, write in _WRITERS.items():
        yield Sample(truth, ending, write(truth))


def _html(truth: Truth) -> bytes:
    parts = [
        "<title>",
        escape(truth.name),
        "</title><nav><a href=/>Home</a> <a href=/all>All</a></nav><main>",
    ]
    is_list = False
    for part in truth.parts:
        is_item = isinstance(part, Said) and part.kind is Kind.ITEM
        parts.append("<ul>" * (is_item and not is_list) + "</ul>" * (is_list and not is_item))
        is_list = is_item
        parts.append(_html_of_table(part) if isinstance(part, Table) else _html_of(part, truth))
    return "".join([*parts, "</main><footer><a href=/us>About us</a></footer>"]).encode()


def _html_of(said: Said, truth: Truth) -> str:
    tag = {Kind.PARAGRAPH: "p", Kind.ITEM: "li", Kind.CODE: "pre"}.get(said.kind)
    tag = tag or ("h1" if said == truth.parts[0] else "h2")
    return f"<{tag}>{escape(said.text)}</{tag}>"


def _html_of_table(table: Table) -> str:
    head = "".join(f"<th>{escape(name)}" for name in table.names)
    rows = ("".join(f"<td>{escape(cell)}" for cell in row) for row in table.rows)
    return f"<table><thead><tr>{head}</thead><tr>{'<tr>'.join(rows)}</table>"


def _markdown(truth: Truth) -> bytes:
    lines: list[str] = []
    for part in truth.parts:
        if isinstance(part, Table):
            rows = [part.names, ("---",) * len(part.names), *part.rows]
            lines += ["", *(f"| {' | '.join(row)} |" for row in rows), ""]
            continue
        match part.kind:
            case Kind.HEADING:
                lines += ["", f"{'#' * (1 + (part != truth.parts[0]))} {part.text}", ""]
            case Kind.ITEM:
                lines.append(f"- {part.text}")
            case Kind.CODE:
                lines += ["```", part.text, "```"]
            case _:
                lines += ["", textwrap.fill(part.text, _WRAPPED_AT), ""]
    return "\n".join(lines).encode()


def _text(truth: Truth) -> bytes:
    lines: list[str] = []
    for part in truth.parts:
        if isinstance(part, Table):
            rows = (part.names, *part.rows)
            widths = [max(map(len, column)) + 3 for column in zip(*rows, strict=True)]
            cells = (
                [cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows
            )
            lines += ["", *("".join(row).rstrip() for row in cells), ""]
            continue
        match part.kind:
            case Kind.HEADING:
                drawn = "=" if part == truth.parts[0] else "-"
                lines += ["", part.text, drawn * len(part.text), ""]
            case Kind.ITEM:
                lines.append(f"- {part.text}")
            case Kind.CODE:
                lines += ["", textwrap.indent(part.text, "    "), ""]
            case _:
                lines += ["", textwrap.fill(part.text, _WRAPPED_AT), ""]
    return "\n".join(lines).encode()


def _docx(truth: Truth) -> bytes:
    import docx
    from docx.enum.style import WD_STYLE_TYPE

    word = docx.Document()
    word.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
    styles = {Kind.ITEM: "List Bullet", Kind.CODE: "Source Code", Kind.PARAGRAPH: "Normal"}
    for part in truth.parts:
        if isinstance(part, Table):
            table = word.add_table(1 + len(part.rows), len(part.names))
            for row, texts in zip(table.rows, (part.names, *part.rows), strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.paragraphs[0].add_run(text).bold = texts is part.names
        elif part.kind is Kind.HEADING:
            word.add_heading(part.text, 1 + (part != truth.parts[0]))
        else:
            word.add_paragraph(part.text, styles[part.kind])
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _pdf(truth: Truth) -> bytes:
    """Return pages; of several each has a running head, which the first alone cannot show to be one."""
    pages, data = _printed(truth, "")
    return _printed(truth, _RUNNING_HEAD)[1] if pages > 1 else data


def _printed(truth: Truth, head: str) -> tuple[int, bytes]:
    """Return how many pages a document has, and the file."""
    from reportlab.platypus import SimpleDocTemplate

    def draw_margins(canvas: "Canvas", _: object) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 800, head)
        canvas.drawString(300, 30, f"Page {canvas.getPageNumber()}")

    file = io.BytesIO()
    pages = SimpleDocTemplate(file)
    pages.build(list(_flowables(truth)), onFirstPage=draw_margins, onLaterPages=draw_margins)
    return pages.page, file.getvalue()


def _flowables(truth: Truth) -> "Iterator[Flowable]":
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, ListItem, Paragraph, Preformatted
    from reportlab.platypus import Table as Grid

    styles = getSampleStyleSheet()
    for part in truth.parts:
        if isinstance(part, Table):
            yield Grid([part.names, *part.rows], repeatRows=1)
            continue
        match part.kind:
            case Kind.HEADING:
                style = "Heading1" if part == truth.parts[0] else "Heading2"
                yield Paragraph(escape(part.text), styles[style])
            case Kind.ITEM:
                item = ListItem(Paragraph(escape(part.text), styles["BodyText"]))
                yield ListFlowable([item], bulletType="bullet", start="•")
            case Kind.CODE:
                yield Preformatted(part.text, styles["Code"])
            case _:
                yield Paragraph(escape(part.text), styles["BodyText"])


_WRITERS: Mapping[str, Callable[[Truth], bytes]] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
"""By the endings of file names."""
