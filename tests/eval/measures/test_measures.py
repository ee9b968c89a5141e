import math

import numpy as np
import pytest

from eval.judging.relevance import Judgement
from eval.judging.scoring import score
from eval.measures.measures import auroc, calibration_error, f1_not_found, measure


@pytest.fixture
def outcome(scripted):
    def build(gains=None, missed=(), *, answerable=True, sentence=None, confidence=0.5, **answered):
        judgement = None if gains is None else Judgement(tuple(gains), tuple(missed))
        question = scripted.question(answerable=answerable)
        answered |= {"sentence_right": sentence, "confidence": confidence}
        return scripted.outcome(question, judgement, **answered)

    return build


def measured(*outcomes):
    return {found.name: found for found in measure(score(outcomes))}


class TestRankingMeasures:
    def test_one_relevant_at_rank_three(self, outcome):
        found = measured(outcome([0, 0, 1]))
        assert found["nDCG@10"].mean == pytest.approx(0.5)  # 1 / log2(3 + 1)
        assert found["RR"].mean == pytest.approx(1 / 3)
        assert found["Success@1"].mean == 0
        assert found["R@5"].mean == 1

    def test_two_relevant_of_which_one_is_ranked_first_and_one_is_missed(self, outcome):
        found = measured(outcome([1, 0], missed=[1]))
        assert found["nDCG@10"].mean == pytest.approx(1 / (1 + 1 / math.log2(3)))
        assert found["R@5"].mean == 0.5
        assert found["Success@1"].mean == 1

    def test_recall_looks_as_deep_as_its_name_says(self, outcome):
        found = measured(outcome([1, 0, 0, 1, 1], missed=[1]))
        assert (found["R@3"].mean, found["R@5"].mean) == (0.25, 0.75)

    def test_gains_are_graded(self, outcome):
        # 1 before 2: (1 + 2 / log2(3)) / (2 + 1 / log2(3))
        found = measured(outcome([1, 2]))
        expected = (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))
        assert found["nDCG@10"].mean == pytest.approx(expected)

    def test_beyond_rank_ten_counts_as_zero(self, outcome):
        found = measured(outcome([0] * 10 + [1]))
        assert found["nDCG@10"].mean == found["RR"].mean == found["R@5"].mean == 0

    def test_the_order_of_the_ranking_is_kept(self, outcome):
        assert measured(outcome([0] * 8 + [1] + [0] * 91))["RR"].mean == pytest.approx(1 / 9)

    def test_a_question_with_nothing_relevant_ranked_or_known_counts_as_zero(self, outcome):
        found = measured(outcome([1]), outcome([0, 0], missed=[1]), outcome([0]), outcome([]))
        assert found["Success@1"].mean == 0.25
        assert found["Success@1"].n == 4

    def test_unanswerable_and_unknown_questions_are_left_out(self, outcome):
        found = measured(outcome([1]), outcome(answerable=False), outcome(answerable=None))
        assert (found["nDCG@10"].mean, found["nDCG@10"].n) == (1, 1)

    def test_over_nothing_there_is_no_value(self):
        for found in measured().values():
            assert math.isnan(found.mean)
            assert found.n == 0


