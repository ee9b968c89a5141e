"""Quotations whose lines break anew, but for those of lists, tables and quotes."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.rendering.folding import folded, folded_parts

PAGE = "It rained\nall day.\n\n- tea\n  with milk\n- coffee\n1. first\n| a | b |\n> said"


class TestFolding:
    def test_lines_are_joined_paragraphs_items_and_rows_are_not(self):
        assert folded(PAGE) == (
            "It rained all day.\n- tea with milk\n- coffee\n1. first\n| a | b |\n> said"
        )

    def test_paragraphs_are_set_apart_as_told(self):
        assert folded("One.\n \nTwo\nlines.", "\n\n") == "One.\n\nTwo lines."

    def test_a_dash_or_a_number_inside_a_sentence_begins_no_item(self):
        assert folded("from 3\n-4 to\n2019") == "from 3 -4 to 2019"

    @given(st.lists(st.text(alphabet="a -|1.\n", max_size=12), min_size=1, max_size=3))
    def test_parts_stay_as_many_and_lose_no_word(self, parts):
        made = folded_parts(parts)
        assert len(made) == len(parts)
        assert "".join(made).split() == "".join(parts).split()
