"""Picture: the text that is seen in it, as paragraphs; one of several frames has as many pages."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from index.errors import SourceError
from index.readers.composing import Composer
from index.readers.format import Reading
from index.readers.pdf.headings import headings
from index.readers.pdf.page import in_reading_order
from index.readers.pdf.paragraphs import paragraphs
from index.readers.pdf.tables import with_headers, with_rows
from index.readers.pictures.engine import Picture
from index.readers.pictures.lines import Recognition, too_long

if TYPE_CHECKING:
    from index.readers.pdf.lines import Line

_MOST_PIXELS = 100_000_000
_DAMAGED = "is damaged, or is no picture"


def read(data: bytes, name: str) -> Reading:
    """Read one picture; see ``Format``."""
    recognition = Recognition()
    lines: list[Line] = []
    problems: tuple[str, ...] = ()
    for page, picture in enumerate(_frames(data), 1):
        found = recognition.lines(picture, page)
        if found is None:
            problems = (f"page {page} and what follows have {too_long()}",)
            break
        lines += in_reading_order(found)
    if not lines:
        raise SourceError("shows no text that could be recognised")
    composer = Composer()
    for each in with_headers(paragraphs(with_rows(lines), headings(lines, []))):
        label = "" if each.level else recognition.label(each.pages[0][0])
        composer.add(each.text, each.kind, each.level, each.pages, label=label)
    return Reading((composer.document(name, composer.first_heading()),), problems)


def _frames(data: bytes) -> Iterator[Picture]:
    """Give the frames of a picture, upright.

    Raises:
        SourceError: It is none, or too large.
    """
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # larger ones are refused here, in words of our own
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
            for frame in ImageSequence.Iterator(image):
                width, height = frame.size
                if width * height > _MOST_PIXELS:
                    raise SourceError(
                        f"has {width * height:,} pixels; at most {_MOST_PIXELS:,} are read"
                    )
                upright = ImageOps.exif_transpose(frame).convert("RGBA")
                page = Image.new("RGBA", upright.size, "white")
                page.alpha_composite(upright)
                yield np.ascontiguousarray(np.asarray(page)[:, :, 2::-1])
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError):
        raise SourceError(_DAMAGED) from None