class TestOtherMeans:
    def test_sentences_count_where_there_is_something_to_tell_by(self, outcome):
        found = measured(
            outcome([1], sentence=True), outcome([0], sentence=False), outcome([1], sentence=None)
        )
        assert (found["sentence right"].mean, found["sentence right"].n) == (0.5, 2)

    def test_refused_and_false_answers_are_shares_of_their_own_side(self, outcome):
        found = measured(
            outcome([1], confidence=0.9),
            outcome([1], confidence=0.1),
            outcome(answerable=False, confidence=0.8),
            outcome(answerable=False, confidence=0.2),
            outcome(answerable=False, confidence=0.3),
            outcome(answerable=False, confidence=0.4),
        )
        assert (found["refused"].mean, found["refused"].n) == (0.5, 2)
        assert (found["false answers"].mean, found["false answers"].n) == (0.25, 4)

    def test_answer_words_are_a_mean_where_answers_are_labelled(self, outcome):
        found = measured(
            outcome([1], answer_f1=1.0), outcome([1], answer_f1=0.5), outcome([0], answer_f1=0.0),
            outcome([1]),
        )["answer words"]  # fmt: skip
        assert (found.mean, found.n) == (0.5, 3)
        assert found.low < 0.5 < found.high

    def test_sure_is_a_share_of_what_is_answerable_whether_or_not_rightly(self, outcome):
        found = measured(
            outcome([1], certainty="sure"),
            outcome([0, 1], certainty="sure"),
            outcome([1], certainty="unsure"),
            outcome([1], certainty="no", found=False),
            outcome(answerable=False, certainty="sure"),
            outcome(answerable=None, certainty="sure"),
        )["sure"]
        assert (found.mean, found.n) == (0.5, 4)

    def test_an_interval_holds_its_mean_and_is_the_same_each_time(self, outcome):
        outcomes = [outcome([1])] * 7 + [outcome([0, 1])] * 3
        first = measured(*outcomes)["Success@1"]
        assert first.low < first.mean == 0.7 < first.high
        assert first == measured(*outcomes)["Success@1"]

    def test_five_equal_values_are_no_certainty(self, outcome):
        # Clopper and Pearson's for five of five: .025 ** (1 / 5)
        found = measured(*[outcome([1])] * 5)["RR"]
        assert (found.low, found.mean, found.high) == (pytest.approx(0.478, abs=0.001), 1, 1)

    def test_nor_are_the_few_that_are_sure(self, outcome):
        sure = [outcome([1], certainty="sure")] * 3
        found = measured(*sure, *[outcome([0, 1], certainty="unsure")] * 9)["wrong though sure"]
        assert (found.low, found.mean, found.n) == (0, 0, 3)
        assert found.high == pytest.approx(1 - 0.025 ** (1 / 3))

    def test_ninety_five_percent_of_a_fair_coin_is_about_a_tenth_either_way(self, outcome):
        # 1.96 * sqrt(0.25 / 100) = 0.098
        found = measured(*[outcome([1]), outcome([0, 1])] * 50)["Success@1"]
        assert (found.low, found.high) == pytest.approx((0.402, 0.598), abs=0.015)


class TestWrongThoughSure:
    def test_is_the_share_of_sure_answers_whose_first_passage_does_not_answer(self, outcome):
        found = measured(
            outcome([1], certainty="sure"),
            outcome([1], certainty="sure"),
            outcome([0, 1], certainty="sure"),
            outcome(answerable=False, certainty="sure"),
            outcome([0, 1], certainty="unsure"),
            outcome(answerable=False, certainty="unsure"),
            outcome(answerable=None, certainty="sure"),
        )["wrong though sure"]
        assert (found.mean, found.n) == (0.5, 4)

    def test_has_no_value_where_nothing_is_sure(self, outcome):
        found = measured(outcome([0, 1], certainty="unsure"))["wrong though sure"]
        assert math.isnan(found.mean)
        assert found.n == 0

    def test_its_interval_is_that_of_a_mean_over_the_sure_answers(self, outcome):
        # 1.96 * sqrt(0.25 / 100) = 0.098, whatever the others are.
        sure = [outcome([1], certainty="sure"), outcome([0, 1], certainty="sure")] * 50
        for others in ([], [outcome([0, 1], certainty="unsure")] * 400):
            found = measured(*sure, *others)["wrong though sure"]
            assert (found.low, found.high) == pytest.approx((0.402, 0.598), abs=0.02)


