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
from index.readers.pictures.lines import Recognition, RecognitionError, failed, too_long

if TYPE_CHECKING:
    from PIL.Image import Image

    from index.readers.pdf.lines import Line

_MOST_PIXELS = 100_000_000
_WIDE = "IF"
"""How the modes of pictures begin whose greys are numbers of more than 8 bits."""
_DAMAGED = "is damaged, or is no picture"


def read(data: bytes, name: str) -> Reading:
    """Read one picture; see ``Format``."""
    recognition = Recognition()
    lines: list[Line] = []
    problems: list[str] = []
    for page, picture in enumerate(_frames(data), 1):
        if isinstance(picture, SourceError):
            if page == 1:
                raise picture
            problems.append(f"page {page} {picture}; left out")
        elif recognition.is_late():
            problems.append(f"page {page} and what follows have {too_long()}")
            break
        else:
            try:
                lines += in_reading_order(recognition.lines(picture, page))
            except RecognitionError:
                problems.append(f"page {page} has {failed()}")
    if not lines:
        raise SourceError(problems[0] if problems else "shows no text that could be recognised")
    composer = Composer()
    for each in with_headers(paragraphs(with_rows(lines), headings(lines, []))):
        label = "" if each.level else recognition.label(each.pages[0][0])
        composer.add(each.text, each.kind, each.level, each.pages, label=label)
    return Reading((composer.document(name, composer.first_heading()),), tuple(problems))


def _frames(data: bytes) -> Iterator[Picture | SourceError]:
    """Give the frames of a picture, upright; in place of one that is not read, why that is so.

    None follows where it is damaged.
    """
    from PIL import Image, ImageOps, ImageSequence

    Image.MAX_IMAGE_PIXELS = None  # larger ones are refused here, in words of our own
    given = 0
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
            for frame in ImageSequence.Iterator(image):
                width, height = frame.size
                if width * height > _MOST_PIXELS:
                    yield SourceError(
                        f"has {width * height:,} pixels; at most {_MOST_PIXELS:,} are read"
                    )
                else:
                    upright = _in_8_bits(ImageOps.exif_transpose(frame)).convert("RGBA")
                    page = Image.new("RGBA", upright.size, "white")
                    page.alpha_composite(upright)
                    yield np.ascontiguousarray(np.asarray(page)[:, :, 2::-1])
                given += 1
    except Exception:  # noqa: BLE001 - the library raises whatever it meets in what is damaged
        yield SourceError("and what follows are damaged" if given else _DAMAGED)


def _in_8_bits(image: "Image") -> "Image":
    """Return a picture whose greys fit 8 bits, since others are cut off there when it is drawn."""
    from PIL.Image import fromarray

    if image.mode[0] not in _WIDE:
        return image
    greys = np.nan_to_num(np.asarray(image, np.float32))
    darkest, lightest = greys.min(), greys.max()
    return fromarray(((greys - darkest) * (255 / max(lightest - darkest, 1e-9))).astype(np.uint8))
