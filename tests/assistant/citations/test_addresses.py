from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations.addresses import at_path, line_at, link

TEXT = "The Mill\n\nIt burned in March.\nNobody was hurt.\n"
BURNED = (TEXT.index("It"), TEXT.index("\nNobody"))
LINES = st.lists(st.text("ab \u2028\x0b\u0085", max_size=4), min_size=1, max_size=6)


def address(document, origin="", page=None):
    return link(document, origin, TEXT, BURNED, page)


class TestLink:
    def test_of_a_text_is_its_line(self):
        assert address("notes/mill.txt") == "notes/mill.txt:3"
        assert address("Mill.MD") == "Mill.MD:3"

    def test_of_a_pdf_is_its_page(self):
        assert address("papers/mill.pdf", page=12) == "papers/mill.pdf#page=12"

    def test_of_a_web_page_is_a_text_fragment(self):
        assert address("mill.html") == "mill.html#:~:text=It%20burned%20in%20March."
        assert address("mill.htm") == "mill.htm#:~:text=It%20burned%20in%20March."

    def test_of_a_line_of_a_corpus_is_that_line(self):
        assert address("mill", origin="corpus.jsonl:7") == "corpus.jsonl:7"

    def test_is_none_where_the_format_has_no_addresses(self):
        assert address("mill.docx") is None

    def test_that_is_a_url_escapes_the_name(self):
        found = address("a b/50% #1?.pdf", page=2)
        assert found == "a%20b/50%25%20%231%3F.pdf#page=2"
        assert unquote(found.partition("#")[0]) == "a b/50% #1?.pdf"


class TestAtPath:
    @pytest.mark.parametrize(
        ("relative", "absolute"),
        [
            ("notes/mill.txt:3", "/home/ada/mill:3"),
            ("a%20b.pdf#page=2", "/home/ada/mill#page=2"),
            ("mill.html#:~:text=a%2D3,b", "/home/ada/mill#:~:text=a%2D3,b"),
            ("notes/#1:2.md:3", "/home/ada/mill:3"),
        ],
    )
    def test_keeps_the_address(self, relative, absolute):
        assert at_path(relative, "/home/ada/mill") == absolute


class TestLineAt:
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    @given(lines=LINES)
    def test_counts_as_editors_do(self, newline, lines):
        text = newline.join(lines)
        at = 0
        for number, line in enumerate(lines, 1):
            assert line_at(text, at) == number
            at += len(line) + len(newline)

    def test_a_carriage_return_inside_a_line_ends_none(self):
        assert line_at("a\rb\nc", 2) == 1
        assert line_at("a\rb\nc", 4) == 2
