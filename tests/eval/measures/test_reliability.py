import pytest

from eval.judging.relevance import Judgement
from eval.measures.reliability import refusals, reliability


@pytest.fixture
def results(scripted):
    """Ten answerable questions of rising confidence, of which the upper half is right, and four others."""

    def build(near=()):
        answerable = [
            scripted.outcome(
                scripted.question(f"a{n}"),
                Judgement((1,) if n >= 5 else (0, 1)),
                confidence=(n + 1) / 10,
            )
            for n in range(10)
        ]
        others = [
            scripted.outcome(
                scripted.question(f"u{n}", answerable=False, tags=("near-miss",) * (n in near)),
                confidence=confidence,
            )
            for n, confidence in enumerate((0.05, 0.15, 0.25, 0.9))
        ]
        return [outcome.result for outcome in (*answerable, *others)]

    return build


class TestReliability:
    def test_bins_hold_equal_numbers_in_the_order_of_confidence(self, results):
        bins = reliability(results()[:10])
        assert [(part.low, part.high, part.questions, part.right) for part in bins] == [
            (0.1, 0.2, 2, 0.0),
            (0.3, 0.4, 2, 0.0),
            (0.5, 0.6, 2, 0.5),
            (0.7, 0.8, 2, 1.0),
            (0.9, 1.0, 2, 1.0),
        ]
        assert bins[2].confidence == pytest.approx(0.55)

    def test_of_what_says_no_confidence_there_is_none(self, scripted):
        silent = scripted.outcome(
            scripted.question(), Judgement((1,)), found=None, certainty=None, confidence=None
        )
        assert reliability([silent.result]) == ()
        assert refusals([silent.result]) == ()


class TestRefusals:
    def test_so_many_of_the_answerable_ones_are_below_the_threshold(self, results):
        *_, ten = refusals(results())
        assert (ten.refused, ten.threshold) == (10, 0.2)  # one of ten, that of .1
        assert ten.answered == 0.5  # .25 and .9
        assert refusals(results())[0].threshold == 0.1  # 1 % of ten are none

    def test_near_misses_stand_apart(self, results):
        *_, ten = refusals(results(near=(1, 2, 3)))
        assert ten.near_misses == pytest.approx(2 / 3)
        assert refusals(results())[0].near_misses is None

    def test_without_unanswerable_questions_there_is_nothing_to_refuse(self, results):
        assert refusals(results()[:10]) == ()
