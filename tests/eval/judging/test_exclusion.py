import pytest

from assistant.conversation import Exchange
from eval.judging.exclusion import excluding_answered
from eval.judging.harness import run
from eval.judging.relevance import Judgement
from eval.questions.eval_set import Evidence, Qrel

TEXTS = [("d1", "In  1969."), ("d2", "In Paris."), ("d3", "in\nparis.")]


@pytest.fixture
def excluded(scripted):
    def build(*history, **labels):
        question = scripted.question(history=history, **labels)
        return excluding_answered([question], TEXTS)[0].exclude

    return build


class TestWhatIsAnsweredAlready:
    def test_is_each_document_that_is_an_answer_whatever_its_case_and_spaces(self, excluded):
        assert excluded(Exchange("Where?", "IN PARIS.")) == {"d2", "d3"}
        assert excluded(Exchange("When?", "In 1969."), Exchange("Who?")) == {"d1"}

    def test_is_no_document_that_only_holds_an_answer(self, excluded):
        assert excluded(Exchange("Where?", "Paris"), Exchange("Why?", " ")) == set()

    def test_is_never_what_answers_the_question_itself(self, excluded):
        history = Exchange("Where?", "In Paris.")
        assert excluded(history, qrels=(Qrel("d2", 1),)) == {"d3"}
        assert excluded(history, evidence=(Evidence("d3", "paris"),)) == {"d2"}

    def test_is_added_to_what_the_set_leaves_out(self, excluded):
        history = Exchange("When?", "In 1969.")
        assert excluded(history, exclude=frozenset({"d9"})) == {"d1", "d9"}


class TestARanking:
    def judged(self, scripted, question, texts, **options):
        found = run(scripted.Assistant(texts), scripted.EvalSet("s", (question,)), **options)
        return found.outcomes[0].judgement

    def test_leaves_out_answers_of_earlier_turns_where_it_is_told_to(self, scripted):
        question = scripted.question(qrels=(Qrel("b", 1),), history=(Exchange("Before?", "one."),))
        texts = {"a": "One.", "b": "Two.", "c": "Three."}
        assert self.judged(scripted, question, texts) == Judgement((0, 1, 0))
        assert self.judged(scripted, question, texts, exclude_answered=True) == Judgement((1, 0))

    def test_is_judged_as_deep_as_one_of_which_nothing_is_left_out(self, scripted):
        texts = {f"d{i}": f"Line {i}." for i in range(150)}
        question = scripted.question(qrels=(Qrel("d100", 1),), exclude=frozenset({"d0"}))
        assert self.judged(scripted, question, texts) == Judgement((0,) * 99 + (1,))
        question = scripted.question(qrels=(Qrel("d101", 1),), exclude=frozenset({"d0"}))
        assert self.judged(scripted, question, texts) == Judgement((0,) * 100, (1,))
