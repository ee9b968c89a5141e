import pytest

from eval.measures.significance import Difference
from eval.studies.tables import difference_cell


class TestADifferenceInATable:
    @pytest.mark.parametrize(
        ("difference", "cell"),
        [
            (Difference(0.25, 0.125, 0.5), "**+0.250** [+0.125, +0.500]"),
            (Difference(-0.25, -0.5, -0.125), "**-0.250** [-0.500, -0.125]"),
            (Difference(0.25, -0.125, 0.5), "+0.250 [-0.125, +0.500]"),
            (Difference(0.25, 0.0, 0.5), "+0.250 [+0.000, +0.500]"),
        ],
    )
    def test_it_is_bold_where_its_interval_lies_on_one_side_of_zero(self, difference, cell):
        assert difference_cell(difference) == cell
