import json
from dataclasses import replace

import pytest
from msgspec import structs

from eval.gate import baseline
from eval.gate.tolerances import Tolerance
from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.questions.eval_set import Evidence
from index.errors import InputError

TEXT = "Ann met Bob.\nBob left."
TOLERANCES = (Tolerance("RR", 0.02), Tolerance("RR", 0.1, "t"))


@pytest.fixture
def ask(scripted):
    """Asks two questions, or those that a test gives; gives the summary."""

    def build(*questions, text=TEXT, **script):
        questions = questions or (
            scripted.question("q1", "Who met?", evidence=(Evidence("a.txt", "Ann met"),)),
            scripted.question("q2", "Who sang?", answerable=False, line=2),
        )
        assistant = scripted.Assistant({"a.txt": text}, **script)
        return summarise(run(assistant, scripted.EvalSet("set.jsonl", questions)))

    return build


@pytest.fixture
def written(ask, tmp_path):
    path = tmp_path / "set.baseline.json"
    baseline.write(path, ask(), TOLERANCES)
    return path


class TestTheFile:
    def test_is_json_with_a_line_for_each_question(self, written):
        lines = written.read_text().splitlines()
        assert json.loads("\n".join(lines))["schema"] == "quoth.baseline/1"
        assert json.loads(lines[-4].removesuffix(","))["id"] == "q1"
        assert json.loads(lines[-3]) == {
            "id": "q2",
            "answerable": False,
            "rank": None,
            "values": {},
            "sentence_right": None,
            "answer_f1": None,
            "found": True,
            "certainty": "sure",
            "confidence": 0.5,
            "citations_valid": 1.0,
            "first": {
                "document": "a.txt",
                "start": 0,
                "end": 12,
                "highlight": [0, 12],
                "answer": None,
            },
            "names_only": False,
            "carried_f1": None,
        }

    def test_holds_no_text_of_the_documents(self, written):
        assert "Ann" not in written.read_text()

    def test_is_the_same_bytes_for_the_same_run(self, written, ask):
        before = written.read_bytes()
        baseline.write(written, ask(), TOLERANCES)
        assert written.read_bytes() == before

    def test_is_not_written_from_missing_answers(self, written, ask):
        before, summary = written.read_bytes(), ask()
        results = (summary.results[0], structs.replace(summary.results[1], failure="none"))
        with pytest.raises(InputError, match="not written: there is no answer to question 'q2'"):
            baseline.write(written, replace(summary, results=results), TOLERANCES)
        assert written.read_bytes() == before

    def test_is_beside_its_set(self, tmp_path):
        (tmp_path / "folder").mkdir()
        assert baseline.beside(tmp_path / "set.jsonl") == tmp_path / "set.baseline.json"
        assert baseline.beside(tmp_path / "folder") == tmp_path / "folder.baseline.json"


class TestReadingBack:
    def test_gives_the_results_with_the_texts_of_the_documents(self, written, ask):
        found = baseline.read(written)
        summary = ask()
        assert found.summary(summary, {"a.txt": TEXT}.get).results == summary.results
        found.check(summary, TOLERANCES)

    def test_other_documents_have_no_such_place(self, written, ask):
        other = ask(text=TEXT + "\nMore.")
        first = baseline.read(written).summary(other, {"a.txt": TEXT}.get).results[0].first
        assert (first.start, first.end, first.text) == (0, 12, None)

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ("quoth.baseline/1", "quoth.report/1", "not of the schema quoth.baseline/1"),
            ('"confidence": 0.5', '"confidence": NaN', "holds NaN"),
            ('"confidence": 0.5', '"confidence": 1.5', "the result of 'q1' is not whole"),
            ('"rank": 1', '"rank": 0', "the ranking of 'q1' is not whole"),
            ('"RR": 1.0', '"MRR": 1.0', "the ranking of 'q1' is not whole"),
            ('"RR": 1.0', '"RR": 2.0', "the ranking of 'q1' is not whole"),
            ('"id": "q2"', '"id": "q1"', "the question 'q1' is there twice"),
            ('"id": "q2"', '"id": 2', "a result has no id"),
            ('"depth": 100', '"depth": "100"', '"bound" is not whole'),
            ('"a.txt": "', '"a.txt": 3, "": "', '"bound" is not whole'),
            ('"model": "scripted"', '"model": []', '"under_test" is not whole'),
            ('"start": 0', '"start": 13', "the first passage of 'q1' is not whole"),
            ("{", "", "is no baseline"),
        ],
    )
    def test_what_is_not_whole_is_refused(self, written, old, new, problem):
        text = written.read_text()
        assert old in text
        written.write_text(text.replace(old, new, 1))
        with pytest.raises(InputError) as caught:
            baseline.read(written)
        assert str(caught.value).startswith(f"{written}: ")
        assert problem in str(caught.value)

    def test_a_missing_one_says_how_to_write_it(self, tmp_path):
        with pytest.raises(InputError, match=r"no baseline yet; write it with --update-baseline"):
            baseline.read(tmp_path / "none.json")


