"""Figures of a carrier on held-out conversations."""

import pytest

from eval.training.following.figures import Named, figure
from eval.training.following.rows import CarryingRow


def named(needed, **probabilities):
    return Named(CarryingRow([], [], [], frozenset(needed)), probabilities)


class TestFigure:
    def test_stems_are_counted_over_all_rows(self):
        found = figure(
            [named(["mill", "anna"], mill=0.9, anna=0.2, rome=0.7), named([], old=0.1)], 0.5
        )
        assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)

    def test_what_stands_nowhere_in_the_conversation_cannot_be_missed(self):
        assert figure([named(["mill", "gone"], mill=0.9)], 0.5).recall == 1.0

    def test_the_share_of_questions_that_need_nothing_and_carry(self):
        idle = [named([], old=0.6), named([], old=0.4), named(["mill"], mill=0.9)]
        assert figure(idle, 0.5).carrying == 0.5

    def test_where_nothing_is_carried_shares_are_none_and_no_error(self):
        found = figure([named(["mill"], mill=0.1)], 0.5)
        assert (found.precision, found.recall, found.f1) == (0.0, 0.0, pytest.approx(0.0))
