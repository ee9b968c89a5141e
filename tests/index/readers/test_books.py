"""Books, notebooks, rich text and markup, written by hand."""

import io
import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.metadata import Metadata
from index.readers.formats import FORMATS, ending, read
from tests.index.readers.blocks_of import blocks, document

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Mills</dc:title>
</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"""


def book(*chapters, **parts):
    """An EPUB whose spine has the chapters in turn; the manifest has them the other way round."""
    data = io.BytesIO()
    names = [f"part {n}.xhtml" for n in range(len(chapters))]
    items = "".join(
        f'<item id="c{n}" href="part%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in reversed(range(len(chapters)))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", PACKAGE.format(items=items, spine=spine))
        for name, chapter in zip(names, chapters, strict=True):
            if chapter:
                archive.writestr(f"OPS/{name}", f"<html><body>{chapter}</body></html>")
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


class TestABook:
    def test_is_its_chapters_in_the_order_in_which_they_are_read(self):
        found = document(book("<h1>One</h1><p>It burned.</p>", "<h1>Two</h1><p>So.</p>"), "a.epub")
        assert found.title == "Mills"
        assert blocks(found) == ["# One", "It burned.", "# Two", "So."]

    def test_says_who_wrote_it_and_when(self):
        told = "<dc:creator>Ada Lind</dc:creator><dc:date>1911</dc:date><dc:language>en-GB</dc:language>"
        data = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(book("<p>It burned.</p>"))) as made,
            zipfile.ZipFile(data, "w") as archive,
        ):
            for name in made.namelist():
                part = made.read(name).replace(b"</dc:title>", b"</dc:title>" + told.encode())
                archive.writestr(name, part)
        found = document(data.getvalue(), "a.epub").metadata
        assert found == Metadata(("Ada Lind",), date="1911", language="en-gb")

    def test_a_chapter_that_lacks_is_a_problem(self):
        reading = read(book("<p>It burned.</p>", ""), ".epub", "a.epub")
        assert reading.problems == ("OPS/part 1.xhtml: is named as a chapter and lacks",)

    def test_that_is_locked_is_refused(self):
        locked = (
            "<encryption><EncryptedData><EncryptionMethod Algorithm='aes'/><CipherData>"
            "<CipherReference URI='OPS/part%200.xhtml'/></CipherData></EncryptedData></encryption>"
        )
        with pytest.raises(SourceError, match="protected against copying"):
            document(book("<p>x</p>", **{"META-INF/encryption.xml": locked}), "a.epub")

    @pytest.mark.parametrize("data", [b"nothing", book()[:90]], ids=["text", "cut off"])
    def test_what_is_none_is_refused(self, data):
        with pytest.raises(SourceError, match="is damaged, or is no EPUB"):
            document(data, "a.epub")


def notebook(*cells):
    return json.dumps({"nbformat": 4, "cells": list(cells)}).encode()


class TestANotebook:
    def test_is_its_texts_its_code_and_what_it_printed(self):
        data = notebook(
            {"cell_type": "markdown", "source": ["# Mills\n", "\n", "They **burn**.\n"]},
            {
                "cell_type": "code",
                "source": "for mill in mills:\n    burn(mill)",
                "outputs": [
                    {"output_type": "stream", "text": ["1911\n"]},
                    {"output_type": "execute_result", "data": {"text/plain": "3 mills"}},
                    {"output_type": "error", "ename": "KeyError", "evalue": "'wind'"},
                ],
            },
        )
        found = document(data, "a.ipynb")
        assert found.title == "Mills"
        assert blocks(found) == [
            "# Mills",
            "They **burn**.",
            "` for mill in mills:\n    burn(mill)",
            "` 1911",
            "` 3 mills",
            "` KeyError: 'wind'",
        ]

    @pytest.mark.parametrize("data", [b"{", b"[1]", b"\xff", b"[" * 100_000])
    def test_what_is_none_is_refused(self, data):
        with pytest.raises(SourceError):
            document(data, "a.ipynb")

    @given(st.recursive(st.none() | st.text() | st.integers(), lambda x: st.lists(x, max_size=3)))
    def test_whatever_its_cells_hold_is_read_or_refused(self, value):
        for cells in (value, [{"cell_type": "code", "source": value, "outputs": value}]):
            with suppress(SourceError):
                read(json.dumps({"cells": cells}).encode(), ".ipynb", "a.ipynb")


class TestRichText:
    def test_has_its_paragraphs_and_rows(self):
        data = (
            rb"{\rtf1\ansi{\info{\title Mills}}{\fonttbl{\f0 Arial;}}\pard The mill burned in "
            rb"1911, and nobody\rquote s house was hurt.\par It stood in K\'f6ln.\par"
            rb"\trowd Stone\cell 900 kg\cell\row}"
        )
        found = document(data, "a.rtf")
        assert found.title == "Mills"
        assert blocks(found) == [
            "The mill burned in 1911, and nobody’s house was hurt.",
            "It stood in Köln.",
            "| Stone | 900 kg",
        ]

    def test_what_is_none_is_refused(self):
        with pytest.raises(SourceError, match="is no RTF"):
            document(b"The mill.", "a.rtf")


class TestMarkup:
    def test_of_org_has_headings_by_stars(self):
        text = (
            "#+TITLE: Mills\n* TODO After the fire :old:\n:PROPERTIES:\n:ID: 1\n:END:\n"
            "It burned in 1911.\n\n| Part | Kilo |\n|-------+-----|\n| Stone | 900 |\n| Wheel | 120 |\n#+BEGIN_SRC sh\n  burn\n#+END_SRC\n"
        )
        found = document(text.encode(), "a.org")
        assert found.title == "Mills"
        assert blocks(found) == [
            "# Mills",
            "# After the fire",
            "It burned in 1911.",
            "|| | Part | Kilo |",
            "| | Stone | 900 |",
            "| | Wheel | 120 |",
            "` burn",
        ]

    def test_of_a_hostile_line_is_read_at_once(self):
        text = f"* The{' ' * 200_000}mill"  # some minutes, where each space is tried anew
        [found] = read(text.encode(), ".org", "a.org").documents
        assert found.text == text

    def test_of_asciidoc_has_headings_by_equals_signs(self):
        text = (
            "= Mills\n:toc:\n\n== After\n// why?\nIt burned.\n\n----\nburn *\n----\n\n[NOTE]\nSo.\n"
        )
        found = document(text.encode(), "a.adoc")
        assert found.title == "Mills"
        assert blocks(found) == ["# Mills", "# After", "It burned.", "` burn *", "So."]

    @given(st.text("=*|-.#+: \n\rab", max_size=60), st.sampled_from([".org", ".adoc"]))
    def test_of_any_kind_loses_and_moves_nothing(self, text, suffix):
        [found] = FORMATS[suffix].read(text.encode(), f"a{suffix}").documents
        assert found.text == text
        ends = [0, *(block.end for block in found.blocks)]
        starts = [*(block.start for block in found.blocks), len(text)]
        assert all(not text[a:b].strip() for a, b in zip(ends, starts, strict=True))


class TestAName:
    @pytest.mark.parametrize("name", ["README", "docs/LICENSE", "Copying"])
    def test_without_an_ending_may_be_one_of_plain_text(self, name):
        assert ending(name) == ".txt"

    @pytest.mark.parametrize("name", ["Makefile", "readme.d/x", "LICENSE/"])
    def test_of_another_kind_has_none(self, name):
        assert ending(name) == ""
