"""Links of citations, followed by hand in files that other programs made."""

import io
import pydoc
import re
import textwrap
from urllib.parse import unquote

import pytest
from docutils.core import publish_string
from fpdf import FPDF
from pypdf import PdfReader
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from selectolax.lexbor import LexborHTMLParser

from assistant.citations.original import Original
from index.passages.splitting import split
from index.sources.files import read_file

FILLER = "The valley is quiet in winter, and few people walk along the river in the rain."
WORDS = re.compile(r"\w+")
MARK = re.compile(r"^\d\. ", re.MULTILINE)


def reportlab_pdf():
    data, style = io.BytesIO(), getSampleStyleSheet()["BodyText"]
    story = [Paragraph(f"Note {n}. {FILLER} Number {n} ends here.", style) for n in range(150)]
    SimpleDocTemplate(data).build(story)
    return data.getvalue()


def fpdf():
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=11)
    for n in range(120):
        pdf.multi_cell(0, 6, f"Note {n}. {FILLER} Number {n} ends here.", align="J")
        pdf.ln(4)
    return bytes(pdf.output())


def docutils_page():
    parts = [
        f"Part {n}\n=========\n\n{FILLER} It was *year* {n}, and\n\n- the mill - at last - fell;\n"
        f"- {n} people & more saw it.\n\n1. One went.\n\n2. {n} stayed.\n"
        for n in range(40)
    ]
    return publish_string("The Valley\n##########\n\n" + "\n".join(parts), writer="html5")


PAGES = {
    "docutils.html": docutils_page,
    "pydoc.html": lambda: pydoc.html.page("textwrap", pydoc.html.document(textwrap)).encode(),
}


@pytest.fixture
def passages(tmp_path, fake_encoder):
    """Return each passage of a file as its text and its link."""

    def read(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        [document] = read_file(path, name).documents
        original = Original(name, document.text, path, name, pages=document.pages)
        return [
            (p.text, original.link(p.start, p.end)) for p in split(document, fake_encoder.counter())
        ]

    return read


class TestPdf:
    @pytest.mark.parametrize("make", [reportlab_pdf, fpdf])
    def test_leads_to_the_page_on_which_another_program_finds_the_passage(self, passages, make):
        data = make()
        pages = [
            " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages
        ]
        found = passages("valley.pdf", data)
        assert len(pages) > 3
        assert len({link for _, link in found}) == len(pages)
        for text, link in found:
            name, page = link.split("#page=")
            assert name == "valley.pdf"
            assert " ".join(text.split()[:4]) in pages[int(page) - 1]


class TestHtml:
    @pytest.mark.parametrize("name", PAGES)
    def test_leads_to_the_passage_in_the_text_that_another_program_extracts(self, passages, name):
        data = PAGES[name]()
        page = _squeezed(LexborHTMLParser(data).body.text(separator=" "))
        found = [(text, link) for text, link in passages(name, data) if "#" in (link or "")]
        assert len(found) > 10
        for text, link in found:
            quoted = _followed(link.partition("#:~:text=")[2], page)
            assert quoted
            assert _squeezed(MARK.sub("", text)).startswith(quoted)


def _squeezed(text):
    """Return the letters and digits of a text alone, so that its layout does not count."""
    return "".join(WORDS.findall(text)).casefold()


def _followed(directive, page):
    """Return what a text directive finds in a page, squeezed like it."""
    *prefix, start = directive.split("-,")
    start, _, end = start.partition(",")
    start, end, prefix = (_squeezed(unquote(part)) for part in (start, end, "".join(prefix)))
    begun = page.index(prefix + start) + len(prefix)
    return page[begun : page.index(end, begun + len(start)) + len(end)]
