"""Text of others in every format: it is shown, and is nothing else."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from eval.reports.annotations import annotations, fenced
from eval.reports.files import FORMATS
from eval.reports.html import html
from eval.reports.junit import junit
from eval.reports.markdown import markdown
from eval.reports.terminal import show

STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


class Elements(HTMLParser):
    """Notes which elements there are, and which attributes."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


def elements(text):
    found = Elements()
    found.feed(text)
    return found


class TestHostileText:
    @pytest.mark.parametrize("suffix", FORMATS)
    def test_no_format_holds_a_character_that_steers(self, hostile, suffix):
        assert not STEERS.search(FORMATS[suffix](hostile))

    def test_html_has_no_element_of_theirs(self, hostile):
        found = elements(html(hostile))
        assert "script" not in found.tags | found.attributes
        assert "a" not in found.tags
        assert "<script>alert(1)</script>" in found.text

    def test_html_needs_nothing_from_elsewhere(self, hostile):
        found = elements(html(hostile))
        assert not {"src", "href", "onload", "srcset"} & found.attributes
        assert "default-src 'none'" in html(hostile)

    def test_markdown_has_neither_elements_nor_links_nor_cells_of_theirs(self, hostile):
        text = markdown(hostile)
        found = elements(MarkdownIt("commonmark").enable("table").render(text))
        assert found.tags <= {"h1", "h2", "ul", "li", "p", "strong", "blockquote", "table"} | {
            *("thead", "tbody", "tr", "th", "td")
        }
        assert "<script>alert(1)</script>|`*_[x](http://x)_*`" in found.text
        assert not re.search(r"(?<!\w)@someone", text)

    def test_xml_is_well_formed_and_shows_the_id(self, hostile):
        root = ET.fromstring(junit(hostile))
        names = [
            case.get("name") for case in root.iterfind("testsuite[@name='questions']/testcase")
        ]
        assert names[0].startswith("</td><script>alert(1)</script>|`*_[x]")
        assert names[0].endswith("@someone]]>&#x0;")

    def test_json_is_ascii_and_keeps_every_character(self, hostile):
        text = FORMATS[".json"](hostile)
        assert text.isascii()
        assert json.loads(text)["questions"][0]["id"] == hostile.summary.results[0].id

    def test_an_annotation_is_one_command_on_one_line(self, hostile):
        lines = list(annotations(hostile))
        assert len(lines) == 5  # a floor, a listed question, citations, no answer, a regression
        for line in lines:
            assert re.fullmatch(r"::error (file=set\.jsonl,line=\d,)?title=[^:,]*::.*", line)

    def test_a_terminal_is_not_steered_and_markup_is_text(self, hostile):
        console = Console(width=80, markup=False, highlight=False, emoji=False)
        with console.capture() as shown:
            show(hostile, console)
        assert not STEERS.search(shown.get())
        assert "[x](http://x)" in shown.get()

    def test_what_is_printed_beside_annotations_holds_no_command(self):
        first, second, *_, last = fenced("::error::no\n").splitlines()
        token = first.removeprefix("::stop-commands::")
        assert re.fullmatch("[0-9a-f]{64}", token)
        assert (second, last) == ("::error::no", f"::{token}::")
