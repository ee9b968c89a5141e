"""What files say of themselves, written by the libraries that others use to write them."""

import datetime as dt
import io
import json
import mailbox
import zipfile

import docx
import openpyxl
import pytest
import xlsxwriter
from fpdf import FPDF
from pptx import Presentation
from reportlab.pdfgen.canvas import Canvas

from index.metadata import UNKNOWN, Metadata
from index.readers.formats import read
from index.readers.front_matter import fields
from index.readers.stated import metadata_told
from tests.index.readers.blocks_of import document
from tests.index.readers.test_mail import message

SAVED = dt.datetime(2021, 5, 4, 9, 30)  # noqa: DTZ001 - as office files have it


def saved(written):
    data = io.BytesIO()
    written.save(data)
    return data.getvalue()


def of(data, name):
    return document(data, name).metadata


def described(properties):
    properties.author, properties.keywords = "Kim Holm; Per Berg", "mill, fire"
    properties.created, properties.modified = dt.datetime(2020, 1, 1), SAVED  # noqa: DTZ001
    properties.language = "en-GB"


HOLM = Metadata(
    ("Kim Holm", "Per Berg"), date="2021-05-04 09:30", language="en-gb", tags=("mill", "fire")
)


class TestOfficeFiles:
    def test_of_word_say_who_wrote_them_and_when_they_were_saved(self):
        letter = docx.Document()
        letter.add_paragraph("The mill burned down.")
        described(letter.core_properties)
        assert of(saved(letter), "a.docx") == HOLM

    def test_of_powerpoint_do_too(self):
        talk = Presentation()
        talk.slides.add_slide(talk.slide_layouts[0]).shapes.title.text = "The mill"
        described(talk.core_properties)
        assert of(saved(talk), "a.pptx") == HOLM

    def test_of_excel_do_too(self):
        data = io.BytesIO()
        book = xlsxwriter.Workbook(data)
        book.set_properties({"author": "Kim Holm", "keywords": "mill", "created": SAVED})
        book.add_worksheet().write("A1", "The mill burned down.")
        book.close()
        assert of(data.getvalue(), "a.xlsx") == Metadata(
            ("Kim Holm",), date="2021-05-04 09:30", tags=("mill",)
        )

    def test_that_were_told_nothing_name_no_program_and_no_day_of_a_template(self):
        letter = docx.Document()
        letter.add_paragraph("The mill burned down.")
        assert of(saved(letter), "a.docx") == UNKNOWN
        talk = Presentation()
        talk.slides.add_slide(talk.slide_layouts[0]).shapes.title.text = "The mill"
        assert of(saved(talk), "a.pptx") == UNKNOWN
        book = openpyxl.Workbook()
        book.active["A1"] = "The mill burned down."
        assert of(saved(book), "a.xlsx").authors == ()

    def test_of_others_say_who_wrote_them_first(self):
        meta = (
            '<office:document-meta xmlns:office="o" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:meta="m"><office:meta><dc:creator>Per Berg</dc:creator>'
            "<meta:initial-creator>Kim Holm</meta:initial-creator><dc:date>2021-05-04T09:30:00</dc:date>"
            "<meta:keyword>mill</meta:keyword><meta:keyword>fire</meta:keyword></office:meta>"
            "</office:document-meta>"
        )
        content = (
            '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>'
            "<text:p>It burned.</text:p></office:text></office:body></office:document-content>"
        )
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("content.xml", content)
            archive.writestr("meta.xml", meta)
        assert of(data.getvalue(), "a.odt") == Metadata(
            ("Kim Holm",), date="2021-05-04 09:30", tags=("mill", "fire")
        )

    def test_in_rich_text_say_it_in_their_head(self):
        data = (
            rb"{\rtf1{\info{\title The mill}{\author Kim Holm}{\creatim\yr2021\mo5\dy4\hr9}}"
            rb"\pard It burned down.\par}"
        )
        assert of(data, "a.rtf") == Metadata(("Kim Holm",), date="2021-05-04")


