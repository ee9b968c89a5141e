"""What few questions can show: alarms where nothing is worse, and the losses that are noticed."""

from dataclasses import replace

import numpy as np
import pytest
from msgspec import structs

from eval.gate.comparison import compare
from eval.gate.gate import Gate
from eval.gate.power import power
from eval.gate.tolerances import Rule, Tolerance, drops
from eval.judging.relevance import Judgement
from eval.judging.scoring import score
from eval.measures.binding import Binding
from eval.measures.summary import Summary

SIZES = (5, 20, 100)
RUNS = 200
MOST = 16
"""5 % of 200, and 1.96 standard errors: 10 + 1.96 * sqrt(200 * 0.05 * 0.95)."""
TOLERANCES = (
    Tolerance("nDCG@10", 0.02),
    Tolerance("Success@1", 0.02),
    Tolerance("refused", 0.02),
)


@pytest.fixture(scope="module")
def results(scripted):
    """Results of questions by the ranks of their first relevant passage; 0 is none, not found."""

    def build(ranks):
        outcomes = [
            scripted.outcome(
                scripted.question(f"q{n}"),
                Judgement((0,) * (rank - 1) + (1,) if rank else (), () if rank else (1,)),
                found=rank > 0,
                citations_valid=1.0,
            )
            for n, rank in enumerate(ranks)
        ]
        return score(outcomes)

    by_rank = {rank: build([rank])[0] for rank in range(10)}

    def copied(ranks):
        return [structs.replace(by_rank[rank], id=f"q{n}") for n, rank in enumerate(ranks)]

    return copied


def alarms(results, tolerances, runs):
    found = (drops(tolerances, list(zip(*map(results, run), strict=True)), 500) for run in runs)
    return sum(any(not drop.holds for drop in one) for one in found)


class TestNullRuns:
    @pytest.mark.parametrize("size", SIZES)
    def test_of_200_no_more_than_5_percent_alarm(self, results, size):
        random = np.random.default_rng(size)
        runs = random.choice(4, size=(RUNS, 2, size), p=(0.1, 0.6, 0.2, 0.1))
        assert alarms(results, TOLERANCES, runs) <= MOST


class TestPlantedLosses:
    @pytest.mark.parametrize("size", SIZES)
    def test_one_of_the_stated_size_is_noticed_in_four_of_five_runs(self, results, size):
        before = [1] * size
        [tolerance] = (t for t in TOLERANCES if t.measure == "Success@1")
        stated = power(tolerance, results(before), Rule.LENIENT).notices
        random = np.random.default_rng(11)
        lost = random.random((RUNS, size)) < stated
        noticed = alarms(results, TOLERANCES, [(before, np.where(one, 0, 1)) for one in lost])
        assert 0.72 * RUNS <= noticed <= 0.9 * RUNS

    def test_a_smaller_one_is_noticed_of_more_questions(self, results):
        stated = [power(TOLERANCES[1], results([1] * size), Rule.LENIENT).notices for size in SIZES]
        # Five of five, and what brings five or more four times of five: of 20 and of 100.
        assert stated == pytest.approx([0.956, 0.315, 0.066], abs=0.01)

    def test_of_a_share_of_all_questions_it_is_stated_too(self, scripted, results):
        unanswerable = [
            scripted.outcome(scripted.question(f"u{n}", answerable=False), confidence=0.1)
            for n in range(20)
        ]
        found = power(
            Tolerance("AUROC", 0.02), [*results([1] * 20), *score(unanswerable)], Rule.LENIENT
        )
        assert 0 < found.notices < 1


class TestFewerThanFive:
    def test_any_loss_beyond_the_tolerance_fails(self, results):
        pairs = list(zip(results([1, 1, 1]), results([1, 1, 2]), strict=True))
        [drop] = drops(TOLERANCES[1:2], pairs)
        assert not drop.holds
        assert drop.sentence == (
            "Success@1 is 0.3333 worse than the baseline; tolerance 0.02, to the letter: "
            "3 questions cannot tell it from chance"
        )

    def test_within_the_tolerance_it_holds(self, results):
        pairs = list(zip(results([1, 1, 1]), results([1, 1, 2]), strict=True))
        assert drops([Tolerance("Success@1", 0.4)], pairs)[0].holds
        assert drops(TOLERANCES, [(now, now) for _, now in pairs])[0].holds

    def test_that_they_cannot_tell_is_said(self, results):
        found = power(TOLERANCES[1], results([1, 1, 1]), Rule.LENIENT)
        assert found.problem == (
            "the tolerance of Success@1 cannot tell a loss from chance on 3 questions, which takes "
            "5 at least; so any loss beyond it fails"
        )


