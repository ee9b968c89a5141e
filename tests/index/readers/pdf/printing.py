"""PDFs that are printed line by line, and what is read of them."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.readers.pdf.reader import read

PROSE = (
    "The river rises in the hills and runs to the sea past mills that have stood there for ages.",
    "Nobody minds them any longer since the last miller left the valley for a town by the coast.",
)


class Print:
    """Pages that are printed line by line; ``y`` counts points from the lower edge."""

    def __init__(self, **options):
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=A4, **options)

    def lines(self, *texts, x=72, y=700, size=11, font="Helvetica", step=13):
        self.canvas.setFont(font, size)
        for i, text in enumerate(texts):
            self.canvas.drawString(x, y - i * step, text)
        return self

    def turn(self):
        self.canvas.showPage()
        return self

    def bytes(self):
        self.canvas.save()
        return self._file.getvalue()


def document(data):
    [found] = read(data, "docs/file.pdf").documents
    return found


def blocks(data):
    found = document(data)
    return [found.text[block.start : block.end] for block in found.blocks]
