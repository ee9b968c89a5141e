import json

from assistant.conversation import Exchange
from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.reports.record import to_record
from eval.reports.report import Report
from index.files.json_lines import dump


def record_of(summary):
    return json.loads(dump(to_record(Report(summary))))


class TestRecord:
    def test_says_of_each_question_what_was_asked_and_what_came_of_it(self, summary):
        assert record_of(summary)["questions"][0] == {
            "id": "q1",
            "answerable": True,
            "rank": 1,
            "values": {"nDCG@10": 1, "Success@1": 1, "R@3": 1, "R@5": 1, "RR": 1},
            "sentence_right": True,
            "answer_f1": None,
            "found": True,
            "certainty": "sure",
            "confidence": 0.8,
            "citations_valid": 1.0,
            "first": {
                "document": "a.txt",
                "start": 0,
                "end": 12,
                "highlight": [0, 12],
                "answer": None,
                "text": "Ann met Bob.",
            },
            "names_only": False,
            "carried_f1": None,
            "question": "Who met?",
            "file": "set.jsonl",
            "line": 1,
            "tags": ["t"],
            "documents": ["a.txt"],
            "carried": [],
            "unplaced": [],
            "failure": None,
            "reciprocal_rank": 1.0,
            "first_passage_right": True,
        }

    def test_tells_a_wrong_first_passage_from_a_question_that_has_no_right_one(self, summary):
        named = ("id", "rank", "reciprocal_rank", "first_passage_right", "sentence_right", "found")
        questions = record_of(summary)["questions"]
        assert [tuple(question[name] for name in named) for question in questions[1:3]] == [
            ("q2", 2, 0.5, False, False, True),
            ("q3", None, None, None, None, False),
        ]

    def test_counts_questions_by_what_is_known_of_them(self, summary):
        counts = {"questions": 5, "answerable": 3, "unanswerable": 1, "unknown": 1}
        assert record_of(summary)["counts"] == counts

    def test_measures_all_questions_and_each_slice(self, summary):
        record = record_of(summary)
        assert record["measures"]["RR"]["mean"] == 0.5  # 1, 1/2 and 0
        assert record["measures"]["RR"]["n"] == 3
        assert record["slices"]["t"]["questions"] == 2
        assert record["slices"]["t"]["measures"]["RR"]["mean"] == 1

    def test_tells_what_each_coverage_costs(self, summary):
        # By confidence: q1 right, q2 wrong, q5 wrong, q3 unanswerable; of q4 it is not known.
        table = record_of(summary)["risk_coverage"]
        assert [row["coverage"] for row in table] == [1.0, 0.9, 0.8, 0.7, 0.6, 0.5]
        assert table[0] == {"coverage": 1.0, "threshold": 0.2, "answered": 4, "risk": 0.75}
        assert table[-1] == {"coverage": 0.5, "threshold": 0.6, "answered": 2, "risk": 0.5}

    def test_names_the_words_that_a_question_carried(self, scripted):
        assistant = scripted.Assistant({"a": "One."}, carries={"Why?": ("Ann",)})
        question = scripted.question(text="Why?", history=(Exchange("Who is Ann?"),))
        record = record_of(summarise(run(assistant, scripted.EvalSet("s", (question,)))))
        assert record["questions"][0]["carried"] == ["Ann"]

    def test_says_how_it_was_searched(self, scripted):
        assistant = scripted.Assistant({"a": "One."})
        questions = scripted.EvalSet("s", (scripted.question(),))
        found = run(assistant, questions, context=False, exclude_answered=True)
        settings = {"context": False, "rewritten": False, "exclude_answered": True}
        assert record_of(summarise(found))["settings"] == settings

    def test_names_evidence_that_lies_in_no_passage(self, summary):
        assert record_of(summary)["unplaced"] == [{"id": "q5", "quote": "b.\nBo"}]

    def test_what_has_no_value_is_null_not_nan(self, summary):
        slices = record_of(summary)["slices"]
        empty = {"mean": None, "low": None, "high": None, "n": 0}
        assert slices["[red]\x1b[2J"]["measures"]["nDCG@10"] == empty

    def test_is_the_same_bytes_for_the_same_run(self, summary):
        again = dump(record_of(summary))
        assert dump(record_of(summary)) == again
        assert json.loads(again) == record_of(summary)
