"""The words of a text that are written like names."""

import time

import pytest

from assistant.understanding.names import names


def found(text, *, sure=None):
    return [name.word for name in names(text) if sure is None or name.is_sure is sure]


class TestNames:
    def test_capitalised_words_are_names_and_stop_words_are_none(self):
        assert found("What did Marta Dunn tell The Post?") == ["Marta", "Dunn", "Post"]
        assert found("What did Mrs Dunn and Dr. Hale say?") == ["Dunn", "Hale"]

    def test_a_hyphenated_or_possessive_name_is_one_word(self):
        assert found("in Port-Vell and Dunn’s house") == ["Port-Vell", "Dunn’s"]

    @pytest.mark.parametrize("text", ["Opposition grew.", "It rained. Opposition grew.", "“Rain!”"])
    def test_the_capital_of_a_first_word_proves_nothing(self, text):
        assert found(text, sure=True) == []

    def test_an_acronym_is_a_name_wherever_it_stands(self):
        assert found("EEU membership", sure=True) == ["EEU"]

    def test_an_initial_does_not_hide_the_name_behind_it(self):
        assert "Dunn" in found("asked M.Dunn and Dunn", sure=True)

    def test_where_a_name_stands_is_told(self):
        text = "the mayor of Port Vell"
        assert all(text[name.start :].startswith(name.word) for name in names(text))

    def test_a_long_text_takes_no_quadratic_time(self):
        began = time.process_time()
        assert len(found("Ab " * 100_000)) == 100_000
        assert time.process_time() - began < 20
