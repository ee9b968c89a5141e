import pytest

from eval.measures.significance import holm, paired_difference


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
