import math

import numpy as np
import pytest

from eval.measures.significance import holm, paired_difference, paired_randomisation


class TestAPairedDifference:
    def test_it_is_the_mean_of_what_one_exceeds_the_other_by(self):
        assert paired_difference([1.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 0.0]).mean == 0.5

    def test_what_is_the_same_everywhere_has_no_spread(self):
        found = paired_difference([0.75] * 9, [0.5] * 9)
        assert (found.mean, found.low, found.high) == (0.25, 0.25, 0.25)
        assert found.is_sure

    def test_pairs_stay_together_however_much_questions_differ(self):
        hard_and_easy = [0.0, 100.0] * 20
        found = paired_difference([value + 1 for value in hard_and_easy], hard_and_easy)
        assert (found.low, found.high) == (1.0, 1.0)

    def test_a_gain_that_is_lost_elsewhere_is_not_sure(self):
        found = paired_difference([1.0, 0.0] * 10, [0.0, 1.0] * 10)
        assert found.low < found.mean == 0 < found.high
        assert not found.is_sure

    def test_it_is_the_same_every_time(self):
        values, others = [0.1, 0.9, 0.4], [0.3, 0.2, 0.1]
        assert paired_difference(values, others) == paired_difference(values, others)

    @pytest.mark.parametrize(("values", "others"), [([], []), ([1.0], [1.0, 0.0])])
    def test_what_has_no_pairs_is_refused(self, values, others):
        with pytest.raises(ValueError, match="one value of each"):
            paired_difference(values, others)


def column(*values):
    return np.array(values, np.float64)[:, None]


def mean(rows):
    return float(rows.mean())


class TestPairedRandomisation:
    def test_six_losses_in_a_row_are_one_chance_in_64(self):
        # Each of 2^6 swaps is as probable; only the one without a swap reaches the difference.
        p = paired_randomisation(column(*[1] * 6), column(*[0] * 6), mean)
        assert p == pytest.approx(1 / 64, abs=0.004)

    def test_questions_that_did_not_move_have_no_influence(self):
        p = paired_randomisation(column(*[1] * 6, *[1] * 50), column(*[0] * 6, *[1] * 50), mean)
        assert p == pytest.approx(1 / 64, abs=0.004)

    def test_a_gain_for_each_loss_is_chance(self):
        assert paired_randomisation(column(1, 0, 1, 0), column(0, 1, 0, 1), mean) == 1

    def test_what_is_better_is_never_worse(self):
        assert paired_randomisation(column(0, 0), column(1, 1), mean) == 1

    def test_ties_count_as_reached(self):
        # One loss of .1, .2 and .3 each, in any order of summing: one chance in eight.
        p = paired_randomisation(column(0.1, 0.2, 0.3), column(0, 0, 0), mean)
        assert p == pytest.approx(1 / 8, abs=0.01)

    def test_a_statistic_of_several_columns_swaps_whole_rows(self):
        def spread(rows):
            return float(rows[rows[:, 1] == 1, 0].mean() - rows[rows[:, 1] == 0, 0].mean())

        better = np.array([[1.0, 1], [1, 1], [1, 1], [0, 0], [0, 0], [0, 0]])
        worse = np.array([[0.0, 1], [0, 1], [0, 1], [1, 0], [1, 0], [1, 0]])
        p = paired_randomisation(better, worse, spread)
        assert p == pytest.approx(1 / 64, abs=0.004)

    def test_the_same_rows_give_the_same_p(self):
        rows = column(1, 0.5, 0.2), column(0, 0.6, 0.1)
        assert paired_randomisation(*rows, mean) == paired_randomisation(*rows, mean)

    def test_a_statistic_without_value_is_no_evidence(self):
        assert paired_randomisation(column(1), column(0), lambda _: math.nan) == 1

    def test_unpaired_rows_are_refused(self):
        with pytest.raises(ValueError, match="one row of each"):
            paired_randomisation(column(1, 2), column(1), mean)
        with pytest.raises(ValueError, match="one row of each"):
            paired_randomisation(np.zeros((0, 1)), np.zeros((0, 1)), mean)


class TestHolm:
    def test_one_test_is_compared_with_the_level(self):
        assert holm([0.05]) == (True,)
        assert holm([0.051]) == (False,)

    def test_each_that_is_significant_makes_it_easier_for_the_next(self):
        # .05 / 3 = .0167, .05 / 2 = .025, .05
        assert holm([0.024, 0.016, 0.049]) == (True, True, True)

    def test_after_one_that_is_not_none_is(self):
        assert holm([0.03, 0.016, 0.026]) == (False, True, False)

    def test_of_nothing_there_is_nothing(self):
        assert holm([]) == ()
