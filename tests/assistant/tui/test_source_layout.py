import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.tui.source_layout import SourceLayout, shown

NASTY = st.text(
    st.sampled_from("ab \n\r\t\x1b\u202e\u0301é漢字\U0001f600…\u200d\ufe0f❤\xadשع"), max_size=200
)


def lines(text, width):
    layout = SourceLayout(text, width)
    return [text[slice(*layout.line(i))] for i in range(len(layout))]


class TestLines:
    def test_break_at_spaces(self):
        assert lines("one two three", 8) == ["one two", "three"]

    def test_break_a_word_that_is_longer_than_a_line(self):
        assert lines("abcdefgh", 3) == ["abc", "def", "gh"]

    def test_keep_one_of_several_blank_lines(self):
        assert lines("one\n\n \n\ntwo\n", 9) == ["one", "", "two"]

    def test_end_at_carriage_returns_too(self):
        assert lines("one\r\n\r\ntwo", 9) == ["one", "", "two"]

    def test_measure_characters_of_two_cells(self):
        assert lines("漢字漢字", 5) == ["漢字", "漢字"]

    def test_measure_what_a_control_character_becomes(self):
        assert lines("ab\x1bcd", 6) == ["ab\x1b", "cd"]

    def test_measure_joined_emoji_apart_as_every_terminal_can_draw_them(self):
        family = "👨\u200d👩\u200d👧"
        assert lines(family + family, 6) == [family, family]
        assert shown(family) == "👨👩👧"

    def test_keep_marks_with_their_letter(self):
        accented = "e\u0301"
        assert lines(accented * 5, 2) == [accented * 2, accented * 2, accented]

    @given(NASTY, st.integers(4, 30))
    def test_hold_every_visible_character_once_in_order(self, text, width):
        kept = "".join("".join(lines(text, width)).split())
        assert kept == "".join(text.replace("\r\n", "\n").split())

    @given(NASTY, st.integers(4, 30))
    def test_never_exceed_the_width_where_more_than_a_character_stands(self, text, width):
        assert all(cell_len(shown(line)) <= width for line in lines(text, width) if len(line) > 1)

    @given(NASTY, st.integers(4, 30))
    def test_are_found_by_offset(self, text, width):
        layout = SourceLayout(text, width)
        for i in range(len(layout)):
            start, end = layout.line(i)
            assert all(layout.line_at(offset) == i for offset in range(start, end))


@pytest.mark.parametrize("piece", ["word ", "漢", "\x1b", "x"])
def test_a_line_of_a_megabyte_is_laid_out(piece):
    layout = SourceLayout(piece * (1_000_000 // len(piece)), 60)
    assert len(layout) >= 10_000
