import io
import json

import pytest
from rich.console import Console

from assistant.conversation import Exchange
from eval.dataset import Evidence
from eval.harness import run
from eval.report import show, summarise, to_record
from index.json_lines import dump


@pytest.fixture
def report(scripted):
    assistant = scripted.Assistant(
        {"a.txt": "Ann met Bob.\nBob left.\nIt rained."},
        ranks={"Who left?": ["It rained.", "Bob left."]},
        confidences={"Who met?": 0.8, "Who left?": 0.6, "Who sang?": 0.2},
    )
    questions = (
        scripted.question("q1", "Who met?", evidence=(Evidence("a.txt", "Ann met"),), tags=("t",)),
        scripted.question("q2", "Who left?", evidence=(Evidence("a.txt", "Bob left"),)),
        scripted.question("q3", "Who sang?", answerable=False, tags=("t", "[red]\x1b[2J")),
        scripted.question("q4", "Eh?", answerable=None),
        scripted.question("q5", "Across?", evidence=(Evidence("a.txt", "b.\nBo"),)),
    )
    return summarise(run(assistant, scripted.EvalSet("set.jsonl", questions)))


def shown(report, width):
    out = io.StringIO()
    show(report, Console(file=out, width=width, markup=False, highlight=False, emoji=False))
    return out.getvalue()


class TestRecord:
    def test_has_a_record_for_each_question(self, report):
        record = to_record(report)
        assert record["schema"] == "quoth.report/1"
        assert record["questions"][:3] == [
            {
                "id": "q1",
                "answerable": True,
                "rank": 1,
                "reciprocal_rank": 1.0,
                "first_passage_right": True,
                "sentence_right": True,
                "carried": [],
                "found": True,
                "confidence": 0.8,
            },
            {
                "id": "q2",
                "answerable": True,
                "rank": 2,
                "reciprocal_rank": 0.5,
                "first_passage_right": False,
                "sentence_right": False,
                "carried": [],
                "found": True,
                "confidence": 0.6,
            },
            {
                "id": "q3",
                "answerable": False,
                "rank": None,
                "reciprocal_rank": None,
                "first_passage_right": None,
                "sentence_right": None,
                "carried": [],
                "found": False,
                "confidence": 0.2,
            },
        ]

    def test_counts_questions_by_what_is_known_of_them(self, report):
        counts = {"questions": 5, "answerable": 3, "unanswerable": 1, "unknown": 1}
        assert to_record(report)["counts"] == counts

    def test_measures_all_questions_and_each_slice(self, report):
        record = to_record(report)
        assert record["measures"]["RR"]["mean"] == 0.5  # 1, 1/2 and 0
        assert record["measures"]["RR"]["n"] == 3
        assert record["slices"]["t"]["questions"] == 2
        assert record["slices"]["t"]["measures"]["RR"]["mean"] == 1

    def test_tells_what_each_coverage_costs(self, report):
        # By confidence: q1 right, q2 wrong, q5 wrong, q3 unanswerable; of q4 it is not known.
        table = to_record(report)["risk_coverage"]
        assert [row["coverage"] for row in table] == [1.0, 0.9, 0.8, 0.7, 0.6, 0.5]
        assert table[0] == {"coverage": 1.0, "threshold": 0.2, "answered": 4, "risk": 0.75}
        assert table[-1] == {"coverage": 0.5, "threshold": 0.6, "answered": 2, "risk": 0.5}

    def test_names_the_words_that_a_question_carried(self, scripted):
        assistant = scripted.Assistant({"a": "One."}, carries={"Why?": ("Ann",)})
        question = scripted.question(text="Why?", history=(Exchange("Who is Ann?"),))
        record = to_record(summarise(run(assistant, scripted.EvalSet("s", (question,)))))
        assert record["questions"][0]["carried"] == ["Ann"]

    def test_says_how_it_was_searched(self, scripted):
        assistant = scripted.Assistant({"a": "One."})
        questions = scripted.EvalSet("s", (scripted.question(),))
        found = run(assistant, questions, context=False, exclude_answered=True)
        settings = {"context": False, "rewritten": False, "exclude_answered": True}
        assert to_record(summarise(found))["settings"] == settings
        assert shown(summarise(found), 80).splitlines()[1:3] == [
            "searched without history",
            "answers of earlier turns left out of the ranking",
        ]

    def test_names_evidence_that_lies_in_no_passage(self, report):
        assert to_record(report)["unplaced"] == [{"id": "q5", "quote": "b.\nBo"}]

    def test_what_has_no_value_is_null_not_nan(self, report):
        slices = to_record(report)["slices"]
        empty = {"mean": None, "low": None, "high": None, "n": 0}
        assert slices["[red]\x1b[2J"]["measures"]["nDCG@10"] == empty

    def test_is_the_same_bytes_for_the_same_run(self, report):
        again = dump(to_record(summarise(report.run)))
        assert dump(to_record(report)) == again
        assert json.loads(again) == to_record(report)


class TestTable:
    def test_says_what_was_measured(self, report):
        lines = shown(report, 100).splitlines()
        assert lines[0] == "set.jsonl: 5 questions, 3 answerable, 1 unanswerable"
        assert lines[1] == "1 left out: not known whether anything answers them"
        assert ["RR", "0.500", "0.000", "to", "1.000", "3"] in [line.split() for line in lines]
        assert lines[-1] == "  q5: b. Bo"

    def test_shows_risk_and_coverage_below_the_measures(self, report):
        rows = [line.split() for line in shown(report, 100).splitlines()]
        head = rows.index(["coverage", "threshold", "answered", "risk"])
        assert rows[head - 2][0] == "calibration"
        assert rows[head + 1] == ["100", "%", "0.200", "4", "0.750"]
        assert rows[head + 6] == ["50", "%", "0.600", "2", "0.500"]

    def test_has_no_risk_where_nothing_is_judged(self, scripted):
        question = scripted.question(answerable=None)
        found = run(scripted.Assistant({"a": "One."}), scripted.EvalSet("s", (question,)))
        assert "coverage" not in shown(summarise(found), 100)

    @pytest.mark.parametrize("width", [20, 40, 80, 200])
    def test_fits_its_width(self, report, width):
        assert max(map(len, shown(report, width).splitlines())) <= width

    def test_nothing_in_it_steers_a_terminal(self, report):
        text = shown(report, 200)
        assert "\x1b" not in text
        assert "[red]\\x1b[2J" in text
