import json
from dataclasses import replace

import pytest

from assistant.records.answers import IndexName
from assistant.records.converting import answer_record
from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.judging.stored_answers import judge_answers
from eval.questions.eval_set import Evidence
from index.errors import InputError

DOCUMENTS = {"a.txt": "Ann met Bob.\nIt rained.\nBob left.\nNobody came."}


@pytest.fixture
def eval_set(scripted):
    questions = (
        scripted.question("q1", "Who met?", evidence=(Evidence("a.txt", "Ann met"),)),
        scripted.question("q2", "Who left?", evidence=(Evidence("a.txt", "Bob left"),), line=2),
        scripted.question("q3", "Who sang?", answerable=False, line=3),
    )
    return scripted.EvalSet("set.jsonl", questions)


@pytest.fixture
def assistant(scripted):
    return scripted.Assistant(
        DOCUMENTS,
        ranks={"Who left?": ["It rained.", "Bob left."]},
        confidences={"Who met?": 0.8, "Who sang?": 0.2},
    )


@pytest.fixture
def answers(assistant, eval_set):
    """The records that a batch of the set gives, which tests change."""
    return [
        answer_record(
            assistant.compose(assistant.retrieve(question.text)),
            IndexName("f1", "scripted"),
            question_id=question.id,
        ).fields()
        for question in eval_set.questions
    ]


@pytest.fixture
def judged(scripted, tmp_path, eval_set):
    def judge(records, documents=DOCUMENTS, questions=eval_set.questions):
        path = scripted.write_lines(tmp_path / "answers.jsonl", *records)
        asked = replace(eval_set, questions=tuple(questions))
        return summarise(judge_answers(path, asked, documents))

    return judge


class TestJudging:
    def test_a_batch_comes_to_the_same_as_asking(self, judged, answers, assistant, eval_set):
        live = summarise(run(assistant, eval_set))
        assert judged(answers).results == live.results
        assert judged(reversed(answers)).results == live.results

    def test_words_and_certainties_are_those_of_the_records(self, judged, answers, eval_set):
        # By hand: q1 says "Ann met Bob" of "Bob", right and sure; q2 is wrong though sure, whatever
        # its words; q3, which nothing answers, is no answer.
        questions = eval_set.questions
        labelled = [replace(q, answers=("Bob",)) if q.answerable else q for q in questions]
        for record, words in ((answers[0], "Ann met Bob"), (answers[1], "It rained")):
            highlight = record["passages"][0]["highlight"]
            start, end = highlight["start"], highlight["start"] + len(words)
            highlight["answer"] = {"start": start, "end": end, "text": words}
        summary = judged(answers, questions=labelled)
        assert [(r.answer_f1, r.certainty) for r in summary.results] == [
            (0.5, "sure"),  # one word of three, and of one
            (0.0, "sure"),
            (None, "no"),
        ]
        names = ("answer words", "sure", "wrong though sure")
        measures = {name: summary.overall.measure(name) for name in names}
        assert {name: (found.value, found.n) for name, found in measures.items()} == {
            "answer words": (0.25, 2),
            "sure": (1, 2),
            "wrong though sure": (0.5, 2),
        }

    def test_records_without_a_certainty_have_that_of_their_confidence(self, judged, answers):
        for record in answers:
            del record["certainty"]
        answers[1]["confidence"] = 0.3
        certainties = [result.certainty for result in judged(answers).results]
        assert certainties == ["sure", "unsure", "no"]

    def test_it_is_as_deep_as_the_answers(self, judged, answers):
        assert judged(answers).binding.depth == 4

    def test_a_missing_answer_counts_as_wrong_and_is_named(self, judged, answers):
        summary = judged(answers[:1])
        assert [(result.id, result.failure) for result in summary.failures] == [
            ("q2", "the file of answers has none"),
            ("q3", "the file of answers has none"),
        ]
        value = summary.overall.value
        assert (value("RR"), value("refused"), value("false answers")) == (0.5, 0.5, 1)
        assert (value("sentence right"), value("citations valid")) == (0.5, pytest.approx(1 / 3))

    def test_so_does_an_error_record_with_what_it_says(self, judged, answers):
        error = {"code": "internal", "message": "out of \x1b memory"}
        answers[1] = {"schema": "quoth.error/1", "id": "q2", "line": 2, "error": error}
        [failed] = judged(answers).failures
        assert (failed.id, failed.failure) == ("q2", r"it failed: out of \x1b memory")

    def test_a_citation_that_does_not_hold_any_more_is_invalid(self, judged, answers):
        changed = {"a.txt": DOCUMENTS["a.txt"].replace("Nobody", "No-one")}
        assert judged(answers, changed).overall.value("citations valid") == 0.75

    def test_evidence_that_no_answer_holds_is_missed(self, judged, answers):
        for record in answers:
            record["passages"] = record["passages"][:1]
        summary = judged(answers)
        assert summary.results[1].rank is None
        assert summary.unplaced == ()  # it may lie in a passage that nobody has seen


class TestRefusal:
    def problem(self, judged, records, **options):
        with pytest.raises(InputError) as caught:
            judged(records, **options)
        return str(caught.value)

    def test_two_answers_to_a_question(self, judged, answers):
        said = self.problem(judged, [*answers, answers[0]])
        assert said.endswith("answers.jsonl, line 4: the id 'q1' is that of line 1 already")

    def test_an_answer_to_no_question_of_the_set(self, judged, answers):
        answers[0]["id"] = "q9"
        said = self.problem(judged, answers)
        assert said.endswith("line 1: the id 'q9' is that of no question in the set")

    def test_an_answer_to_a_question_that_was_edited(self, judged, answers):
        answers[0]["question"] = "Who meets?"
        said = self.problem(judged, answers)
        assert said.endswith("line 1: answers another question than 'q1' asks in the set")

    def test_answers_from_two_indexes(self, judged, answers):
        answers[2]["index"]["fingerprint"] = "f2"
        assert "line 3: comes from another index than line 1" in self.problem(judged, answers)

    def test_what_is_no_answer_record(self, judged, answers):
        del answers[1]["confidence"]
        assert "line 2: the answer has no proper confidence" in self.problem(judged, answers)

    def test_nan(self, judged, answers):
        answers[1]["confidence"] = float("nan")
        assert "NaN" in json.dumps(answers)
        assert "line 2: holds NaN" in self.problem(judged, answers)

    def test_no_answer_at_all(self, judged):
        assert "holds no answer" in self.problem(judged, [])

    def test_evidence_that_is_not_in_its_document_any_more(self, judged, answers):
        changed = {"a.txt": DOCUMENTS["a.txt"].replace("Bob left", "Bob went")}
        said = self.problem(judged, answers, documents=changed)
        assert said == "set.jsonl, line 2: the quote 'Bob left' is not in 'a.txt'"

    def test_a_set_that_leaves_documents_out(self, scripted, tmp_path, answers):
        question = scripted.question("q1", "Who met?", answerable=False, exclude=frozenset("b"))
        path = scripted.write_lines(tmp_path / "answers.jsonl", answers[0])
        with pytest.raises(InputError, match=r"line 1: .*stored answers did not"):
            judge_answers(path, scripted.EvalSet("s", (question,)), DOCUMENTS)
