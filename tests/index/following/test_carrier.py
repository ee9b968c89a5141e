"""The shipped carrier: it tells the words of a conversation that a question needs."""

import pytest

from index.following.carrier import Carrier

TREATY = ("Who opposed the treaty?", "In the end Marta Dunn voted against it.")


@pytest.fixture(scope="module")
def carrier():
    return Carrier()


def probabilities(read):
    return {told.word: told.probability for text in read for told in text}


class TestReading:
    def test_names_whom_a_pronoun_means(self, carrier):
        found = probabilities(carrier.read("Why did she do that?", TREATY))
        assert found["Marta"] > 0.8
        assert found["Dunn"] > 0.8
        assert found["end"] < 0.5

    def test_names_nothing_for_a_question_of_something_else(self, carrier):
        found = probabilities(carrier.read("What is photosynthesis?", TREATY))
        assert max(found.values()) < 0.5

    def test_words_are_told_as_they_were_typed_each_text_on_its_own(self, carrier):
        texts = ("Is the U.S. 201st base EU-funded?", "It’s Dunn's.")
        found = carrier.read("And why?", texts)
        assert [[told.word for told in text] for text in found] == [
            ["Is", "the", "U.S", "201st", "base", "EU-funded"],
            ["It’s", "Dunn's"],
        ]

    def test_is_the_same_each_time(self, carrier):
        assert carrier.read("Why?", TREATY) == carrier.read("Why?", TREATY)


class TestWhatIsLong:
    def test_is_read_up_to_where_the_model_ends(self, carrier):
        first, second = carrier.read("Why?", ("a word " * 20, "and more words " * 100_000))
        assert len(first) == 40
        assert 0 < len(second) < 220
        assert carrier.read("Why?", ("a word " * 2_000_000, "unread"))[1] == []

    def test_a_question_that_fills_the_model_leaves_nothing_to_read(self, carrier):
        assert carrier.read("why so " * 2_000, TREATY) == [[], []]

    @pytest.mark.parametrize("texts", [(), ("",), ("", ""), ("\U0001f9ff", "ты кто")])
    def test_nothing_and_other_scripts_do_no_harm(self, carrier, texts):
        assert len(carrier.read("And he?", texts)) == len(texts)
