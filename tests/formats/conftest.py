"""Printing presses: one text as files of each format, made by programs that others wrote."""

import io
from html import escape

import docx
import pytest
from markdown_it import MarkdownIt
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph
from reportlab.platypus.flowables import Spacer

from index.documents import BlockKind
from index.readers.text.reader import read


def pieces(document):
    """Give the text of each block with its level: 1 and more for headings, 0 for others."""
    for block in document.blocks:
        heading = block.kind is BlockKind.HEADING
        yield document.text[block.start : block.end], (block.level + 1) * heading


def as_html(document):
    body = MarkdownIt("commonmark").render(
        "\n\n".join(f"{'#' * level} {text}".strip() for text, level in pieces(document))
    )
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/about'>About us</a></li></ul></nav>"
    head = f"<meta charset='utf-8'><title>{escape(document.title)}</title>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{menu}{body}</body></html>".encode()


def as_docx(document):
    file, data = docx.Document(), io.BytesIO()
    for text, level in pieces(document):
        file.add_heading(text, level) if level else file.add_paragraph(text)
    file.save(data)
    return data.getvalue()


def as_pdf(document):
    """Print with a running head and page numbers."""
    data, styles = io.BytesIO(), getSampleStyleSheet()
    story = []
    for text, level in pieces(document):
        style = styles[f"Heading{level}" if level else "BodyText"]
        story += [Paragraph(escape(text), style), Spacer(1, 4)]

    def furniture(canvas, file):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 810, document.title)
        canvas.drawString(290, 30, f"Page {file.page}")

    file = BaseDocTemplate(data, title=document.title)
    frame = Frame(file.leftMargin, file.bottomMargin, file.width, file.height)
    file.addPageTemplates(PageTemplate(frames=[frame], onPage=furniture))
    file.build(story)
    return data.getvalue()


PRESSES = {".html": as_html, ".pdf": as_pdf, ".docx": as_docx}


@pytest.fixture
def printed(tmp_path):
    """Return a function that prints a plain text in a format, and gives the file's path."""

    def make(text, suffix):
        [document] = read(text.encode(), "original.txt").documents
        path = tmp_path / f"printed{suffix}"
        path.write_bytes(PRESSES[suffix](document) if suffix in PRESSES else text.encode())
        return path

    return make
