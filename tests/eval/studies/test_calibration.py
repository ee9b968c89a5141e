"""The weights of the confidence: fitted, shipped, and carried over from one set to another."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.confidence import RANKED, Calibration
from eval.questions.loading import load
from eval.studies.calibration import Judged, fit, judge, main, tables
from index.errors import InputError

WIDTH = len(RANKED.weights) + 1


def judged(name, first_column, right):
    """A set whose questions differ in the first piece of evidence alone."""
    evidence = np.zeros((len(right), WIDTH))
    evidence[:, 0], evidence[:, -1] = first_column, 1.0
    truth = np.array(right, np.bool_)
    return Judged(name, evidence, truth, truth)


class TestFitting:
    def test_where_evidence_says_nothing_the_constant_is_the_log_odds(self):
        weights = fit([judged("a", 0.0, [True] * 3 + [False])])
        assert weights[-1] == pytest.approx(np.log(3), abs=1e-3)
        assert weights[:-1] == pytest.approx([0.0] * len(RANKED.weights), abs=1e-9)

    def test_evidence_that_goes_with_the_answer_counts_for_it(self):
        weights = fit([judged("a", [0, 0, 1, 1], [False, True, True, True])])
        assert weights[0] > 0

    def test_each_set_counts_the_same_however_large_it_is(self):
        yes, no = judged("a", 0.0, [True] * 90), judged("b", 0.0, [False] * 10)
        assert fit([yes, no])[-1] == pytest.approx(0.0, abs=1e-6)

    def test_a_set_that_is_told_apart_without_mistake_keeps_weights_finite(self):
        assert np.isfinite(fit([judged("a", [0, 1], [False, True])])).all()

    @pytest.mark.parametrize("right", [True, False])
    def test_where_all_are_right_or_wrong_there_is_nothing_to_fit_to(self, right):
        with pytest.raises(InputError, match="nothing to fit to"):
            fit([judged("a", [0, 1], [right, right])])


class TestTheTables:
    @pytest.fixture
    def printed(self):
        sets = [judged(name, [0, 1], [False, True]) for name in ("a", "b")]
        return tables(sets, RANKED).split("\n\n")

    def test_each_set_is_judged_by_the_shipped_weights_and_by_those_of_the_others(self, printed):
        rows = printed[1].split("\n")[2:]
        assert [row.split(" | ")[0] for row in rows] == ["| a", "| a", "| b", "| b"]
        assert sum("fitted to the other sets" in row for row in rows) == 2

    def test_one_set_alone_has_no_others(self):
        assert "other sets" not in tables([judged("a", [0, 1], [False, True])], RANKED)

    def test_every_weight_is_named(self, printed):
        assert all(f"| {name} | " in printed[0] for name in (*RANKED.weights, "constant"))

    def test_what_the_certainties_cost_is_counted(self):
        # The first column weighs 1 and the constant nothing: the odds are those that it says.
        sets = [judged("a", [-9, -9, -1, 9], [False, True, True, True])]
        plain = Calibration({name: float(not i) for i, name in enumerate(RANKED.weights)}, 0.0)
        costs = tables(sets, plain).split("\n\n")[2].split("\n")[2]
        assert costs == "| a | 0.333 | 0.000 | 0.000 | 1.000 | 1.000 | 1.000 |"

    def test_a_reliability_curve_sets_what_was_said_beside_what_was_right(self):
        sets = [judged("a", [-9] * 5 + [9] * 5, [False] * 5 + [True] * 5)]
        plain = Calibration({name: float(not i) for i, name in enumerate(RANKED.weights)}, 0.0)
        curve = tables(sets, plain).split("\n\n")[3].split("\n")[2]
        assert curve.startswith("| a | 0.00 → 0.00 | ")
        assert curve.endswith(" | 1.00 → 1.00 |")


class TestJudging:
    def test_questions_of_which_nothing_is_known_are_left_out(self, assistant, article_set):
        found = judge(assistant, article_set, RANKED)
        assert found.evidence.shape == (len(article_set.questions), WIDTH)
        assert found.right.sum() <= found.answerable.sum()

    def test_a_missing_set_is_named(self, tmp_path, capsys):
        assert main([str(tmp_path / "none.jsonl")]) == 2
        assert "none.jsonl: no such eval set" in capsys.readouterr().err


@pytest.fixture
def article_set():
    found = load(Path(__file__).parents[3] / "eval/data/article.jsonl")
    return replace(found, questions=found.questions[:4] + found.questions[-4:])