class TestWhatCannotFail:
    def test_few_of_many_that_can_get_worse_are_counted(self, results):
        found = power(TOLERANCES[1], results([1, 1] + [2] * 18), Rule.LENIENT)
        assert found.notices is None
        assert found.problem == (
            "the tolerance of Success@1 cannot fail: of 20 questions 2 can get worse, "
            "by 0.100 in all"
        )

    def test_so_is_a_tolerance_larger_than_all_that_can_be_lost(self, results):
        tolerance = Tolerance("Success@1", 0.6)
        found = power(tolerance, results([1] * 10 + [2] * 10), Rule.LENIENT)
        assert found.problem.startswith("the tolerance of Success@1 cannot fail: ")

    def test_five_that_can_get_worse_are_enough(self, results):
        assert power(TOLERANCES[1], results([1] * 5), Rule.LENIENT).problem is None


class TestStrict:
    def strictly(self, results, before, now, limit=0.1):
        pairs = list(zip(results(before), results(now), strict=True))
        [drop] = drops([Tolerance("Success@1", limit)], pairs, rule=Rule.STRICT)
        return drop

    def test_it_fails_unless_a_loss_of_that_size_is_excluded(self, results):
        # Of 40 that did not move 1 - .05 ** (1 / 40) = .072 is left, of 20 .139.
        assert self.strictly(results, [1] * 40, [1] * 40).holds
        drop = self.strictly(results, [1] * 20, [1] * 20)
        assert not drop.holds
        assert drop.sentence == (
            "Success@1 is 0.0000 worse than the baseline; a loss of 0.1 is not excluded: it may be "
            "0.1391"
        )

    def test_that_too_few_questions_cannot_exclude_it_is_said(self, results):
        found = power(Tolerance("Success@1", 0.1), results([1] * 20), Rule.STRICT)
        assert found.problem == (
            "the tolerance of Success@1 cannot hold: 20 questions of which none moved still leave "
            "a loss of 0.139 open, more than 0.1"
        )
        assert power(Tolerance("Success@1", 0.1), results([1] * 40), Rule.STRICT).problem is None

    def test_a_few_losses_that_the_lenient_rule_passes_fail(self, results):
        now = [2, 2] + [1] * 38
        pairs = list(zip(results([1] * 40), results(now), strict=True))
        assert drops([Tolerance("Success@1", 0.1)], pairs)[0].holds
        assert not self.strictly(results, [1] * 40, now).holds

    def test_what_is_no_mean_is_held_to_resampled_questions(self, scripted):
        def scored(confidence):
            asked = [
                scripted.outcome(
                    scripted.question(f"q{n}", answerable=n < 10),
                    Judgement((1,)) if n < 10 else None,
                    confidence=confidence if n < 10 else 0.4,
                )
                for n in range(20)
            ]
            return score(asked)

        tolerance = [Tolerance("AUROC", 0.1)]
        same = list(zip(scored(0.9), scored(0.9), strict=True))
        worse = list(zip(scored(0.9), scored(0.4), strict=True))
        assert drops(tolerance, same, rule=Rule.STRICT)[0].holds
        assert not drops(tolerance, worse, rule=Rule.STRICT)[0].holds


class TestTheVerdict:
    def test_says_what_it_cannot_decide(self, results):
        def summary(ranks):
            return Summary.of("s", tuple(results(ranks)), Binding("q", {}, 10), {})

        before = summary([1, 1, 1])
        gate = Gate((), (Tolerance("RR", 0.02),))
        verdict = gate.check(before, compare("the baseline", before, before))
        assert not verdict.broken
        assert [sentence.partition(" on ")[0] for sentence in verdict.undecided] == [
            "the tolerance of RR cannot tell a loss from chance"
        ]

    def test_what_it_decides_on_is_the_interval_that_the_report_has(self, results):
        before, now = [1] * 40, [2] * 5 + [1] * 35
        pairs = list(zip(results(before), results(now), strict=True))
        for drop in drops([replace(t, limit=0.0) for t in TOLERANCES], pairs):
            assert drop.holds == (drop.loss.low <= 0)
