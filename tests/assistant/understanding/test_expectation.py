"""What kind of thing a question asks for, and whether a text holds one."""

import pytest

from assistant.understanding.expectation import Kind, expected_kind, holds_kind


class TestExpectedKind:
    @pytest.mark.parametrize(
        ("question", "kind"),
        [
            ("When was the bridge closed?", Kind.DATE),
            ("In which year did it open?", Kind.DATE),
            ("How many troops are there?", Kind.NUMBER),
            ("What percentage was lost?", Kind.NUMBER),
            ("Who opposed the treaty?", Kind.PERSON),
            ("Where is the base?", Kind.PLACE),
            ("Which city was evacuated?", Kind.PLACE),
            ("Why was it closed?", None),
            ("What is whoever afraid of?", None),
        ],
    )
    def test_question_words_tell_it(self, question, kind):
        assert expected_kind(question) is kind


class TestWhatATextHolds:
    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            (Kind.DATE, "It was closed in March."),
            (Kind.DATE, "It has stood since 1998."),
            (Kind.NUMBER, "It cost 1,200 euros."),
            (Kind.NUMBER, "Seven people were hurt."),
            (Kind.PERSON, "The toll, said Marta Dunn, is too high."),
            (Kind.PLACE, "The base lies near Port Vell."),
        ],
    )
    def test_a_thing_of_the_kind_counts(self, kind, text):
        assert holds_kind(text, kind, "What is asked?")

    @pytest.mark.parametrize("kind", list(Kind))
    def test_a_text_without_one_holds_none(self, kind):
        assert not holds_kind("the toll is too high for most of us", kind, "What is asked?")

    def test_what_the_question_says_itself_is_no_answer(self):
        assert not holds_kind("It rained in 1998.", Kind.DATE, "When in 1998 did it rain?")
        assert not holds_kind("so said Dunn", Kind.PERSON, "Who replied to Dunn?")
