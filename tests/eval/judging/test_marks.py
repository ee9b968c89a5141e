import pytest

from eval.judging.marks import names_only

TEXT = """# The chapel

Introduction .......... 3
It was built in 1900. It stands.

| year | built by |
|------|----------|
| 1900 | Arne Holm |

Its roof
--------
A roof - of slate - was added.
"""


def marked(quote, text=TEXT, headings=()):
    start = text.index(quote)
    return names_only(text, headings, start, start + len(quote))


class TestMarks:
    @pytest.mark.parametrize(
        "quote", ["# The chapel", "The chapel", "Introduction", "| year | built by |", "Its roof"]
    )
    def test_what_names_something_says_nothing(self, quote):
        assert marked(quote)

    @pytest.mark.parametrize(
        "quote", ["It was built in 1900.", "| 1900 | Arne Holm |", "A roof - of slate - was added."]
    )
    def test_what_says_something_does(self, quote):
        assert not marked(quote)

    def test_the_headings_of_a_document_are_known_by_their_place(self):
        text = "CHAPTER ONE\nIt began."
        assert marked("CHAPTER ONE", text, [(0, 11)])
        assert not marked("CHAPTER ONE", text)
        assert not marked("It began.", text, [(0, 11)])

    def test_more_than_a_heading_is_none(self):
        assert not marked("# The chapel\n\nIntroduction")
