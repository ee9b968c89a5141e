import json

import pytest

from assistant.conversation import Exchange
from eval.questions.eval_set import Evidence, Qrel
from eval.questions.loading import load
from index.errors import InputError


def record(**changes):
    return {
        "id": "q1",
        "question": "Who?",
        "evidence": [{"document": "a.txt", "quote": "Ann"}],
    } | changes


class TestEvalFile:
    def test_has_every_label_of_its_records(self, scripted, tmp_path):
        path = scripted.write_lines(
            tmp_path / "set.jsonl",
            record(
                history=["Where?", {"question": "When?", "answer": "Now."}],
                evidence=[{"document": "a.txt", "quote": "Ann", "prefix": "Dear "}],
                answers=["ann", " "],
                rewrite="Who is Ann?",
                exclude=["b.txt"],
                tags=["follow-up", "hard"],
            ),
        )
        [question] = load(path).questions
        assert question.history == (Exchange("Where?"), Exchange("When?", "Now."))
        assert question.evidence == (Evidence("a.txt", "Ann", "Dear "),)
        assert question.answers == ("ann",)
        assert question.rewrite == "Who is Ann?"
        assert question.exclude == {"b.txt"}
        assert question.tags == ("follow-up", "hard")
        assert question.answerable is True

    def test_an_empty_evidence_means_unanswerable(self, scripted, tmp_path):
        path = scripted.write_lines(tmp_path / "set.jsonl", record(evidence=[]))
        assert load(path).questions[0].answerable is False

    def test_blank_lines_and_a_byte_order_mark_are_passed_over(self, tmp_path):
        path = tmp_path / "set.jsonl"
        path.write_bytes(b"\xef\xbb\xbf" + json.dumps(record()).encode() + b"\r\n\r\n  \n")
        assert [question.id for question in load(path).questions] == ["q1"]

    @pytest.mark.parametrize("content", [b"", b"\n", b" \n\t\n"])
    def test_without_a_question_it_is_refused(self, tmp_path, content):
        path = tmp_path / "set.jsonl"
        path.write_bytes(content)
        with pytest.raises(InputError, match="holds no question"):
            load(path)

    def test_that_is_missing_is_named(self, tmp_path):
        with pytest.raises(InputError, match=r"none\.jsonl: no such eval set"):
            load(tmp_path / "none.jsonl")

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ('{"id": "q2"', "not JSON"),
            ('{"id": "q2", "question": NaN}', "holds NaN"),
            ("[1]", "not a JSON object"),
            ('{"id": "q1", "question": "?", "evidence": []}', "the id 'q1' is that of line 1"),
            ('{"question": "?", "evidence": []}', 'lacks "id"'),
            ('{"id": "q2", "question": " ", "evidence": []}', 'lacks "question"'),
            ('{"id": "q2", "question": "?"}', 'lacks "evidence"'),
            ('{"id": "q2", "question": "?", "evidence": [1]}', "not a list of objects"),
            ('{"id": "q2", "question": "?", "evidence": [{"quote": "x"}]}', 'lacks "document"'),
            ('{"id": "q2", "question": "?", "evidence": [], "tags": "x"}', '"tags" is not a list'),
            ('{"id": "q2", "question": "?", "evidence": [], "history": [1]}', '"history"'),
            ('{"id": "q2", "question": "?", "evidence": [], "answerable": true}', "contradicts"),
        ],
    )
    def test_a_bad_line_is_named_with_its_file(self, tmp_path, line, problem):
        path = tmp_path / "set.jsonl"
        path.write_text(json.dumps(record()) + "\n" + line + "\n")
        with pytest.raises(InputError) as caught:
            load(path)
        assert f"{path}, line 2: " in str(caught.value)
        assert problem in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_a_draft_keeps_the_set_from_being_measured(self, scripted, tmp_path):
        records = record(), record(id="q2", tags=["draft"]), record(id="q3", tags=["draft"])
        path = scripted.write_lines(tmp_path / "set.jsonl", *records)
        with pytest.raises(InputError) as caught:
            load(path)
        assert str(caught.value).startswith(f"{path}, line 2: the first of 2 drafts, which nobody")

    def test_evidence_may_not_lie_in_an_excluded_document(self, scripted, tmp_path):
        path = scripted.write_lines(tmp_path / "set.jsonl", record(exclude=["a.txt"]))
        with pytest.raises(InputError, match="leaves out a document of its own"):
            load(path)


