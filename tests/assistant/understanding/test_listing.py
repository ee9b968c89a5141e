"""Which item of a list a question counts to."""

import pytest

from assistant.understanding.listing import item_pointed_at, words_listed

BASES = "It has soldiers in the 201st base, and an airbase in Osh that is near."
INVESTORS = "Money came from large countries like China, South Korea, Qatar and Iran, as it hoped."


class TestItems:
    @pytest.mark.parametrize(
        ("question", "text", "item"),
        [
            ("How large is the former?", BASES, "in the 201st base"),
            ("Is the latter near?", BASES, "an airbase in Osh"),
            ("And the first one?", INVESTORS, "large countries like China"),
            ("And the second of them?", INVESTORS, "South Korea"),
            ("Would the last of those stay?", INVESTORS, "Iran"),
            ("The third?", INVESTORS, "Qatar"),
            (
                "The latter?",
                "A large and old fleet, a port and a hill that is green and steep.",
                "a hill that is",
            ),
            ("THE LATTER?", "tea or coffee", "coffee"),
            ("The first?", "The road passes three towns: Odd, Velling and Marsk.", "Odd"),
        ],
    )
    def test_they_are_counted_in_the_order_of_the_text(self, question, text, item):
        assert item_pointed_at(question, [text]) == (item, text)

    @pytest.mark.parametrize(
        ("question", "text"),
        [
            ("Why did the second world war begin?", INVESTORS),  # counts for itself
            ("Which one?", INVESTORS),  # counts nothing
            ("And the fourth of them?", BASES),  # only two
            ("And the latter?", "There is one thing."),  # no list
            ("And the latter?", ""),
        ],
    )
    def test_nothing_is_made_up(self, question, text):
        assert item_pointed_at(question, [text]) == ("", "")

    def test_a_text_of_conjunctions_takes_no_quadratic_time(self):
        assert item_pointed_at("the latter?", ["teas and " * 100_000])[0]

    def test_of_several_texts_the_latest_that_lists_things_counts(self):
        later = "It is the largest and has nine thousand inhabitants."
        assert item_pointed_at("The latter?", [INVESTORS, BASES, later])[1] == BASES
        assert item_pointed_at("The third?", [INVESTORS, BASES, later])[1] == INVESTORS
        assert item_pointed_at("The latter?", ["tea or coffee", "One."])[0] == "coffee"


class TestWordsListed:
    def test_are_those_of_long_lists_alone(self):
        assert words_listed("He met Ann, Bo, Cy, Di and Ed.", 5) == {"He", "met", *NAMES}
        assert words_listed("Present: Ann, Bo, Cy, Di and Ed.", 5) == NAMES
        assert words_listed("Ann, Bo, Cy and Ed.", 5) == set()


NAMES = {"Ann", "Bo", "Cy", "Di", "Ed"}
