"""Letter: what is said, said otherwise, and missing of the figures of a question."""

import pytest

from index.exactness.letter import contradicts, missing_figures, says_all


class TestContradiction:
    @pytest.mark.parametrize(
        ("question", "text", "is_other"),
        [
            ("What is at 10.1.1.0?", "The clock is at 10.1.0.0.", True),
            ("What is at 10.1.0.0?", "The clock is at 10.1.0.0.", False),
            ("Who sang on 5 May 1990?", "Ada sang on 6 May 1990.", True),
            ("Who sang in 1991?", "Ada sang in 1990.", False),
            ("Why is the second lock needed?", "The third lock is old.", False),
            ("What is at 10.1.1.0?", "Nobody knows.", False),
        ],
    )
    def test_others_in_the_place_of_a_figure_that_none_can_stand_for(
        self, question, text, is_other
    ):
        assert contradicts(question, text) == is_other


class TestMissing:
    @pytest.mark.parametrize(
        ("question", "text"),
        [
            ("What cost 12,500,000 crowns?", "The tunnel cost 12.5 million crowns."),
            ("What happens at 18:30?", "It shuts at half past six in the evening."),
            ("What happened on 2024-03-12?", "12 March 2024: a new seal"),
            ("What does a parcel of 4 kg cost?", "over 2 kg up to 5 kg 8.00"),
            ("Who lives at number 5?", "Number 5 is the home of Ada."),
            ("How many rivers are there?", "There are three."),
        ],
    )
    def test_a_figure_in_another_form_or_in_its_range_is_not_missing(self, question, text):
        assert missing_figures(question, text) == []

    @pytest.mark.parametrize(
        ("question", "text", "missing"),
        [
            ("What is at 10.1.1.0?", "The host at 10.1.0.0 is the clock.", ["10.1.1.0"]),
            ("What happened on 12 March 2024?", "21 March 2024: twelve rats", ["12 March 2024"]),
            ("Who came in 1990?", "Nobody knows.", ["1990"]),
        ],
    )
    def test_any_other_is(self, question, text, missing):
        assert missing_figures(question, text) == missing


class TestAll:
    @pytest.mark.parametrize(
        ("question", "sentence"),
        [
            ("What happened on 5 May 1990?", "5.5.1990: the dam broke."),
            ("Which rule is in 3.2.1?", "Clause 3.2.1 bans dogs."),
            ("Which town has 1300 inhabitants?", "Moen has 1 300 inhabitants."),
            ("What is shut at 18:30?", "The gate is shut at half past six in the evening."),
        ],
    )
    def test_a_question_about_little_but_a_figure_is_answered_by_what_says_it(
        self, question, sentence
    ):
        assert says_all(question, sentence, sentence)

    @pytest.mark.parametrize("label", ["clause 2.1", "art. 2.1", "§ 2.1", "section 2.1"])
    def test_the_word_that_says_what_a_number_counts_need_not_be_said(self, label):
        sentence = "2.1 The members meet in May."
        assert says_all(f"What does {label} say?", sentence, sentence)
        assert not says_all(f"What fee does {label} ask for?", sentence, sentence)

    @pytest.mark.parametrize(
        ("question", "sentence"),
        [
            ("Who was the king on 5 May 1990?", "5.5.1990: the dam broke."),
            ("What happened on 6 May 1990?", "5.5.1990: the dam broke."),
            ("What happened in 1990?", "In 1990 the dam broke."),
            ("What happened?", "In 1990 the dam broke."),
        ],
    )
    def test_one_about_more_or_less_is_not(self, question, sentence):
        assert not says_all(question, sentence, sentence)
