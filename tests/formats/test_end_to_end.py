"""A folder of every format, made by many programs, with hostile files among them: from end to end."""

import difflib
import io
import json
import pydoc
import re
import subprocess
import sys
import textwrap
import zipfile

import docx
import pytest
from docutils.core import publish_string
from fpdf import FPDF
from markdown_it import MarkdownIt
from pypdf import PdfReader, PdfWriter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from assistant.commands.cli import main
from index.documents import page_at
from index.sources import conversion
from index.sources.files import read_file

FILLER = "The valley is quiet in winter, and few people walk along the river in the rain."


def canvas_pdf(*pages, **options):
    data = io.BytesIO()
    canvas = Canvas(data, **options)
    for lines in pages:
        for i, line in enumerate(lines):
            canvas.drawString(72, 700 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def platypus_pdf(*story):
    data = io.BytesIO()
    SimpleDocTemplate(data).build(list(story))
    return data.getvalue()


def fpdf(*paragraphs):
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=11)
    for text in paragraphs:
        pdf.multi_cell(0, 6, text, align="J", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(4)
    return bytes(pdf.output())


def merged_pdf(first, second):
    writer, data = PdfWriter(), io.BytesIO()
    for number, part in enumerate((first, second)):
        writer.append(io.BytesIO(part), outline_item=f"Part {number + 1}")
    writer.write(data)
    return data.getvalue()


def word(fill):
    document, data = docx.Document(), io.BytesIO()
    fill(document)
    document.save(data)
    return data.getvalue()


def ship_table(document):
    document.add_heading("The Fleet", 1)
    table = document.add_table(0, 2)
    for name, year in [
        ("Ship", "Launched"),
        ("The schooner Petrel", "in 1862"),
        ("Gannet", "in 1871"),
    ]:
        for cell, text in zip(table.add_row().cells, (name, year), strict=True):
            cell.text = text


def with_header(document):
    document.sections[0].header.paragraphs[0].text = "Confidential running head"
    document.add_heading("The Granary", 0)
    document.add_paragraph("The granary was painted yellow by Otto Brandt.")


def files():
    """Return the files of a person's folder, by name, and a question that each answers."""
    markdown = "# The Mill\n\nThe mill burned down in March 1911.\n\n- Nobody rebuilt it.\n"
    rst = (
        "The Pier\n========\n\nThe pier is **340 metres** long.\n\n.. note:: It was longer once.\n"
    )
    before, after = ["The ferry leaves at nine."], ["The ferry leaves at half past seven."]
    styles = getSampleStyleSheet()
    body = [Paragraph(FILLER, styles["BodyText"])] * 60
    return {
        "mill.html": (MarkdownIt().render(markdown), "When did the mill burn down?", "March 1911"),
        "pier.htm": (publish_string(rst, writer="html5"), "How long is the pier?", "340 metres"),
        "module.html": (
            pydoc.html.page("textwrap", pydoc.html.document(textwrap)),
            "What does dedent remove from every line?", "common leading whitespace",
        ),
        "ferry.html": (difflib.HtmlDiff().make_file(before, after), "When does the ferry leave?", "half past seven"),
        "bell.pdf": (canvas_pdf([FILLER], [], ["The bell weighs two tonnes."]), "How much does the bell weigh?", "two tonnes"),
        "chapel.pdf": (
            platypus_pdf(*body, Paragraph("The chapel was built by Ada Winter.", styles["BodyText"])),
            "Who built the chapel?", "Ada Winter",
        ),
        "orchard.pdf": (fpdf(FILLER * 4, "The orchard holds ninety pear trees."), "How many pear trees does the orchard hold?", "ninety"),
        "parts.pdf": (
            merged_pdf(canvas_pdf([FILLER]), canvas_pdf(["The lock was closed by the council."])),
            "Who closed the lock?", "council",
        ),
        "tower.docx": (
            word(lambda d: d.add_paragraph("The tower is home to eleven owls.", "List Bullet")),
            "How many owls live in the tower?", "eleven owls",
        ),
        "fleet.docx": (word(ship_table), "When was the schooner Petrel launched?", "1862"),
        "granary.docx": (word(with_header), "Who painted the granary?", "Otto Brandt"),
        "well.docx": (
            word(lambda d: [d.add_heading("The Well", 1), d.add_paragraph("The well is forty feet deep.")]),
            "How deep is the well?", "forty feet",
        ),
    }  # fmt: skip


def bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (conversion.MOST_BYTES + 1))
    return data.getvalue()


