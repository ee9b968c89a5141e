"""Lines that are stretched, marks and large letters that are drawn apart: read as they are meant."""

import pytest

from tests.index.readers.pdf.printing import Print, blocks, document

COLUMN = [
    "The keeper of the harbour",
    "misappropriation of",
    "has established that",
    "navigational instruments",
    "were lost in the long war.",
]


def stretched(pages, words, *, x, y, width, size=11):
    """Print a line whose words are apart until it is as wide as its column."""
    measure = pages.canvas.stringWidth
    widths = [measure(word, "Helvetica", size) for word in words]
    gap = (width - sum(widths)) / max(len(words) - 1, 1)
    for word, wide in zip(words, widths, strict=True):
        pages.lines(word, x=x, y=y, size=size)
        x += wide + gap


class TestJustifiedLines:
    def test_are_no_rows_of_a_table(self):
        pages = Print()
        for i, line in enumerate(COLUMN):
            stretched(pages, line.split(), x=72, y=700 - 13 * i, width=148)
        assert blocks(pages.bytes()) == [" ".join(COLUMN)]

    def test_rows_of_two_words_below_prose_of_their_width_stay(self):
        pages = Print()
        stretched(pages, ["Prices", "at", "the", "pier", "of", "the"], x=72, y=720, width=148)
        for i, row in enumerate([("Tea", "2.00"), ("Coffee", "3.00"), ("Soup", "4.50")]):
            stretched(pages, row, x=72, y=700 - 13 * i, width=148)
        assert blocks(pages.bytes())[-3:] == ["Tea | 2.00", "Coffee | 3.00", "Soup | 4.50"]

    @pytest.mark.parametrize(("tens", "units"), [("forty", "two"), ("Twenty", "three")])
    def test_a_number_keeps_its_hyphen(self, tens, units):
        pages = Print().lines(f"There were {tens}-", f"{units} of them.")
        assert blocks(pages.bytes()) == [f"There were {tens}-{units} of them."]


class TestMarks:
    def test_that_were_drawn_behind_the_text_stand_before_their_items(self):
        pages = Print().lines("first of the items", "second of them", x=92, y=700)
        pages.lines("\u2022", "\u2022", x=80, y=700)
        assert blocks(pages.bytes()) == ["• first of the items", "• second of them"]

    def test_a_line_left_of_an_item_belongs_to_no_item(self):
        pages = Print().lines("\u2022 first of the items", "\u2022 second of them", x=92, y=700)
        pages.lines("Then start.", x=72, y=674)
        assert blocks(pages.bytes())[-2:] == ["• second of them", "Then start."]

    def test_a_large_first_letter_belongs_to_its_word(self):
        pages = Print().lines("T", y=674, size=38)
        pages.lines("he river rises in the hills and", "runs to the sea past old mills", x=98)
        pages.lines("that have stood there for ages.", y=674, x=98)
        assert document(pages.bytes()).text.startswith("The river rises in the hills and runs to")
