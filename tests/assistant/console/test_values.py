from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from assistant.console.values import glob, path, port, positive, words


class TestPositive:
    def test_is_a_whole_number_from_one_up(self):
        assert (positive("1"), positive("007")) == (1, 7)

    @pytest.mark.parametrize("text", ["0", "-1", "x", "", "1.5", "٣", "1_0", "9" * 5000])
    def test_refuses_everything_else_and_repeats_little_of_it(self, text):
        with pytest.raises(ArgumentTypeError, match=r"^must be a whole number from 1 up") as caught:
            positive(text)
        assert len(str(caught.value)) < 100


class TestPort:
    def test_is_at_most_the_last_one_there_is(self):
        assert port("65535") == 65_535
        with pytest.raises(ArgumentTypeError, match=r"^must be at most 65535, not 65536$"):
            port("65536")


class TestGlob:
    def test_is_a_pattern_of_names(self):
        assert glob("reports/**/*.pdf") == "reports/**/*.pdf"

    @pytest.mark.parametrize("text", ["", "# a comment", "/", "\\", "x" * 1_001])
    def test_refuses_what_is_no_pattern(self, text):
        with pytest.raises(ArgumentTypeError, match="pattern"):
            glob(text)


class TestWords:
    def test_are_taken_as_they_are(self):
        assert words(" two words ") == " two words "
        assert path("a b/c") == Path("a b/c")

    @pytest.mark.parametrize("text", ["", " ", "\t\n"])
    def test_are_not_blank(self, text):
        for read in (words, path):
            with pytest.raises(ArgumentTypeError, match=r"^must not be empty$"):
                read(text)