class TestBeirFolder:
    CORPUS = ({"_id": "d1", "text": "One."}, {"_id": "d2", "text": "Two."})

    def folder(self, scripted, tmp_path, queries, qrels):
        return scripted.write_folder(tmp_path / "beir", self.CORPUS, queries, qrels)

    def test_brings_its_corpus_and_judgements(self, scripted, tmp_path):
        folder = self.folder(
            scripted,
            tmp_path,
            [{"_id": "q1", "text": "?", "history": ["Before?"], "answers": ["one"]}],
            [("q1", "d1", 2), ("q1", "d2", 0)],
        )
        eval_set = load(folder)
        assert eval_set.corpus == folder / "corpus.jsonl"
        assert eval_set.questions[0].qrels == (Qrel("d1", 2),)
        assert eval_set.questions[0].history == (Exchange("Before?"),)

    def test_answerability_is_as_stated_else_by_judgements_else_unknown(self, scripted, tmp_path):
        folder = self.folder(
            scripted,
            tmp_path,
            [
                {"_id": "stated", "text": "?", "answerable": False},
                {"_id": "judged", "text": "?"},
                {"_id": "unknown", "text": "?"},
                {"_id": "unjudged", "text": "?", "answerable": True},
            ],
            [("judged", "d1", 1), ("stated", "d1", 1)],
        )
        questions = load(folder).questions
        assert [question.answerable for question in questions] == [False, True, None, True]
        assert questions[0].qrels == ()

    def test_an_excluded_document_is_not_judged(self, scripted, tmp_path):
        queries = [{"_id": "q1", "text": "?", "exclude": ["d2"]}]
        folder = self.folder(scripted, tmp_path, queries, [("q1", "d1", 1), ("q1", "d2", 1)])
        assert load(folder).questions[0].qrels == (Qrel("d1", 1),)

    def test_without_its_three_files_it_is_refused(self, tmp_path):
        (tmp_path / "corpus.jsonl").write_text("{}")
        with pytest.raises(InputError, match=r"lacks queries\.jsonl, qrels\.tsv"):
            load(tmp_path)

    def test_without_a_question_it_is_refused(self, scripted, tmp_path):
        with pytest.raises(InputError, match=r"queries\.jsonl: holds no question"):
            load(self.folder(scripted, tmp_path, [], []))

    def test_without_a_judgement_it_is_refused(self, scripted, tmp_path):
        with pytest.raises(InputError, match=r"qrels\.tsv: judges no question"):
            load(self.folder(scripted, tmp_path, [{"_id": "q1", "text": "?"}], []))

    @pytest.mark.parametrize(
        ("row", "problem"),
        [
            (("q1", "d9", 1), "the document 'd9' is not in corpus.jsonl"),
            (("q9", "d1", 1), "the question 'q9' is not in queries.jsonl"),
            (("q1", "d1", "nan"), "the score 'nan' is not a whole number"),
            (("q1", "d1"), "does not hold query-id, corpus-id and score"),
            (("q1", "d2", 1), "'d2' is judged twice"),
        ],
    )
    def test_a_bad_judgement_is_named_with_its_line(self, scripted, tmp_path, row, problem):
        queries = [{"_id": "q1", "text": "?"}]
        folder = self.folder(scripted, tmp_path, queries, [("q1", "d2", 1), row])
        with pytest.raises(InputError) as caught:
            load(folder)
        assert "qrels.tsv, line 3: " in str(caught.value)
        assert problem in str(caught.value)

    def test_judgements_without_a_header_are_refused(self, scripted, tmp_path):
        folder = self.folder(scripted, tmp_path, [{"_id": "q1", "text": "?"}], [])
        (folder / "qrels.tsv").write_text("q1\td1\t1\n")
        with pytest.raises(InputError, match="line 1: lacks the header line"):
            load(folder)
