import pytest

from eval.judging.relevance import Judgement
from eval.judging.scoring import score
from eval.measures.risk_coverage import COVERAGES, risk_coverage


@pytest.fixture
def covered(scripted):
    """Gives the table of (confidence, right) pairs; None is for what nothing answers."""

    def build(*pairs, unknown=()):
        outcomes = [
            scripted.outcome(
                scripted.question(answerable=right is not None),
                None if right is None else Judgement((int(right), 1)),
                confidence=confidence,
            )
            for confidence, right in pairs
        ]
        outcomes += [
            scripted.outcome(scripted.question(answerable=None), confidence=confidence)
            for confidence in unknown
        ]
        return {part.coverage: part for part in risk_coverage(score(outcomes))}

    return build


def row(part):
    return part.threshold, part.answered, part.risk


class TestRiskAndCoverage:
    def test_the_surest_questions_are_answered_first(self, covered):
        # Ten questions, surest first: wrong are the 4th, the 9th and the 10th.
        wrong = {4, 9, 10}
        pairs = [(1 - i / 20, i not in wrong) for i in range(1, 11)]
        found = covered(*reversed(pairs))
        assert list(found) == list(COVERAGES) == [100, 90, 80, 70, 60, 50]
        assert row(found[100]) == (0.5, 10, pytest.approx(3 / 10))
        assert row(found[90]) == (0.55, 9, pytest.approx(2 / 9))
        assert row(found[80]) == (0.6, 8, pytest.approx(1 / 8))
        assert row(found[50]) == (0.75, 5, pytest.approx(1 / 5))

    def test_an_unanswerable_question_that_is_answered_is_wrong(self, covered):
        found = covered((0.9, None), (0.8, True), (0.7, True), (0.6, True))
        assert row(found[100]) == (0.6, 4, 0.25)
        assert row(found[50]) == (0.8, 2, 0.5)

    def test_a_question_counts_whether_or_not_it_was_found(self, covered):
        assert row(covered((0.9, True), (0.1, False))[100]) == (0.1, 2, 0.5)

    def test_equal_confidences_are_answered_together(self, covered):
        found = covered((0.9, True), (0.5, False), (0.5, True), (0.5, True))
        assert row(found[50]) == row(found[100]) == (0.5, 4, 0.25)

    def test_the_order_of_the_questions_has_no_influence(self, covered):
        pairs = [(0.9, True), (0.5, False), (0.5, True), (0.2, None)]
        assert covered(*pairs) == covered(*reversed(pairs))

    def test_a_part_of_a_question_is_rounded_up(self, covered):
        found = covered((0.9, True), (0.8, True), (0.7, False))
        assert [found[c].answered for c in COVERAGES] == [3, 3, 3, 3, 2, 2]

    def test_a_question_of_unknown_answerability_has_no_part(self, covered):
        assert row(covered((0.5, True), unknown=[0.9])[100]) == (0.5, 1, 0)

    def test_over_nothing_there_is_no_table(self, covered):
        assert covered(unknown=[0.9]) == {}
