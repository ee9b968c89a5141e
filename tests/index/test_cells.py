"""Where in a sheet the rows of a text stand."""

import pytest

from index.cells import Run, cells_at, runs

TEXT = "Part | Weight\n\nStone | 900\n\nWheel | 1200\n\n# Notes\n\nLast"
ROWS = [Run(0, 13, 4, 1, 2), Run(15, 26, 5, 1, 2), Run(28, 40, 6, 1, 2), Run(51, 55, 9, 27, 27)]


def test_rows_that_follow_on_each_other_are_one_run():
    assert runs(ROWS) == (Run(0, 40, 4, 1, 2), Run(51, 55, 9, 27, 27))


@pytest.mark.parametrize(
    "other",
    [Run(15, 26, 6, 1, 2), Run(15, 26, 5, 0, 2), Run(17, 26, 5, 1, 2)],
    ids=["of a row further down", "of other columns", "behind something else"],
)
def test_others_are_runs_of_their_own(other):
    assert len(runs([ROWS[0], other])) == 2


@pytest.mark.parametrize(
    ("place", "cells"),
    [
        (0, "B4:C4"),
        (14, "B4:C4"),
        (15, "B5:C5"),
        (39, "B6:C6"),
        (42, None),
        (51, "AB9"),
        (99, None),
    ],
)
def test_a_place_has_the_cells_of_its_row(place, cells):
    assert cells_at(runs(ROWS), TEXT, place) == cells


def test_a_sheet_of_too_many_runs_has_none():
    assert runs([Run(at, at + 1, 2 * at, 0, 0) for at in range(0, 40_000, 2)]) == ()


def test_a_text_without_rows_has_none():
    assert cells_at((), TEXT, 3) is None