class TestPdf:
    def test_says_who_wrote_it_and_when_it_was_made(self):
        made = FPDF()
        made.add_page()
        made.set_font("helvetica")
        made.cell(text="The mill burned down in the year 1911.")
        made.set_author("Kim Holm and Per Berg")
        made.set_keywords("mill; fire")
        made.set_creation_date(SAVED)
        found = of(bytes(made.output()), "a.pdf")
        assert (found.authors, found.day) == (("Kim Holm", "Per Berg"), "2021-05-04")
        assert found.tags == ("mill", "fire")

    def test_by_nobody_is_by_nobody(self):
        data = io.BytesIO()
        canvas = Canvas(data)
        canvas.drawString(72, 720, "The mill burned down in the year 1911.")
        canvas.save()
        assert of(data.getvalue(), "a.pdf").authors == ()


class TestPages:
    PAGE = "<html lang=en-GB><head>{}</head><body><p>The mill burned down.</p></body></html>"

    @pytest.mark.parametrize(
        "head",
        [
            '<meta name="author" content="Kim Holm"><meta name="date" content="2021-05-04">',
            (
                '<meta property="article:author" content="https://example.org/holm">'
                '<meta property="article:author" content="Kim Holm">'
                '<meta property="article:published_time" content="2021-05-04T00:00:00+02:00">'
            ),
            '<meta name="DC.creator" content="Kim Holm"><meta name="DC.date" content="4 May 2021">',
            (
                '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"author": '
                '[{"name": "Kim Holm"}], "datePublished": "2021-05-04"}]}</script>'
            ),
        ],
        ids=["names", "properties", "Dublin Core", "linked data"],
    )
    def test_say_it_in_their_head(self, head):
        found = of(self.PAGE.format(head).encode(), "a.html")
        assert found == Metadata(("Kim Holm",), date="2021-05-04", language="en-gb")

    def test_with_data_that_is_damaged_say_nothing_by_it(self):
        head = '<script type="application/ld+json">{"author": [[[</script>'
        assert of(self.PAGE.format(head).encode(), "a.html") == Metadata(language="en-gb")


class TestFrontMatter:
    @pytest.mark.parametrize(
        "lines",
        [
            "author: Kim Holm and Per Berg\ndate: 2021-05-04 # saved\ntags: [mill, fire]",
            "authors:\n  - name: Kim Holm\n  - name: Per Berg\npublished: May 4, 2021\ntags: mill, fire",
            "author:\n- 'Kim Holm'\n- \"Per Berg\"\nDate: 04.05.2021\nkeywords:\n  - mill\n  - fire",
        ],
    )
    def test_is_understood_as_people_write_it(self, lines):
        found = of(f"---\n{lines}\n---\n# The mill\n\nIt burned.\n".encode(), "a.md")
        assert found == Metadata(("Kim Holm", "Per Berg"), date="2021-05-04", tags=("mill", "fire"))

    def test_commas_between_quotes_divide_no_list(self):
        text = """tags: ["mills, old", 'the sea, too', Ann's, "roofs"]"""
        assert [value for _, value in fields(text)] == [
            *("mills, old", "the sea, too", "Ann's", "roofs"),
        ]

    def test_lists_in_lists_are_one_however_deep(self):
        lines = (
            b"---\ntags: ["
            + b"[" * 20_000
            + b"mill, [fire]"
            + b"]" * 20_000
            + b"]\n---\nIt burned.\n"
        )
        assert of(lines, "a.md").tags == ("mill", "fire")

    def test_in_the_middle_of_a_text_says_nothing(self):
        assert of(b"# The mill\n\nIt burned.\n\n---\nauthor: Kim\n---\n", "a.md") == UNKNOWN

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            (
                "a.org",
                "#+title: The mill\n#+author: Kim Holm\n#+date: <2021-05-04 Tue>\n\nIt burned.",
            ),
            ("a.adoc", "= The mill\n:author: Kim Holm\n:revdate: 2021-05-04\n\nIt burned."),
        ],
    )
    def test_of_other_markup_are_its_options(self, name, text):
        assert of(text.encode(), name) == Metadata(("Kim Holm",), date="2021-05-04")


