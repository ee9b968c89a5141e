"""Links of Markdown, as they are shown."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.formats import shown
from index.readers.markdown.links import links_as_text

PIECES = ["[", "]", "(", ")", "!", "<", ">", "`", "\\", "a", " ", "\n", "https://b.c", '"', "*"]


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("See [the mill](http://example.org/a_(b)) here.", "See the mill here."),
            ('![A mill](mill.png "Old") stands.', "A mill stands."),
            ("See [the mill][ref] and [1][].", "See the mill and 1."),
            ("At <https://example.org> now.", "At https://example.org now."),
            ("A [note] is none.", "A [note] is none."),
            ("A [note](is none).", "A [note](is none)."),
            ("The [old [stone] mill](m.md).", "The old [stone] mill."),
            ("[![built](b.svg)](log.html) and *[x](y)*", "built and *x*"),
            ("[two\nlines](<a b.md> 'Title') here", "two\nlines here"),
            ("A `[call](x)` and \\[none](x), <a href='[x](y)'>.",) * 2,
            ("```\ncode[0](x)\n```",) * 2,
            ("é😀 [ü](x)\r\nand [z](y)", "é😀 ü\r\nand z"),
        ],
    )
    def test_they_are_their_text(self, text, expected):
        assert links_as_text(text) == expected

    @pytest.mark.parametrize("piece", ["[a](", "[", "![", "[a][", "<", "`["])
    def test_what_ends_nowhere_is_left_as_it_is_at_once(self, piece):
        text = piece * 2000
        began = time.process_time()
        assert links_as_text(text) == text
        assert time.process_time() - began < 3

    @given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
    def test_nothing_is_added_and_no_word_lost(self, text):
        found = iter(text)
        assert all(letter in found for letter in links_as_text(text))


class TestFormats:
    def test_only_markdown_has_links(self):
        assert shown("[a](b)", "docs/a.MD") == "a"
        assert shown("[a](b)", "a.txt") == "[a](b)"
        assert shown("[a](b)", "a-document-of-a-corpus") == "[a](b)"
