"""Mistyped words are read as words of the documents, and no others."""

import pytest

from index.readers.text.reader import read
from index.search.spelling import correct
from index.search.wording import Wording
from index.signals.query import Correction
from index.storage.memory import Memory

TEXT = "The president of Tajikistan met diplomats in Geneva. Geneva was cold; the garden froze."


@pytest.fixture
def read_as(fake_encoder):
    place = Memory.of(read(TEXT.encode(), "a.txt").documents, fake_encoder)

    def corrected(query, english=()):
        return correct(query, Wording.of(query, place), lambda word: word in english)[0]

    return corrected


class TestAWord:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("Gneeva", "geneva"),
            ("Genva", "geneva"),
            ("Tajikstann", "tajikistan"),
            ("presidnet", "president"),
        ],
    )
    def test_is_read_as_the_one_that_it_resembles(self, read_as, typed, read):
        assert read_as(f"Who is in {typed}?") == f"Who is in {read}?"

    @pytest.mark.parametrize("typed", ["Geneva", "the", "Kathmandu", "colt", "2024"])
    def test_is_left_where_it_is_right_short_or_like_none(self, read_as, typed):
        assert read_as(f"Who is in {typed}?") == f"Who is in {typed}?"

    def test_of_the_language_is_right(self, read_as):
        assert read_as("A warden?", english={"warden"}) == "A warden?"
        assert read_as("A warden?") == "A garden?"

    def test_may_be_two_letters_off_from_eight_letters_on(self, read_as):
        assert read_as("prasidant") == "president"
        assert read_as("diplomtz") == "diplomats"
        assert read_as("gardnez") == "gardnez"
        assert read_as("garndon") == "garndon"

    def test_is_told_of_once_as_it_was_typed_first(self, fake_encoder):
        place = Memory.of(read(TEXT.encode(), "a.txt").documents, fake_encoder)
        query, told = correct("Genva, GENVA", Wording.of("", place), lambda _: False)
        assert (query, told) == ("geneva, geneva", (Correction("Genva", "geneva"),))
