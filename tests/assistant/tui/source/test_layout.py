import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.tui.source.layout import SourceLayout, shown
from index.documents import page_at

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


class TestPages:
    TEXT = "One two\nthree.\n\nFour five.\n"

    def marked(self, pages, text=TEXT, width=20):
        layout = SourceLayout(text, width, pages)
        marks = layout.page_marks
        return [marks.get(i) or text[slice(*layout.line(i))] for i in range(len(layout))]

    def test_begin_below_a_line_of_their_own(self):
        four = self.TEXT.index("Four")
        assert self.marked((0, four)) == [1, "One two", "three.", "", 2, "Four five."]

    def test_that_begin_inside_a_line_divide_it(self):
        five = self.TEXT.index("five")
        assert self.marked((0, five))[-3:] == ["Four ", 2, "five."]

    def test_that_are_empty_are_passed_over(self):
        four = self.TEXT.index("Four")
        assert self.marked((0, four, four, len(self.TEXT))) == [
            1, "One two", "three.", "", 3, "Four five.",
        ]  # fmt: skip

    @given(NASTY, st.integers(4, 30), st.lists(st.integers(0, 220), max_size=8).map(sorted))
    def test_hide_no_text_and_move_no_offset(self, text, width, pages):
        layout = SourceLayout(text, width, tuple(pages))
        plain = SourceLayout(text, width)
        kept = "".join(text[slice(*layout.line(i))] for i in range(len(layout)))
        assert "".join(kept.split()) == "".join("".join(lines(text, width)).split())
        assert list(layout.starts) == sorted(layout.starts)
        for i in range(len(plain)):
            for offset in range(*plain.line(i)):
                start, end = layout.line(layout.line_at(offset))
                assert start <= offset < end

    @given(NASTY, st.lists(st.integers(0, 220), max_size=8).map(sorted))
    def test_stand_before_the_first_line_that_is_theirs(self, text, pages):
        layout = SourceLayout(text, 20, tuple(pages))
        for line, page in layout.page_marks.items():
            start = layout.starts[line]
            assert page == page_at(pages, start)
            assert layout.line_above(start) == line or layout.line_above(start) in layout.page_marks
            assert all(end <= start for end in layout.ends[:line])


@pytest.mark.parametrize("piece", ["word ", "漢", "\x1b", "x"])
def test_a_line_of_a_megabyte_is_laid_out(piece):
    layout = SourceLayout(piece * (1_000_000 // len(piece)), 60)
    assert len(layout) >= 10_000
