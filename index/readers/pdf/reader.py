"""PDF: pages and outline, read by pdfium; what its lines are to a reader is told elsewhere."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.readers.composing import Composer, on_one_line
from index.readers.format import Reading
from index.readers.pdf.characters import upright
from index.readers.pdf.code import as_prose_if_all_is_code
from index.readers.pdf.furniture.contents import with_contents_marked
from index.readers.pdf.furniture.line_numbers import without_line_numbers
from index.readers.pdf.furniture.running_heads import without_running_heads
from index.readers.pdf.headings import Entry, headings
from index.readers.pdf.lines import Line, lines_of
from index.readers.pdf.notes import without_notes
from index.readers.pdf.page import Page, in_reading_order
from index.readers.pdf.paragraphs import Paragraph, paragraphs
from index.readers.pdf.tables import with_headers, with_rows
from index.readers.pictures.engine import Picture
from index.readers.pictures.format import HOW_TO_RECOGNISE, RECOGNISERS
from index.readers.pictures.lines import DPI, Recognition, RecognitionError, failed, too_long
from index.readers.stated import metadata_told

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_NO_TITLE = re.compile(
    r"\W*$|untitled|\(?anonymous|microsoft |slide 1|.*\.(?:docx?|odt|tex|dvi|indd|qxd|pptx?|html?|pdf)$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 300
_DEEPEST_LEVEL = 6
_MOST_DOTS = 6000
"""Of a side of a page that is drawn."""
_SCAN = (
    "a scan has to be recognised first"
    + (", and shows none that could be" if RECOGNISERS else f": {HOW_TO_RECOGNISE}")
)  # fmt: skip
_UNMAPPED = (
    "a font that does not say its letters; what is set in it was left out and has to be recognised"
    " first"
)
_PASSWORD = 4
"""pdfium's code for a file that is encrypted."""


def read(data: bytes, name: str) -> Reading:
    """Read one PDF; see ``Format``. Pages that are pictures only are recognised, or a problem."""
    pdf, recognition = _opened(data), Recognition()
    pages, problems = _pages(pdf, recognition)
    labels = _labels(pdf)
    read_pages = without_running_heads(without_line_numbers(pages), labels)
    lines, notes = without_notes(as_prose_if_all_is_code(read_pages))
    lines = with_rows(with_contents_marked(lines))
    if not lines and not notes:
        raise SourceError(problems[0] if problems else f"has no text; {_SCAN}")
    levels = headings(lines, list(_outline(pdf)))
    composer = Composer()
    for paragraph in with_headers(_by_page(paragraphs(lines, levels), notes)):
        label = "" if paragraph.level else recognition.label(paragraph.pages[0][0])
        composer.add(paragraph.text, paragraph.kind, paragraph.level, paragraph.pages, label=label)
    title = _title(pdf) or composer.first_heading()
    return Reading((composer.document(name, title, labels, metadata_told(_stated(pdf))),), problems)


def _by_page(text: Iterable[Paragraph], notes: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """Give the paragraphs of the text, with the notes of each page behind the last that ends on it."""
    waiting = deque(notes)
    for paragraph in text:
        first, last = paragraph.pages[0][0], paragraph.pages[-1][0]
        while waiting and (waiting[0][0].page < first or first == waiting[0][0].page < last):
            yield from paragraphs(waiting.popleft(), {})
        yield paragraph
    for note in waiting:
        yield from paragraphs(note, {})


def _opened(data: bytes) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise SourceError("is protected by a password; save a copy without one") from None
        raise SourceError("is damaged, or is no PDF") from None


def _pages(pdf: "PdfDocument", recognition: Recognition) -> tuple[list[Page], tuple[str, ...]]:
    """Return the lines of each page, and which pages cannot be read or are pictures only."""
    from pypdfium2 import PdfiumError

    pages: list[Page] = []
    pictures: list[int] = []
    late: list[int] = []
    unseen: list[int] = []
    damaged: list[int] = []
    unmapped: list[int] = []
    for number in range(1, len(pdf) + 1):
        lines: list[Line] = []
        edges = (0.0, 0.0, 0.0, 0.0)
        try:
            page = _with_entries(pdf, number)
            told = list(lines_of(page.get_textpage(), number))
            lines = [line for line in told if line.is_mapped]
            if len(lines) < len(told):
                unmapped.append(number)
            edges = upright(page.get_bbox(), lines[0].angle if lines else 0)
            if not told and _has_picture(page):
                edges = (0.0, 0.0, *page.get_size())
                is_late = bool(RECOGNISERS) and recognition.is_late()
                if RECOGNISERS and not is_late:
                    lines = recognition.lines(_drawn(page), number)
                if not lines:
                    (late if is_late else pictures).append(number)
            page.close()
        except PdfiumError:
            damaged.append(number)
        except RecognitionError:
            unseen.append(number)
        pages.append(Page(in_reading_order(lines), edges[1], edges[3]))
    said = (
        (pictures, f"no text; {_SCAN}"),
        (late, too_long()),
        (unseen, failed()),
        (unmapped, _UNMAPPED),
        (damaged, "damage and could not be read"),
    )
    return pages, tuple(f"{_numbers(where)} {what}" for where, what in said if where)


def _drawn(page: "PdfPage") -> Picture:
    """Return a page as it looks."""
    scale = min(DPI, _MOST_DOTS / max(page.get_size()) * 72) / 72
    picture: Picture = page.render(scale=scale).to_numpy()[:, :, :3]
    return picture


def _with_entries(pdf: "PdfDocument", number: int) -> "PdfPage":
    """Return a page whose text has what people filled in: the fields of forms, and typed remarks."""
    from pypdfium2 import raw

    page = pdf[number - 1]
    if not any(kind in {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT} for kind in _kinds(page)):
        return page
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return pdf[number - 1]


def _kinds(page: "PdfPage") -> Iterator[int]:
    from pypdfium2 import raw

    for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, i)
        yield raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)


def _labels(pdf: "PdfDocument") -> list[str]:
    """Return what the file calls each of its pages; empty where it does not say."""
    return [pdf.get_page_label(i) for i in range(len(pdf))]


def _has_picture(page: "PdfPage") -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return any(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))


def _numbers(pages: Sequence[int]) -> str:
    """Return page numbers as the subject of a sentence: "page 3 has", "pages 1, 2 and 40 more have"."""
    if len(pages) == 1:
        return f"page {pages[0]} has"
    shown = ", ".join(map(str, pages[:10]))
    more = f" and {len(pages) - 10:,} more" if len(pages) > 10 else ""  # noqa: PLR2004
    return f"pages {shown}{more} have"


def _outline(pdf: "PdfDocument") -> Iterator[Entry]:
    for bookmark in pdf.get_toc(max_depth=_DEEPEST_LEVEL):
        destination = bookmark.get_dest()
        page = destination.get_index() if destination else None
        title = on_one_line(bookmark.get_title() or "")
        if page is not None and title:
            yield Entry(title, bookmark.level + 1, page + 1)


def _stated(pdf: "PdfDocument") -> Iterator[tuple[str, object]]:
    """Give what the file says of itself; it was made when its text was written, as far as it says."""
    yield "author", pdf.get_metadata_value("Author")
    yield "keywords", pdf.get_metadata_value("Keywords")
    made = pdf.get_metadata_value("CreationDate")
    yield "date", made or pdf.get_metadata_value("ModDate")


def _title(pdf: "PdfDocument") -> str:
    """Return the title that the file states, unless it is one that programs fill in."""
    title = on_one_line(pdf.get_metadata_value("Title") or "")
    return "" if _NO_TITLE.match(title) else title[:_LONGEST_TITLE]
