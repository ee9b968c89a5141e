"""PPTX: slide by slide the title, the text in its order, tables, the labels of charts, and the notes."""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from index.documents import BlockKind
from index.errors import SourceError
from index.readers.archive import refuse_old
from index.readers.composing import Composer, on_one_line
from index.readers.format import Reading
from index.readers.stated import metadata_told
from index.readers.tables import Cell, Grid

if TYPE_CHECKING:
    from pptx.slide import Slide

_DAMAGED = "is damaged, or is no PPTX"
_NOT_SAID = frozenset({"SLIDE_NUMBER", "DATE", "FOOTER", "HEADER"})
"""Placeholders of what stands on every slide alike."""
_DEEPEST = 20
"""Groups within groups."""


def read(data: bytes, name: str) -> Reading:
    """Read one file; see ``Format``. Hidden slides are left out, and are a problem."""
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    refuse_old(data, "PowerPoint", ".pptx")
    try:
        presentation = Presentation(io.BytesIO(data))
        slides = list(presentation.slides)
    except (PythonPptxError, BadZipFile, KeyError, ValueError, AttributeError):
        raise SourceError(_DAMAGED) from None
    composer, hidden = Composer(), []
    for number, slide in enumerate(slides, 1):
        if slide.element.get("show") == "0":
            hidden.append(str(number))
        else:
            _slide(composer, slide, number)
    title = on_one_line(presentation.core_properties.title or "")
    if title == "PowerPoint Presentation":  # as PowerPoint calls what nobody has named
        title = ""
    problems = (f"slides that are hidden are left out: {', '.join(hidden)}",) if hidden else ()
    title = title or _first_title(slides)
    metadata = metadata_told(_stated(presentation.core_properties))
    return Reading((composer.document(name, title, metadata=metadata),), problems)


def _stated(properties: Any) -> Iterator[tuple[str, object]]:
    for name in ("author", "modified", "created", "language", "keywords", "category"):
        try:
            value = getattr(properties, name)
        except (ValueError, KeyError):  # of a date that is none
            continue
        yield name, value.isoformat() if isinstance(value, datetime) else value


def _slide(composer: Composer, slide: "Slide", number: int) -> None:
    title = slide.shapes.title
    named = on_one_line(title.text_frame.text) if title is not None else ""
    head = f"Slide {number}: {named}" if named else f"Slide {number}"
    composer.add(head, BlockKind.HEADING, 1)
    title_id = title.shape_id if title is not None else None
    for shape in _in_order(slide.shapes):
        if shape.shape_id != title_id:
            _shape(composer, shape)
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is not None and notes.text.strip():
        composer.add("Notes", BlockKind.HEADING, 2)
        _paragraphs(composer, notes)


def _in_order(shapes: Iterable[Any], depth: int = 0) -> Iterator[Any]:
    """Give the shapes as one reads them, from the top and from the left, groups taken apart."""
    for shape in sorted(shapes, key=lambda each: (each.top or 0, each.left or 0)):
        if hasattr(shape, "shapes") and depth < _DEEPEST:
            yield from _in_order(shape.shapes, depth + 1)
        else:
            yield shape


def _shape(composer: Composer, shape: Any) -> None:
    role = shape.placeholder_format.type if shape.is_placeholder else None
    if role is not None and role.name in _NOT_SAID:
        return
    if getattr(shape, "has_table", False):
        grid = Grid()
        composer.begin_table()
        for row in shape.table.rows:
            begun = (cell for cell in row.cells if not cell.is_spanned)
            spans = (Cell(cell.text, cell.span_width, cell.span_height) for cell in begun)
            composer.add_row(grid.row(spans))
    elif getattr(shape, "has_chart", False):
        _chart(composer, shape.chart)
    elif shape.has_text_frame:
        _paragraphs(composer, shape.text_frame)


def _paragraphs(composer: Composer, frame: Any) -> None:
    for paragraph in frame.paragraphs:
        text = "\n".join(map(on_one_line, paragraph.text.replace("\v", "\n").split("\n")))
        is_item = paragraph.level or len(frame.paragraphs) > 1
        composer.add(f"• {text}" if is_item and text.strip() else text)


def _chart(composer: Composer, chart: Any) -> None:
    """Add a chart as the table that it is drawn of."""
    if chart.has_title and chart.chart_title.has_text_frame:
        composer.add(on_one_line(chart.chart_title.text_frame.text))
    for plot in chart.plots:
        categories = [str(each) for each in plot.categories]
        series = list(plot.series)
        composer.add_row(["", *(each.name for each in series)], names_columns=True)
        for at, category in enumerate(categories):
            values = (each.values[at] if at < len(each.values) else None for each in series)
            composer.add_row([category, *("" if v is None else f"{v:g}" for v in values)])


def _first_title(slides: "list[Slide]") -> str:
    titles = (slide.shapes.title for slide in slides)
    texts = (on_one_line(title.text_frame.text) for title in titles if title is not None)
    return next(filter(None, texts), "")