class TestWhatItIsBoundTo:
    def problem(self, written, summary, tolerances=TOLERANCES):
        with pytest.raises(InputError) as caught:
            baseline.read(written).check(summary, tolerances)
        assert str(caught.value).startswith(f"{written}: is no baseline of this: ")
        assert str(caught.value).endswith("then write it with --update-baseline")
        return str(caught.value).split(": ")[2].partition(";")[0]

    def test_a_dropped_question_is_named(self, written, ask, scripted):
        summary = ask(scripted.question("q2", "Who sang?", answerable=False))
        assert self.problem(written, summary) == "the set lacks question 'q1'"

    def test_new_questions_are_named(self, written, ask, scripted):
        names = ("q1", "q2", *"abcd")
        summary = ask(*(scripted.question(name, answerable=False) for name in names))
        said = "the set has the new questions 'a', 'b', 'c' and 1 more"
        assert self.problem(written, summary) == said

    def test_an_edited_label_is_noticed(self, written, ask, scripted):
        summary = ask(
            scripted.question("q1", "Who met?", evidence=(Evidence("a.txt", "Ann met"),)),
            scripted.question("q2", "Who sang?", answerable=False, tags=("new",)),
        )
        assert self.problem(written, summary) == "the questions or their labels are others"

    def test_an_edited_document_is_noticed(self, written, ask):
        assert (
            self.problem(written, ask(text=TEXT + " "))
            == "the documents are others (changed 'a.txt')"
        )

    def test_new_and_missing_documents_are_named(self, written, ask):
        summary = ask()
        documents = dict.fromkeys(("b.txt", *"cdef"), "0" * 12)
        binding = structs.replace(summary.binding, documents=documents)
        said = "the documents are others (new 'b.txt', 'c', 'd' and 2 more, missing 'a.txt')"
        assert self.problem(written, replace(summary, binding=binding)) == said

    def test_a_document_with_control_characters_is_named_safely(self, written, ask):
        summary = ask()
        documents = {**summary.binding.documents, "\x1b[2J": "0" * 12}
        problem = self.problem(
            written, replace(summary, binding=structs.replace(summary.binding, documents=documents))
        )
        assert "\x1b" not in problem

    def test_so_are_other_tolerances(self, written, ask):
        said = "the tolerances of the gate are others"
        assert self.problem(written, ask(), TOLERANCES[:1]) == said

    def test_so_is_another_way_to_ask(self, written, ask):
        summary = ask()
        binding = structs.replace(summary.binding, context=False)
        said = "the questions are asked otherwise (context)"
        assert self.problem(written, replace(summary, binding=binding)) == said
        binding = structs.replace(summary.binding, depth=5)
        said = "the ranking is judged to rank 5, not to 100"
        assert self.problem(written, replace(summary, binding=binding)) == said

    def test_another_model_or_other_weights_are_what_is_tested(self, written, ask):
        summary = ask()
        under_test = {**summary.under_test, "model": "other", "weight of words": 9}
        baseline.read(written).check(replace(summary, under_test=under_test), TOLERANCES)

    def test_where_a_question_stands_in_its_file_is_nothing_to_it(self, written, ask, scripted):
        summary = ask(
            scripted.question("q1", "Who met?", evidence=(Evidence("a.txt", "Ann met"),), line=7),
            scripted.question("q2", "Who sang?", answerable=False, line=9),
        )
        baseline.read(written).check(summary, TOLERANCES)