class TestAuroc:
    @pytest.mark.parametrize(
        ("positive", "negative", "area"),
        [
            ([0.9, 0.8], [0.1, 0.2], 1.0),
            ([0.1], [0.9], 0.0),
            ([0.5, 0.5], [0.5], 0.5),
            ([0.9, 0.5], [0.5, 0.1], 0.875),  # pairs: 1, 1, half, 1
            ([0.4, 0.6], [0.5], 0.5),
        ],
    )
    def test_is_the_share_of_pairs_in_order_with_ties_at_half(self, positive, negative, area):
        assert auroc(np.array(positive), np.array(negative)) == area

    def test_has_no_value_without_both_sides(self, outcome):
        assert math.isnan(auroc(np.array([0.5]), np.array([])))
        assert measured(outcome([1]))["AUROC"].n == 0

    def test_takes_the_confidences_of_a_run(self, outcome):
        found = measured(
            outcome([1], confidence=0.9),
            outcome([0], confidence=0.5),
            outcome(answerable=False, confidence=0.5),
            outcome(answerable=False, confidence=0.1),
        )
        assert (found["AUROC"].mean, found["AUROC"].n) == (0.875, 4)


class TestF1NotFound:
    @pytest.mark.parametrize(
        ("answerable", "unanswerable", "f1"),
        [
            ([1, 1], [0, 0], 1.0),
            ([1, 1], [1, 1], 0.0),
            ([0, 0], [0, 0], 2 / 3),  # precision 1/2, recall 1
            ([1, 0], [0, 0, 0, 1], 0.75),  # precision 3/4, recall 3/4
            ([1, 1, 1], [0, 1], 2 / 3),  # precision 1, recall 1/2
        ],
    )
    def test_is_the_harmonic_mean_of_precision_and_recall(self, answerable, unanswerable, f1):
        assert f1_not_found(np.array(answerable), np.array(unanswerable)) == pytest.approx(f1)

    def test_has_no_value_without_both_sides(self, outcome):
        assert math.isnan(f1_not_found(np.array([1.0]), np.array([])))
        assert measured(outcome([1]))["F1 not found"].n == 0
        assert measured(outcome(answerable=False))["F1 not found"].n == 0

    def test_takes_what_a_run_found_where_it_is_known_what_is_answerable(self, outcome):
        found = measured(
            outcome([1], confidence=0.9),
            outcome([1], confidence=0.1),
            *[outcome(answerable=False, confidence=0.1)] * 3,
            outcome(answerable=False, confidence=0.9),
            outcome(answerable=None, confidence=0.1),
        )["F1 not found"]
        assert (found.mean, found.n) == (0.75, 6)
        assert found.low < 0.75 < found.high

    def test_its_interval_is_a_point_where_nothing_is_told_wrongly(self, outcome):
        answered = [outcome([1], confidence=0.9)] * 4
        refused = [outcome(answerable=False, confidence=0.1)] * 2
        found = measured(*answered, *refused)["F1 not found"]
        assert (found.low, found.mean, found.high) == (1, 1, 1)


class TestCalibrationError:
    def test_is_the_gap_in_each_bin_weighted_by_its_size(self):
        # 20 values, 10 bins of two: confidence 0.6 throughout, the last five bins are right.
        correct = np.array([0.0] * 10 + [1.0] * 10)
        confidence = np.array([0.6] * 20)
        assert calibration_error(confidence, correct) == pytest.approx((0.6 + 0.4) / 2)

    def test_errors_within_a_bin_cancel_out(self):
        confidence = np.repeat(np.arange(10) / 10 + 0.05, 20)
        correct = np.concatenate(
            [[1.0] * (2 * i + 1) + [0.0] * (19 - 2 * i) for i in range(10)],
        )
        assert calibration_error(confidence, correct) == pytest.approx(0)

    def test_fewer_values_than_bins_are_a_bin_each(self):
        error = calibration_error(np.array([0.9, 0.2]), np.array([1.0, 0.0]))
        assert error == pytest.approx((0.1 + 0.2) / 2)

    def test_an_unanswerable_question_is_never_correct(self, outcome):
        found = measured(outcome([1], confidence=0.9), outcome(answerable=False, confidence=0.3))[
            "calibration error"
        ]
        assert found.mean == pytest.approx((0.1 + 0.3) / 2)
        assert found.n == 2

    def test_a_question_of_unknown_answerability_has_no_part(self, outcome):
        found = measured(outcome([1], confidence=0.9), outcome(answerable=None, confidence=0.3))
        assert found["calibration error"].n == 1

    def test_has_no_interval(self, outcome):
        assert math.isnan(measured(outcome([1]))["calibration error"].low)
