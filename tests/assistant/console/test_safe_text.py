"""Nothing that steers a terminal or hides from a reader gets through."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.console.safe_text import safe_cells, safe_line, safe_text


class TestWhatStays:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Plain text, with numbers 1,2.5 and [brackets] & <tags>.",
            "Two\nlines\tand a tab",
            "“Quotes” — dashes … é ü ñ €",
            "漢字かな交じり文 조선글 שלום مرحبا हिन्दी ไทย",
            "😀👨‍👩‍👧",
            "e\u0301 and q\u0307\u0323",
        ],
    )
    def test_what_people_write_stays_as_it_is(self, text):
        assert safe_text(text) == text

    def test_windows_line_ends_become_plain_ones(self):
        assert safe_text("a\r\nb") == "a\nb"

    def test_wide_and_no_break_spaces_become_plain_ones(self):
        assert safe_text("a\u00a0b\u3000c\u2003d") == "a b c d"

    def test_soft_hyphens_are_dropped(self):
        assert safe_text("co\u00adoperate") == "cooperate"

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("ភាសា\u200bខ្មែរ", "ភាសាខ្មែរ"),
            ("می\u200cخواهم", "می\u200cخواهم"),
            ("שלום\u200f!", "שלום!"),
            ("\u200eمرحبا", "مرحبا"),
            ("葛\U000e0100城", "葛城"),
        ],
    )
    def test_what_a_script_is_spelled_with_is_no_code(self, text, shown):
        assert safe_text(text) == shown

    @pytest.mark.parametrize("text", ["a\u200bb", "a\u200fb", "ខ\u200b\u200bម", "a\U000e0100"])
    def test_the_same_signs_elsewhere_are_codes(self, text):
        assert "\\" in safe_text(text)

    def test_in_a_layout_nothing_joins_what_takes_cells_of_its_own(self):
        assert safe_cells("👨\u200d👩 ❤\ufe0f a\u200db\x1b") == "👨👩 ❤ ab\\x1b"


class TestWhatBecomesVisible:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("\x1b]52;c;aGk=\x07", "\\x1b]52;c;aGk=\\x07"),
            ("\x1b[2J", "\\x1b[2J"),
            ("\x9b31m", "\\x9b31m"),
            ("\x9d0;title\x9c", "\\x9d0;title\\x9c"),
            ("\x1b]8;;http://x\x1b\\", "\\x1b]8;;http://x\\x1b\\"),
            ("over\rwritten", "over\\rwritten"),
            ("back\bspace\x7f", "back\\x08space\\x7f"),
            ("\x00", "\\x00"),
            ("\u202egnp.exe\u202c", "\\u202egnp.exe\\u202c"),
            ("\u2066a\u2069", "\\u2066a\\u2069"),
            ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
            ("\U000e0041\U000e007f", "\\U000e0041\\U000e007f"),
            ("line\u2028and\u2029paragraph", "line\\u2028and\\u2029paragraph"),
            ("next\x85line", "next\\x85line"),
            ("lone \ud800 surrogate", "lone \\ud800 surrogate"),
            ("\ufff9\U0010ffff\ue000", "\\ufff9\\U0010ffff\\ue000"),
        ],
    )
    def test_what_steers_or_hides_is_spelt_out(self, text, shown):
        assert safe_text(text) == shown

    def test_stacks_of_combining_marks_are_capped(self):
        assert safe_text("a" + "\u0301" * 100 + "b") == "a" + "\u0301" * 4 + "b"

    @pytest.mark.parametrize("mark", ["\u034f", "\u0488", "\u20dd", "\ufe0f"])
    def test_marks_without_a_class_do_not_start_a_new_stack(self, mark):
        shown = safe_text("a" + ("\u0301" * 4 + mark) * 100)
        assert sum(unicodedata.category(char).startswith("M") for char in shown) <= 5

    @pytest.mark.parametrize("char", ["\u3164", "\u115f", "\u2800", "\U000e0100"])
    def test_letters_that_nobody_sees_do_not_hide(self, char):
        """Fillers, the blank Braille pattern, and the variation selectors that smuggle data."""
        assert char not in safe_text(f"a{char}b")


class TestEveryText:
    @given(st.text())
    def test_nothing_that_is_left_controls_a_terminal(self, text):
        for char in safe_text(text):
            assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}

    @given(st.text())
    def test_it_is_made_safe_once(self, text):
        assert safe_text(safe_text(text)) == safe_text(text)

    @given(st.text(st.characters()))
    def test_it_has_a_utf8_form(self, text):
        safe_text(text).encode()

    @given(st.text())
    def test_a_line_is_one_line(self, text):
        assert len(safe_line(text).splitlines()) <= 1
        assert "\t" not in safe_line(text)

    def test_a_line_is_told_in_one(self):
        assert safe_line(" a\n\n b\tc ") == "a b c"
