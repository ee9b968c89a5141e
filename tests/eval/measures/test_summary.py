import math

import pytest

from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.questions.eval_set import Qrel


@pytest.fixture
def summary(scripted):
    """Two questions that "a" answers, one of them "b" too; one that nothing does."""
    questions = (
        scripted.question("q1", "Who met?", qrels=(Qrel("a", 1),), tags=("t",)),
        scripted.question("q2", "Who left?", qrels=(Qrel("a", 1), Qrel("b", 1)), tags=("s", "t")),
        scripted.question("q3", "Who sang?", answerable=False, tags=("s",)),
    )
    assistant = scripted.Assistant({"a": "One.", "b": "Two."}, ranks={"Who met?": ["Two."]})
    return summarise(run(assistant, scripted.EvalSet("s", questions)))


def sizes(slices):
    return [(part.name, part.questions, part.value("Success@1")) for part in slices]


class TestSlices:
    def test_by_tag_are_sorted_by_name(self, summary):
        assert sizes(summary.slices) == [("s", 2, 1), ("t", 2, 0.5)]

    def test_by_document_hold_the_questions_that_it_answers(self, summary):
        assert sizes(summary.documents) == [("a", 2, 0.5), ("b", 1, 1)]

    def test_by_document_have_no_intervals(self, summary):
        assert math.isnan(summary.documents[0].measure("RR").low)
        assert not math.isnan(summary.slices[0].measure("RR").low)

    def test_one_document_is_no_slice(self, scripted):
        question = scripted.question(qrels=(Qrel("a", 1),))
        found = run(scripted.Assistant({"a": "One."}), scripted.EvalSet("s", (question,)))
        assert summarise(found).documents == ()
