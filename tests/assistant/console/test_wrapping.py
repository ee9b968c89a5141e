"""Lines of at most so many columns, whatever they are made of."""

from assistant.console.wrapping import BOLD, ITALIC, wrapped


class TestWrapping:
    def test_words_stay_whole_and_lines_end_without_spaces(self):
        assert wrapped("The cat sleeps. It is old.", 10) == ["The cat", "sleeps. It", "is old."]

    def test_a_link_longer_than_a_line_stays_whole(self):
        assert wrapped("at https://example.org/a now", 8) == ["at", "https://example.org/a", "now"]

    def test_text_without_spaces_between_words_is_broken(self):
        assert wrapped("漢字かな交じり文。", 8) == ["漢字かな", "交じり文", "。"]

    def test_lines_that_are_to_stay_whole_do(self):
        text = "so it is\nif x and y:\nso it is"
        assert wrapped(text, 5, whole=[(9, 20)]) == ["so it", "is", "if x and y:", "so it", "is"]

    def test_newlines_end_lines(self):
        assert wrapped("One.\nTwo.", 20) == ["One.", "Two."]

    def test_wide_characters_take_two_columns(self):
        assert wrapped("漢字 漢字 漢字", 9) == ["漢字 漢字", "漢字"]


class TestEmphasis:
    def test_it_is_bold_on_each_of_its_lines(self):
        assert wrapped("It is. The cat sleeps. So.", 12, [(7, 22, BOLD)]) == [
            "It is. \x1b[1mThe\x1b[0m",
            "\x1b[1mcat sleeps.\x1b[0m",
            "So.",
        ]

    def test_it_goes_on_beyond_a_newline(self):
        assert wrapped("a b\nc d", 9, [(2, 5, BOLD)]) == ["a \x1b[1mb\x1b[0m", "\x1b[1mc\x1b[0m d"]

    def test_of_several_kinds_stands_on_one_line(self):
        assert wrapped("It is so.", 20, [(0, 2, BOLD), (3, 5, ITALIC)]) == [
            "\x1b[1mIt\x1b[0m \x1b[3mis\x1b[0m so."
        ]
