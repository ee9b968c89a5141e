"""How places are named in files of each format."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.format import Place
from index.readers.formats import format_of, lines

TEXT = "The Mill\n\nIt burned in March.\nNobody was hurt.\n"


def address(name, page=None):
    place = Place(TEXT, TEXT.index("It"), TEXT.index("\nNobody"), page)
    return format_of(name).address(name, place)


class TestAddress:
    def test_of_a_text_is_its_line(self):
        assert address("notes/mill.txt") == "notes/mill.txt:3"
        assert address("Mill.MD") == "Mill.MD:3"

    def test_of_a_pdf_is_its_page(self):
        assert address("papers/mill.pdf", page=12) == "papers/mill.pdf#page=12"

    def test_of_a_web_page_is_a_text_fragment(self):
        assert address("mill.html") == "mill.html#:~:text=It%20burned%20in%20March."
        assert address("mill.htm") == "mill.htm#:~:text=It%20burned%20in%20March."

    def test_is_none_where_the_format_has_no_addresses(self):
        assert address("mill.docx") is None

    def test_that_is_a_url_escapes_the_name(self):
        found = address("a b/50% #1?.pdf", page=2)
        assert found == "a%20b/50%25%20%231%3F.pdf#page=2"
        assert unquote(found.partition("#")[0]) == "a b/50% #1?.pdf"

    def test_of_a_file_of_an_unknown_format_is_not_asked_for(self):
        with pytest.raises(KeyError):
            address("mill")


class TestLines:
    WRAPPED = (
        "It burned in March, and nobody who lived\nbeside it was hurt.\nIt is gone.\n\nSo  it is."
    )

    def test_of_a_text_are_those_that_its_author_meant(self):
        joined = (
            "It burned in March, and nobody who lived beside it was hurt.\nIt is gone.\n\nSo it is."
        )
        assert lines(self.WRAPPED, "mill.txt") == joined
        assert lines(self.WRAPPED, "a line of a .jsonl") == joined

    def test_of_markdown_are_its_paragraphs_and_items(self):
        assert lines("One\ntwo.\n\n- a\n- b", "mill.md") == "One two.\n\n- a\n- b"

    def test_of_a_converted_file_are_its_own(self):
        assert lines("12 Mill  Lane\nWeston\n\n\nSo.", "mill.html") == "12 Mill Lane\nWeston\n\nSo."

    @given(st.text(alphabet="ab .\0\n", max_size=60))
    def test_keep_what_divides_them(self, text):
        for name in ("mill.txt", "mill.md", "mill.pdf"):
            made = lines(text, name)
            assert made.split() == text.split()
            assert made.count("\0") == text.count("\0")
