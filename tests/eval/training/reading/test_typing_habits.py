"""Questions as people type them."""

import random

from eval.training.reading.typing_habits import carrying, typed

QUESTION = "Where may Dogs of Version 2.10.0 not go?"


def ways(question):
    return {typed(question, random.Random(n)) for n in range(300)}


class TestTyped:
    def test_lower_case_capitals_and_no_mark_are_among_the_ways(self):
        assert {QUESTION[:-1].lower(), QUESTION[:-1], QUESTION.upper()} <= ways(QUESTION)

    def test_keywords_keep_the_sign_and_the_numbers(self):
        assert "where may dogs version 2.10.0 not go" in ways(QUESTION)

    def test_a_number_is_never_mistyped(self):
        assert all("2.10.0" in way for way in ways(QUESTION))

    def test_the_same_draw_types_the_same(self):
        assert typed(QUESTION, random.Random(5)) == typed(QUESTION, random.Random(5))

    def test_a_question_without_words_stays(self):
        assert ways("?") <= {"?", ""}


class TestCarrying:
    def test_words_of_the_heading_stand_behind_the_question(self):
        found = {carrying("When was it built?", "The Old Mill", random.Random(n)) for n in range(9)}
        assert found == {"When was it built? Old", "When was it built? Old Mill"}

    def test_words_that_the_question_has_are_not_carried(self):
        assert carrying("How old is the mill?", "The old Mill", random.Random(0)) == (
            "How old is the mill?"
        )
