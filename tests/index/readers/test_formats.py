"""How places are named in files of each format."""

from urllib.parse import unquote

import pytest

from index.readers.format import Place
from index.readers.formats import format_of

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
