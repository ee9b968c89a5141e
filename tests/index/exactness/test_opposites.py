"""Whether a sentence says the opposite of what is asked."""

import pytest

from index.exactness.opposites import says_opposite


class TestOppositeWords:
    @pytest.mark.parametrize(
        ("question", "sentence"),
        [
            ("Who won the lawsuit?", "The town lost the lawsuit against the mill in 1911."),
            ("When did the strike end?", "The strike began on 4 May at the northern gate."),
            ("Which bank increased its fees?", "Halden Bank decreased its fees in spring."),
            ("Who opened the northern gate?", "The southern gate was opened by Ann Dahl."),
            ("What is the largest pond?", "The smallest pond is called Tarn."),
            ("Which visits are unofficial?", "The official visits are listed on page 4."),
            ("Which parts are visible?", "Its roots are invisible from the path."),
        ],
    )
    def test_stand_in_place_of_those_that_are_asked_for(self, question, sentence):
        assert says_opposite(question, sentence)

    @pytest.mark.parametrize(
        ("question", "sentence"),
        [
            ("Who won the lawsuit?", "The mill won the lawsuit, and the town lost 4,000 crowns."),
            ("Who won the lawsuit?", "Ann Dahl was named the winner of the lawsuit."),
            ("Is the tide high or low at noon?", "At noon the tide is low."),
            ("How old was Ann Dahl?", "Ann Dahl was 41 when the new gate was built."),
            ("How long is the path?", "A short path of 300 metres leads down."),
            ("What may be imported?", "The port is closed."),
            ("", "The strike began."),
            ("When did the strike end?", ""),
        ],
    )
    def test_say_nothing_where_both_are_said_or_neither_is_meant(self, question, sentence):
        assert not says_opposite(question, sentence)


class TestDenials:
    def test_what_is_asked_not_to_be_so_is_said_to_be_so(self):
        assert says_opposite("Which rooms are not heated?", "The hall and the kitchen are heated.")

    def test_both_are_denied(self):
        assert not says_opposite("Which rooms are not heated?", "The attic is not heated.")

    def test_a_question_for_yes_or_no_denies_nothing(self):
        assert not says_opposite("Isn't the hall heated?", "The hall is heated.")
