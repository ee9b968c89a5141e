"""Which item of a list a question counts to."""

import pytest

from assistant.understanding.listing import item_pointed_at

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
        ],
    )
    def test_they_are_counted_in_the_order_of_the_text(self, question, text, item):
        assert item_pointed_at(question, text) == item

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
        assert item_pointed_at(question, text) is None

    def test_a_text_of_conjunctions_takes_no_quadratic_time(self):
        assert item_pointed_at("the latter?", "tea and " * 100_000) is not None