HOSTILE = {
    "blank.html": (b"<html></html>", "is empty"),
    "bomb.docx": (bomb(), "unpacks to more than 128 MB, the most that is read"),
    "cut.docx": (word(ship_table)[:900], "is damaged, or is no DOCX"),
    "entity.docx": (None, "declares entities of its own"),
    "not.pdf": (b"<p>A page, in truth.</p>", "is damaged, or is no PDF"),
    "scan.pdf": (canvas_pdf([]), "has no text"),
    "secret.pdf": (canvas_pdf([FILLER], encrypt="word"), "is protected by a password"),
    "zero\n\x1b]0;evil\x07.html": (b"<p></p", "is empty"),
}


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "documents"
    path.mkdir()
    for name, (data, _, _) in files().items():
        (path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def add_hostile(folder):
    entity = io.BytesIO()
    with zipfile.ZipFile(entity, "w") as archive:
        secret = (folder.parent / "outside.txt").as_uri()
        archive.writestr(
            "word/document.xml", f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret}">]><w>&e;</w>'
        )
    for name, (data, _) in HOSTILE.items():
        (folder / name).write_bytes(entity.getvalue() if data is None else data)
    (folder / "empty.pdf").write_bytes(b"")


@pytest.fixture
def quoth(folder, capsys):
    """Run a command on the folder; return its exit code, its records and what it said."""

    def run(*arguments):
        code = main([*arguments, "-s", str(folder), "--index", str(folder.parent / "index")])
        out, err = capsys.readouterr()
        records = [json.loads(line) for line in out.splitlines()] if "--json" in arguments else out
        return code, records, err

    return run


class TestFolder:
    def test_it_is_indexed_asked_verified_changed_and_refreshed(self, folder, quoth, tmp_path):
        assert quoth("index", "--json")[0] == 0
        answers = tmp_path / "answers.jsonl"
        with answers.open("w") as file:
            for name, (_, question, answer) in files().items():
                _, [record], said = quoth("ask", "--json", "-k", "1", question)
                assert said == ""
                [passage] = record["passages"]
                assert passage["citation"]["document"] == name
                assert answer in passage["text"]
                has_pages = name.endswith(".pdf")
                assert (passage["citation"]["page"] is not None) == has_pages
                file.write(json.dumps(record) + "\n")
        assert quoth("verify", str(answers))[:2] == (0, "12 citations: 12 intact\n")

        (folder / "bell.pdf").write_bytes(canvas_pdf(["The bell weighs three tonnes."]))
        (folder / "mill.html").write_text(
            f"<p>A new start.</p>{(folder / 'mill.html').read_text()}"
        )
        (folder / "well.docx").unlink()
        code, verdicts, _ = quoth("verify", "--json", str(answers))
        states = {verdict["document"]: verdict["state"] for verdict in verdicts}
        assert code == 1
        assert (states["bell.pdf"], states["well.docx"]) == ("changed", "gone")
        assert {states[name] for name in files()} == {"intact", "moved", "changed", "gone"}

        _, [record], said = quoth("ask", "--json", "How much does the bell weigh?")
        assert "refreshing the index" in said
        assert "three tonnes" in record["passages"][0]["text"]
        assert quoth("index", "--check")[0] == 0

    def test_the_text_that_is_cited_is_the_text_that_is_printed(self, folder, quoth):
        quoth("index")
        for name, (_, question, _) in files().items():
            _, [record], _ = quoth("ask", "--json", "-k", "1", question)
            citation, quote = record["passages"][0]["citation"], record["passages"][0]["text"]
            text = quoth("index", "--text", name)[1]
            assert text[citation["start"] : citation["end"]] == quote

    def test_hostile_files_are_named_and_cost_nothing_else(self, folder, quoth):
        (folder.parent / "outside.txt").write_text("a secret")
        add_hostile(folder)
        code, [record], said = quoth("index", "--json")
        assert (code, record["documents"]) == (1, len(files()))
        assert record["skipped"] == {"empty": 1}
        assert len(record["problems"]) == len(HOSTILE) == said.count("\n") - 1
        assert "skipped: " in said.splitlines()[-1]
        for (_, why), problem in zip(HOSTILE.values(), record["problems"], strict=True):
            assert why in problem
        assert "\x1b" not in said

    def test_asking_loads_no_converter(self, folder, quoth):
        quoth("index")
        index = str(folder.parent / "index")
        question = ["ask", "How deep is the well?", "-s", str(folder), "--index", index, "--frozen"]
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "assistant", *question],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert "forty feet" in done.stdout
        loaded = set(re.findall(r"\| +(\w+)[\w.]*$", done.stderr, re.MULTILINE))
        assert "onnxruntime" in loaded
        assert not loaded & {"selectolax", "pypdfium2", "lxml", "charset_normalizer"}


class TestPages:
    def test_a_page_is_the_one_on_which_another_program_finds_the_passage(self, folder):
        path = folder / "chapel.pdf"
        [document] = read_file(path, "chapel.pdf").documents
        page = page_at(document.pages, document.text.index("Ada Winter"))
        assert page == len(document.pages) > 1
        assert "Ada Winter" in PdfReader(path).pages[page - 1].extract_text()


class TestPlainText:
    @pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx"])
    def test_its_words_are_those_of_every_printed_form(self, printed, suffix):
        text = "The Harbour\n\nIt was built in 1822. It is “deep”.\n\nThe Pier\n\n"
        text += "\n\n".join(f"Ship {i} lay there — for {i} days." for i in range(90))
        [document] = read_file(printed(text, suffix), "x").documents
        assert document.text.split() == text.split()
        assert document.title == "The Harbour"
