import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.paired_tests import Sides, losses, resampled_limits


def mean(rows):
    return float(rows.mean())


def sides(better, worse, questions=None, over=mean):
    better, worse = np.array(better, np.float64), np.array(worse, np.float64)
    if better.ndim == 1:
        better, worse = better[:, None], worse[:, None]
    return Sides(np.array(questions or range(len(better))), better, worse, over)


def p_of(better, worse, over=mean):
    [found] = losses([sides(better, worse, over=over)])
    return found.probability


def spread(rows):
    sides = [rows[rows[:, 1] == side, 0] for side in (1, 0)]
    return float(sides[0].mean() - sides[1].mean()) if all(map(len, sides)) else math.nan


class TestOneMeasure:
    def test_six_losses_in_a_row_are_one_chance_in_64(self):
        # Each of 2^6 swaps is as probable; only the one without a swap reaches the difference.
        assert p_of([1] * 6, [0] * 6) == 1 / 64

    def test_questions_that_did_not_move_have_no_influence(self):
        assert p_of([1] * 56, [0] * 6 + [1] * 50) == 1 / 64

    def test_a_gain_for_each_loss_is_chance(self):
        assert p_of([1, 0, 1, 0], [0, 1, 0, 1]) == 11 / 16  # two of four or more, by coins

    def test_what_is_better_is_never_worse(self):
        assert p_of([0, 0], [1, 1]) == 1

    def test_ties_count_as_reached(self):
        # One loss of .1, .2 and .3 each, in any order of summing: one chance in eight.
        assert p_of([0.1, 0.2, 0.3], [0, 0, 0]) == 1 / 8

    def test_a_statistic_of_several_columns_swaps_whole_rows(self):
        better = [[1.0, 1], [1, 1], [1, 1], [0, 0], [0, 0], [0, 0]]
        worse = [[0.0, 1], [0, 1], [0, 1], [1, 0], [1, 0], [1, 0]]
        assert p_of(better, worse, spread) == 1 / 64

    def test_of_more_than_can_be_enumerated_swaps_are_drawn_the_same_every_time(self):
        better, worse = np.random.default_rng(1).random((2, 40))
        one, other = (losses([sides(better, worse)]) for _ in range(2))
        assert one == other

    def test_a_statistic_without_value_is_no_evidence(self):
        assert p_of([[1, 1.0]], [[0, 1.0]], lambda _: math.nan) == 1

    @given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.25, 1.0]), min_size=1, max_size=7))
    def test_is_the_share_of_signs_that_lose_as_much(self, gaps):
        lost = sum(gaps)
        signs = list(product((1, -1), repeat=len(gaps)))
        reached = sum(sum(s * g for s, g in zip(one, gaps, strict=True)) >= lost for one in signs)
        assert p_of(gaps, [0] * len(gaps)) == pytest.approx(reached / len(signs))


class TestMeasuresTogether:
    def test_what_moves_together_is_no_more_chances_than_one(self):
        tested = [sides([1] * 5, [0] * 5), sides([1] * 5, [0.4] * 5), sides([1] * 5, [1] * 5)]
        assert [found.probability for found in losses(tested)] == [1 / 32, 1 / 32, 1]

    def test_what_moves_apart_is(self):
        # Of ten questions five lose in one measure, the others in another: 1 in 32 for each, and
        # but for the one combination in which both do, 2 in 32 for either.
        one = sides([1] * 5, [0] * 5, questions=[0, 1, 2, 3, 4])
        other = sides([1] * 5, [0] * 5, questions=[5, 6, 7, 8, 9])
        either = 2 / 32 - 1 / 1024
        assert [found.probability for found in losses([one, other])] == [either, either]

    def test_of_nothing_there_is_nothing(self):
        assert losses([]) == ()


class TestLimits:
    @given(
        st.lists(st.sampled_from([-1.0, -0.3, 0.0, 0.1, 0.5, 1.0]), min_size=1, max_size=30),
        st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=1, max_size=30),
    )
    def test_the_loss_is_above_zero_exactly_where_it_is_shown(self, gaps, others):
        tested = [sides(gaps, [0] * len(gaps)), sides(others, [0] * len(others))]
        for found in losses(tested):
            assert (found.low > 0) == found.is_shown
            assert found.low - 1e-9 <= found.value <= found.high + 1e-9

    def test_five_of_forty_that_are_newly_wrong_are_a_loss(self):
        [found] = losses([sides([1] * 40, [0] * 5 + [1] * 35)])
        assert found.is_shown
        assert 0 < found.low < 0.125 < found.high

    def test_four_of_forty_may_be_chance(self):
        [found] = losses([sides([1] * 40, [0] * 4 + [1] * 36)])
        assert not found.is_shown
        assert found.low <= 0

    def test_five_questions_that_did_not_move_leave_nearly_half_open(self):
        [found] = losses([sides([1] * 5, [1] * 5)])
        assert found.high == pytest.approx(1 - 0.05 ** (1 / 5))  # Clopper and Pearson
        assert found.low == -found.high

    def test_of_what_is_no_mean_they_are_of_resampled_questions(self):
        still = sides([[1.0, 1], [0, 0]], [[1.0, 1], [0, 0]], over=spread)
        [found] = losses([still])
        assert math.isnan(found.low)
        assert resampled_limits(still) == (0, 0)
