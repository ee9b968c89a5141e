"""Lines of files whose text is their content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.lines import line_at

LINES = st.lists(st.text("ab \u2028\x0b\u0085", max_size=4), min_size=1, max_size=6)


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