class TestMail:
    def test_says_who_sent_it_to_whom_and_when(self):
        found = of(message(Cc="Per Berg <berg@example.org>").as_bytes(), "a.eml")
        assert found == Metadata(
            sender="Kim Holm",
            recipients=("board@example.org", "Per Berg"),
            date="2021-05-04 09:30",
        )

    def test_of_a_mailbox_does_for_each_message(self, tmp_path):
        box = mailbox.mbox(tmp_path / "a.mbox")
        for day in (4, 5):
            box.add(message(Message_ID=f"<{day}@x>", Keywords=f"day {day}"))
        box.flush()
        data = (tmp_path / "a.mbox").read_bytes()
        found = read(data, ".mbox", "a.mbox").documents
        assert [each.metadata.tags for each in found] == [("day 4",), ("day 5",)]
        assert {each.metadata.sender for each in found} == {"Kim Holm"}


class TestJsonLines:
    def test_say_it_in_their_other_fields_and_under_metadata(self):
        line = {
            "_id": "a", "text": "It burned.", "author": ["Kim Holm", 7], "date": "2021-05-04",
            "metadata": {"tags": ["mill", "fire"], "lang": "en"},
        }  # fmt: skip
        [found] = read(json.dumps(line).encode(), ".jsonl", "c.jsonl").documents
        assert found.metadata == Metadata(
            ("Kim Holm",), date="2021-05-04", language="en", tags=("mill", "fire")
        )


class TestFields:
    def test_that_no_file_should_have_have_a_form_in_utf_8(self):
        told = metadata_told([("author", "K\ud800im\0 \n Holm"), ("tags", "\udfff, mill")])
        assert told == Metadata(("K\ufffdim\ufffd Holm",), tags=("\ufffd", "mill"))

    @pytest.mark.parametrize("value", [None, True, 1.5, [], {}, "", " ", "x" * 500, "https://a.b"])
    def test_that_are_no_names_and_no_dates_are_passed_over(self, value):
        assert metadata_told([("author", value), ("date", value)]) == UNKNOWN

    @pytest.mark.parametrize(
        ("names", "people"),
        [
            (["Kim Holm, Per Berg"], ("Kim Holm", "Per Berg")),
            (["Holm, Kim"], ("Holm, Kim",)),
            (["Kim Holm and Per Berg; Ada Lind"], ("Kim Holm", "Per Berg", "Ada Lind")),
            (["Kim Holm und Per Berg et Ada Lind"], ("Kim Holm", "Per Berg", "Ada Lind")),
            (["Ministry of Food and Agriculture"], ("Ministry of Food and Agriculture",)),
            (
                ["Department of Health and Social Care; Kim Holm"],
                ("Department of Health and Social Care", "Kim Holm"),
            ),
            (["Johnson & Johnson"], ("Johnson & Johnson",)),
            (["Johnson and Johnson"], ("Johnson and Johnson",)),
            (["Kim", "Kim", "Microsoft Office User", "python-docx"], ("Kim",)),
        ],
    )
    def test_of_people_are_divided_and_stand_once(self, names, people):
        assert metadata_told([("author", name) for name in names]).authors == people


class TestNotebooks:
    def test_say_who_wrote_them(self):
        book = {
            "metadata": {"authors": [{"name": "Kim Holm"}]},
            "cells": [{"cell_type": "markdown", "source": "It burned."}],
        }
        assert of(json.dumps(book).encode(), "a.ipynb") == Metadata(("Kim Holm",))
