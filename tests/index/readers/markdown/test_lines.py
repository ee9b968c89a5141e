"""Markdown in lines as its readers see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.markdown.lines import unwrapped

PAGE = "It rained\nall day.\n\n- tea\n  with milk\n- coffee\n1. first\n| a | b |\n> said"


class TestLines:
    def test_are_joined_but_for_paragraphs_items_and_rows(self):
        assert unwrapped(PAGE) == (
            "It rained all day.\n\n- tea with milk\n- coffee\n1. first\n| a | b |\n> said"
        )

    def test_begin_no_item_with_a_dash_or_a_number_inside_a_sentence(self):
        assert unwrapped("from 3\n-4 to\n2019") == "from 3 -4 to 2019"

    @pytest.mark.parametrize("mark", ["\\", "  ", "   "])
    def test_of_a_verse_end_where_it_says_so(self, mark):
        assert unwrapped(f"Rust is red{mark}\nSalt is\nwhite") == "Rust is red\nSalt is white"

    def test_that_fence_code_are_not_seen(self):
        assert unwrapped("Run this:\n\n```sh title=`a`\n```\nthen\n~~~\n") == (
            "Run this:\n\n```sh title=`a` then"
        )

    @given(st.text(alphabet="a -1.\0\n\\", max_size=40))
    def test_lose_no_word_and_no_seam(self, text):
        made = unwrapped(text)
        assert made.count("\0") == text.count("\0")
        assert made.replace("\\", "").split() == text.replace("\\", "").split()
