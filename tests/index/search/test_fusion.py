"""One score of what signals say, for all passages or for the best alone."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.place import Scored
from index.search import fusion
from index.search.fusion import fuse, rescored
from index.search.measuring import Measured
from index.search.order import first, merged, threshold

PASSAGES = 30
VALUES = st.sampled_from([-0.5, -0.25, 0.0, 1e-7, 0.25, 0.250001, 0.2500014, 0.5, 1.0])


def scored(values):
    rows = np.array(sorted(values), np.int64)
    return Scored(rows, np.array([values[row] for row in rows.tolist()], np.float32))


def measured(rows, values, proposals):
    nothing = np.zeros(0, np.int64)
    columns = {name: np.array(said, np.float32) for name, said in values.items()}
    query = SimpleNamespace(text="")
    return Measured(
        query, np.array(rows, np.int64), columns, proposals, nothing.astype(np.float32), nothing
    )


class TestScores:
    SAID = measured(
        [2, 5],
        {"meaning": [0.5, 0.25], "words": [1.0, 0.0], "late": [0.75, -0.5]},
        {"meaning": scored({2: 0.5, 4: 0.5}), "words": scored({2: 1.0, 7: 0.25})},
    )

    def test_are_the_weighted_mean_of_what_was_said(self):
        fused = fuse(self.SAID, {"meaning": 1.0, "words": 1.0, "late": 2.0})
        assert dict(zip(fused.scores.rows.tolist(), fused.scores.values.tolist(), strict=True)) == {
            2: 0.75,
            4: 0.125,
            5: -0.1875,
            7: 0.0625,
        }

    def test_a_signal_that_is_not_named_counts_nothing(self):
        fused = fuse(self.SAID, {"words": 2.0})
        assert [fused.scores.at(row) for row in (2, 4, 5, 7)] == [1.0, 0.0, 0.0, 0.25]

    def test_contributions_are_what_each_signal_adds(self):
        fused = fuse(self.SAID, {"meaning": 1.0, "words": 1.0, "late": 2.0})
        parts = [(said.signal, said.value, said.part) for said in fused.contributions(2)]
        assert parts == [("meaning", 0.5, 0.125), ("words", 1.0, 0.25), ("late", 0.75, 0.375)]
        assert [said.value for said in fused.contributions(4)] == [0.5, 0.0, 0.0]

    def test_some_can_be_replaced(self):
        found = rescored(scored({1: 0.5, 4: 0.25}), {4: 0.75, 6: -0.125})
        assert [found.at(row) for row in (1, 4, 6, 9)] == [0.5, 0.75, -0.125, 0.0]


class TestTheBest:
    @given(st.data())
    def test_are_those_of_all(self, data):
        """However much a signal proposes, and whatever else is known of it."""
        some = st.dictionaries(st.integers(0, PASSAGES - 1), VALUES)
        proposals = {name: scored(data.draw(some)) for name in ("meaning", "words")}
        rows = sorted(data.draw(st.sets(st.integers(0, PASSAGES - 1), min_size=1)))
        said = st.lists(VALUES, min_size=len(rows), max_size=len(rows))
        columns = {name: data.draw(said) for name in ("meaning", "words", "late")}
        weights = {"meaning": 1.0, "words": data.draw(st.sampled_from([0.0, 1.0])), "late": 2.0}
        fused = fuse(measured(rows, columns, proposals), weights)
        everything = np.arange(PASSAGES)
        for count in (1, 3, 10, PASSAGES):
            best = first(fused.best(count), count, everything)
            assert best.tolist() == first(fused.scores, count, everything).tolist()

    @pytest.mark.parametrize("kept", [1, 5])
    def test_are_so_for_more_than_are_kept_from_one_stage_to_the_next(self, monkeypatch, kept):
        monkeypatch.setattr(fusion, "_KEPT", kept)
        words = scored({row: (row * 7 % PASSAGES) / PASSAGES for row in range(PASSAGES)})
        fused = fuse(measured([3], {"words": [0.5]}, {"words": words}), {"words": 1.0})
        for count in (3, 10, 4, PASSAGES):
            best = first(fused.best(count), count, np.arange(PASSAGES))
            assert best.tolist() == first(fused.scores, count, np.arange(PASSAGES)).tolist()


class TestOrder:
    @given(st.lists(VALUES, min_size=1, max_size=200), st.integers(1, 12))
    def test_the_threshold_is_the_last_of_the_highest(self, values, count):
        expected = sorted(values)[-count] if len(values) > count else -np.inf
        assert threshold(np.array(values), count) == expected

    @given(st.dictionaries(st.integers(0, 9), VALUES))
    def test_is_by_score_and_then_by_place_the_others_at_zero(self, values):
        by_score = sorted(range(10), key=lambda row: (-np.float32(values.get(row, 0)), row))
        for count in range(11):
            assert first(scored(values), count, np.arange(10)).tolist() == by_score[:count]

    def test_parts_are_merged_each_row_once(self):
        parts = [np.array([5, 2]), np.array([], np.int64), np.array([2, 9])]
        assert merged(parts).tolist() == [2, 5, 9]

    @pytest.mark.parametrize("rows", [[], [3]])
    def test_what_is_merged_alone_stays(self, rows):
        assert merged([np.array(rows, np.int64)]).tolist() == rows
