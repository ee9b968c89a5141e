import math

import numpy as np
import pytest

from eval.measures.mean_bounds import lower_bound, upper_bound


def tail(hits, of, share):
    """How probable so few hits are where each has this share."""
    return sum(math.comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(hits + 1))


class TestBounds:
    @pytest.mark.parametrize(("hits", "of"), [(0, 5), (1, 10), (7, 20), (60, 100)])
    def test_of_hits_and_misses_they_are_those_of_clopper_and_pearson(self, hits, of):
        found = upper_bound(np.array([1.0] * hits + [0.0] * (of - hits)), 1, 0.05)
        assert tail(hits, of, found) == pytest.approx(0.05, abs=0.01)

    def test_the_lower_one_mirrors_the_upper_one(self):
        values = np.array([0.2, 0.9, 0.9, 1.0])
        assert lower_bound(values, 0, 0.05) == pytest.approx(1 - upper_bound(1 - values, 1, 0.05))

    def test_what_is_as_it_can_be_at_most_has_no_more_above_it(self):
        assert upper_bound(np.ones(3), 1, 0.05) == 1

    def test_they_hold_where_a_rare_value_is_large(self):
        # One question in twenty loses all: of 400 samples of 30, at most about 5 % miss that.
        random = np.random.default_rng(2)
        samples = (random.random((400, 30)) < 0.05).astype(float)
        missed = sum(upper_bound(sample, 1, 0.05) < 0.05 for sample in samples)
        assert missed <= 30

    def test_more_questions_leave_less_open(self):
        widths = [upper_bound(np.array([0.0, 0.5] * n), 1, 0.05) - 0.25 for n in (2, 10, 50)]
        assert widths == sorted(widths, reverse=True)
