import pytest
from msgspec import structs

from eval.gate.systems import compare_systems, mismatch
from eval.judging.relevance import Judgement
from eval.judging.scoring import score
from eval.measures.binding import Binding
from eval.measures.summary import Summary

BINDING = Binding("q", {"a": "1"}, 100)


@pytest.fixture
def system(scripted):
    """A system that has the first passage of so many of its 20 questions wrong."""

    def build(wrong, **said):
        outcomes = [
            scripted.outcome(
                scripted.question(f"q{n}"), Judgement((0, 1) if n in wrong else (1,)), **said
            )
            for n in range(20)
        ]
        return Summary.of("s", tuple(score(outcomes)), BINDING, {})

    return build


class TestDifferences:
    def test_each_pair_is_told_with_the_better_one_first(self, system):
        found = compare_systems({"a": system(range(8)), "b": system(())}, ["Success@1"])
        [one] = found.differences
        assert (one.better, one.worse, one.value) == (1, 0, pytest.approx(0.4))
        assert one.probability == 2 / 2**8
        assert one.low > 0

    def test_of_a_ceiling_less_is_better(self, system):
        refusing = system((), found=False)
        [one] = compare_systems({"a": refusing, "b": system(())}, ["refused"]).differences
        assert (one.better, one.worse, one.value) == (1, 0, 1)

    def test_more_tests_ask_for_more(self, system):
        # 2 / 2^6 is below .05, not below .05 / 3; 2 / 2^8 is.
        six, none, eight = system(range(6)), system(()), system(range(8))
        assert compare_systems({"a": six, "b": none}, ["Success@1"]).beaten("Success@1", 1) == (0,)
        three = compare_systems({"a": six, "b": none, "c": eight}, ["Success@1"])
        shown = {(found.better, found.worse): found.is_shown for found in three.differences}
        # Holm: .0078 against .05 / 3, then .03125 against .05 / 2.
        assert shown == {(1, 0): False, (0, 2): False, (1, 2): True}
        assert three.beaten("Success@1", 1) == (2,)

    def test_equals_are_equal(self, system):
        [one] = compare_systems({"a": system(()), "b": system(())}, ["RR"]).differences
        assert (one.value, one.probability, one.is_shown) == (0, 1, False)

    def test_what_one_does_not_measure_is_left_out(self, system):
        silent = system((), found=None, certainty=None, confidence=None)
        found = compare_systems({"a": system(()), "b": silent}, ["refused", "RR"])
        assert [one.measure for one in found.differences] == ["RR"]
        assert found.best("refused") == 0


class TestMismatch:
    def test_systems_may_rank_and_ask_otherwise(self):
        other = structs.replace(BINDING, depth=5, context=False, documents={})
        assert mismatch(BINDING, other) is None
        assert mismatch(other, BINDING) is None

    def test_questions_and_documents_are_the_same(self):
        assert mismatch(BINDING, structs.replace(BINDING, questions="x"))
        assert mismatch(BINDING, structs.replace(BINDING, documents={"a": "2"}))
