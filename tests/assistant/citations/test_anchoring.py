from dataclasses import replace

import pytest

from assistant.answering import Highlight, Words
from assistant.citations.anchoring import Anchoring, Claim, State, anchor

TEXT = "First line.\nThe cat sleeps. It is old.\nLast line."
CAT = Claim(
    marker=1,
    document="d",
    start=12,
    end=38,
    text="The cat sleeps. It is old.",
    prefix="First line.\n",
    suffix="\nLast line.",
    highlight=Highlight(12, 27, "The cat sleeps."),
)


def state(text, claim=CAT):
    return anchor(claim, {"d": text})


class TestFind:
    def test_intact_where_the_quote_stands_at_its_offsets(self):
        assert state(TEXT) == Anchoring(State.INTACT, (12, 38))

    def test_intact_though_the_rest_has_changed(self):
        assert state("Another 1!!\nThe cat sleeps. It is old.") == Anchoring(State.INTACT, (12, 38))

    def test_moved_by_an_insertion_before_it(self):
        assert state(f"New. {TEXT}") == Anchoring(State.MOVED, (17, 43))

    def test_moved_though_its_surroundings_are_others(self):
        assert state("The cat sleeps. It is old.") == Anchoring(State.MOVED, (0, 26))

    def test_moved_to_the_one_place_with_its_surroundings(self):
        assert state(f"{CAT.text} {TEXT}") == Anchoring(State.MOVED, (39, 65))

    def test_not_moved_where_it_stands_twice_alike(self):
        assert state(f"??{CAT.text} {CAT.text}").state is State.GONE

    def test_changed_by_one_character(self):
        assert state(TEXT.replace("cat", "car")) == Anchoring(State.CHANGED, (12, 38))

    def test_changed_and_moved_at_once(self):
        text = "New. " + TEXT.replace("cat", "kitten")
        assert state(text) == Anchoring(State.CHANGED, (17, 46))

    def test_changed_where_only_the_text_before_is_left(self):
        assert state("First line.\nSomething else.").state is State.CHANGED

    def test_changed_where_only_the_text_after_is_left(self):
        assert state("Something else.\nLast line.").state is State.CHANGED

    def test_gone_with_its_document(self):
        assert anchor(CAT, {"e": TEXT}) == Anchoring(State.GONE)

    def test_gone_where_neither_quote_nor_place_is_left(self):
        assert state("Something else altogether.") == Anchoring(State.GONE)

    def test_gone_where_it_was_cut_out(self):
        assert state("First line.\n\nLast line.") == Anchoring(State.GONE)

    def test_changed_for_a_highlight_that_is_not_where_it_claims(self):
        forged = replace(CAT, highlight=Highlight(13, 28, "The cat sleeps."))
        assert state(TEXT, forged).state is State.CHANGED

    def test_changed_for_a_highlight_outside_its_passage(self):
        forged = replace(CAT, highlight=Highlight(0, 11, "First line."))
        assert state(TEXT, forged).state is State.CHANGED

    @pytest.mark.parametrize(
        "words", [Words(16, 18, "cat"), Words(28, 30, "It"), Words(16, 19, "dog")]
    )
    def test_changed_for_words_that_do_not_stand_in_the_highlight(self, words):
        forged = replace(CAT, highlight=replace(CAT.highlight, answer=words))
        assert state(TEXT, forged).state is State.CHANGED

    def test_intact_where_the_words_stand_there(self):
        cited = replace(CAT, highlight=replace(CAT.highlight, answer=Words(16, 19, "cat")))
        assert state(TEXT, cited).state is State.INTACT

    def test_needs_no_highlight(self):
        assert state(TEXT, replace(CAT, highlight=None)).state is State.INTACT

    def test_a_document_that_is_one_passage_changes_as_a_whole(self):
        whole = Claim(1, "d", 0, 4, "One.", "", "")
        assert state("Two.", whole) == Anchoring(State.CHANGED, (0, 4))
