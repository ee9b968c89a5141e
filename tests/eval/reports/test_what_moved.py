"""What moved, told by every format: the worst first, both passages side by side."""

import re
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from eval.gate.comparison import compare
from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.questions.eval_set import Evidence
from eval.reports.annotations import annotations
from eval.reports.html import html
from eval.reports.junit import junit
from eval.reports.markdown import markdown
from eval.reports.record import to_record
from eval.reports.report import Report
from eval.reports.terminal import show


@pytest.fixture
def shown(report):
    console = Console(width=80, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        show(report, console)
    return captured.get()


@pytest.fixture
def answering(scripted):
    """A report of a question whose first passage had words that answer."""

    def summary(rank):
        assistant = scripted.Assistant(
            {"a.txt": "Ann met Bob.\nBob left."}, ranks=rank, words={"Ann met Bob.": "Bob"}
        )
        questions = (scripted.question("q1", "Who met?", evidence=(Evidence("a.txt", "Ann"),)),)
        return summarise(run(assistant, scripted.EvalSet("set.jsonl", questions)))

    before, now = summary({}), summary({"Who met?": ["Bob left."]})
    return Report(now, compare("the baseline", before, now), None)


class TestTerminal:
    def test_it_comes_before_the_tables(self, shown):
        lines = [line.rstrip() for line in shown.splitlines()]
        assert lines[2:11] == [
            "Against the baseline: 2 questions moved, 1 for the worse",
            "  model: old → new",
            "",
            "q1: rank 1 → 2, sentence right → wrong",
            "Who met?",
            "  before                                  now",
            "  Ann met Bob. — a.txt [0, 12)            Bob left. — a.txt [13, 22)",
            "",
            "q3: sure → not found",
        ]

    def test_a_measure_stands_beside_what_it_was(self, shown):
        [row] = [line.split() for line in shown.splitlines() if line.startswith("Success@1")]
        assert row[:3] == ["Success@1", "0.500", "0.000"]

    def test_the_verdict_is_the_end(self, shown):
        assert shown.splitlines()[-2:] == [
            "Gate failed: 1 of 4 checks do not hold",
            "  q1 regressed: rank 1 → 2, sentence right → wrong",
        ]

    def test_underlines_the_words_that_answer(self, answering):
        console = Console(width=80, force_terminal=True, color_system="standard")
        with console.capture() as captured:
            show(answering, console)
        assert "\x1b[1mAnn met \x1b[0m\x1b[1;4mBob\x1b[0m\x1b[1m.\x1b[0m" in captured.get()


class TestMarkdown:
    def test_it_comes_before_the_tables(self, report):
        lines = markdown(report).splitlines()
        assert lines[:16] == [
            "# Gate failed: 1 of 4 checks do not hold",
            "",
            "- set.jsonl: 3 questions, 2 answerable, 1 unanswerable",
            "- ✗ q1 regressed: rank 1 → 2, sentence right → wrong",
            "",
            "## Against the baseline: 2 questions moved, 1 for the worse",
            "",
            "- model: old → new",
            "",
            "**q1**: ▼ rank 1 → 2, sentence right → wrong",
            "",
            "> Who met?",
            "",
            "| before | now |",
            "|---|---|",
            r"| **Ann met Bob.** — a.txt \[0, 12) | **Bob left.** — a.txt \[13, 22) |",
        ]
        assert lines.index("## All questions") > lines.index("**q3**: △ sure → not found")
        assert lines.index("## By tag") > lines.index("## All questions")

    def test_sets_the_words_that_answer_off_in_their_sentence(self, answering):
        assert "| **Ann met *Bob*.** — a.txt" in markdown(answering)


class TestHtml:
    def test_marks_the_sentence_that_answers_on_both_sides(self, report):
        sides = re.findall(r"<em>(before|now)</em><p>(.*?)</p>", html(report))
        assert [(side, text.strip()) for side, text in sides[:2]] == [
            ("before", "<mark>Ann met Bob.</mark>"),
            ("now", "<mark>Bob left.</mark>"),
        ]

    def test_sets_the_words_that_answer_off_in_their_sentence(self, answering):
        assert "<p> <mark>Ann met <b>Bob</b>.</mark> </p>" in html(answering)

    def test_has_a_picture_of_the_slices_and_of_risk_by_coverage(self, report):
        pictures = re.findall(r'<svg role="img" aria-label="([^"]*)"', html(report))
        assert pictures == [
            "Success@1 of each slice",
            "nDCG@10 of each slice",
            "false answers of each slice",
            "Risk by coverage",
        ]

    def test_every_picture_is_well_formed(self, report):
        for picture in re.findall(r"<svg.*?</svg>", html(report), re.DOTALL):
            ET.fromstring(picture)


class TestJunit:
    def test_a_case_fails_for_each_check_that_does_not_hold(self, report):
        root = ET.fromstring(junit(report))
        gate, questions = root.findall("testsuite")
        assert (gate.get("tests"), gate.get("failures")) == ("4", "1")
        assert (questions.get("tests"), questions.get("errors")) == ("3", "0")
        [failed] = [case for case in gate if case.find("failure") is not None]
        assert failed.attrib == {
            "classname": "gate",
            "name": "must not regress: q1",
            "file": "set.jsonl",
            "line": "1",
        }
        assert questions[2].findtext("system-out") == "Who sang?: sure → not found"


class TestAnnotations:
    def test_an_error_points_at_the_line_of_the_question(self, report):
        assert list(annotations(report)) == [
            (
                "::error file=set.jsonl,line=1,title=gate failed::"
                "q1 regressed: rank 1 → 2, sentence right → wrong"
            ),
            (
                "::error file=set.jsonl,line=1,title=q1 regressed::"
                "rank 1 → 2, sentence right → wrong: Who met?"
            ),
        ]


class TestRecord:
    def test_tells_what_moved_and_the_verdict(self, report):
        record = to_record(report)
        moved = record["comparison"]["moved"]
        assert [(m["id"], m["regression"], m["loss"]) for m in moved] == [
            ("q1", True, pytest.approx(1.36907)),  # 1 - 1 / log2(3), and the sentence
            ("q3", False, -1),
        ]
        assert record["comparison"]["measures"]["Success@1"]["now"] == 0
        assert record["verdict"]["passed"] is False
        broken = [check for check in record["verdict"]["checks"] if not check["holds"]]
        assert [check["name"] for check in broken] == ["must not regress: q1"]
