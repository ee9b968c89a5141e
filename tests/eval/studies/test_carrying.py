"""Whether the words carried into a question are those of its rewrite."""

import pytest

from assistant.conversation import Exchange
from eval.studies.carrying import Rewritten, carrying

MILL = (Exchange("Where does the old mill stand?", "It stands beside the river."),)


def who(*carried):
    return Rewritten("Who owns it?", MILL, "Who owns the old mill in Rome?", carried)


def alone(*carried):
    return Rewritten("Who is Ann?", MILL, "who is ANN?", carried)


class TestFigures:
    def test_count_stems_that_stand_in_the_conversation(self):
        found = carrying([who("mills", "river", "beside")])
        assert (found.right, found.carried, found.needed) == (1, 3, 2)
        assert (found.precision, found.recall, found.f1) == pytest.approx((1 / 3, 1 / 2, 2 / 5))

    def test_a_stem_counts_once_for_a_question_and_again_for_the_next(self):
        found = carrying([who("mill", "Mills"), who("mill")])
        assert (found.right, found.carried, found.needed) == (2, 2, 4)

    def test_what_stands_alone_should_carry_nothing(self):
        found = carrying([alone("mill"), alone(), who()])
        assert (found.questions, found.alone, found.idle) == (3, 2, 1)

    def test_without_questions_nothing_is_divided_by_nothing(self):
        assert carrying([]).sentence() == (
            "Words carried over, against 0 rewritten questions: precision 0.000, recall 0.000, "
            "F1 0.000; of 0 questions that need none, 0 carry some."
        )
