"""Figures of a reader on held-out rows."""

import pytest

from eval.training.reading.examples import Example
from eval.training.reading.figures import Prediction, figures, word_f1


def prediction(kind, answers, *, answerable, found=(0, 4)):
    span = (0, 4) if answerable else None
    return Prediction(Example(kind, "1", "Who?", "", "Anna did it.", span), answers, found, 0.0)


class TestWordF1:
    @pytest.mark.parametrize(
        ("found", "wanted", "f1"),
        [
            ("Anna Berg", "anna berg", 1.0),
            ("the Berg", "Berg!", 1.0),
            ("Anna", "Anna Berg", 2 / 3),
            ("Bruno", "Anna", 0.0),
            ("", "Anna", 0.0),
        ],
    )
    def test_words_count_and_case_marks_and_articles_do_not(self, found, wanted, f1):
        assert word_f1(found, wanted) == pytest.approx(f1)


class TestFigures:
    def test_each_kind_is_judged_against_the_answerable_of_its_family(self):
        predictions = [
            prediction("qed", 2.0, answerable=True),
            prediction("qed", -1.0, answerable=True, found=(5, 8)),
            prediction("qed_cut", 0.0, answerable=False),
            prediction("squad1_train", 9.0, answerable=True),
            prediction("squad2_train_unans", -9.0, answerable=False),
        ]
        lines = {line.kind: line for line in figures(predictions)}
        assert lines["qed_cut"].auroc == 0.5
        assert lines["qed_cut"].f1 == 0.5
        assert (lines["qed_cut"].answerable, lines["qed_cut"].unanswerable) == (2, 1)
        assert lines["squad2_train_unans"].auroc == 1.0
