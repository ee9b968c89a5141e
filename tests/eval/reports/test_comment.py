"""A comment on a pull request: the verdict first, and no more than people read."""

import pytest
from msgspec import structs

from eval.gate.comparison import compare
from eval.gate.gate import Gate
from eval.gate.tolerances import Tolerance
from eval.judging.relevance import Judgement
from eval.judging.scoring import score
from eval.measures.binding import Binding
from eval.measures.summary import Summary
from eval.reports.comment import comment
from eval.reports.report import Report


@pytest.fixture
def many(scripted):
    """A report of 40 questions of which 20 got worse; every slice of them is gated."""

    def summary(wrong):
        results = [
            scripted.outcome(
                scripted.question(f"q{n}", "Why? " * 60, tags=(f"t{n % 12}",)),
                Judgement((0, 1) if n < wrong else (1,)),
            )
            for n in range(40)
        ]
        return Summary.of("set.jsonl", tuple(score(results)), Binding("q", {}, 10), {})

    before, now = summary(0), summary(20)
    comparison = compare("the baseline", before, now)
    tolerances = tuple(Tolerance("RR", 0.02, f"t{n}") for n in range(12))
    return Report(now, comparison, Gate((), tolerances).check(now, comparison))


class TestComment:
    def test_says_what_failed_what_it_came_to_and_what_moved(self, report):
        assert comment(report).splitlines() == [
            "### ❌ Gate failed: 1 of 4 checks do not hold",
            "",
            "set.jsonl: 3 questions, 2 answerable, 1 unanswerable",
            "",
            "- q1 regressed: rank 1 → 2, sentence right → wrong",
            "",
            "| measure | before | now | |",
            "|---|--:|--:|---|",
            "| nDCG@10 | 0.815 | 0.631 | ▼ |",
            "| Success@1 | 0.500 | 0.000 | ▼ |",
            "| R@5 | 1.000 | 1.000 |  |",
            "| sentence right | 0.500 | 0.000 | ▼ |",
            "| refused | 0.000 | 0.000 |  |",
            "| false answers | 1.000 | 0.000 | ▲ |",
            "",
            "Against the baseline: 2 questions moved, 1 for the worse:",
            "",
            "- q1: rank 1 → 2, sentence right → wrong",
        ]

    def test_is_short_however_much_there_is_to_tell(self, many):
        text = comment(many)
        assert len(text.splitlines()) <= 35
        assert len(text) <= 3_000
        assert "- … and 15 more" in text

    def test_without_a_gate_it_is_what_was_measured(self, report):
        lines = comment(Report(report.summary)).splitlines()
        assert lines[0] == "### Not gated"
        assert "| Success@1 | 0.000 |" in lines

    def test_a_gate_that_passed_says_so(self, report):
        now = report.summary
        verdict = Gate((), (), ("q2",)).check(now, compare("b", now, now))
        passed = Report(now, compare("b", now, now), verdict)
        assert comment(passed).startswith("### ✅ Gate passed: 1 check\n")

    def test_no_text_of_others_is_markup(self, hostile):
        text = comment(hostile)
        assert "<script>" not in text
        assert "\x1b" not in text
        assert all(
            line.count("::error") == 0 or not line.startswith("::") for line in text.split("\n")
        )

    def test_a_question_of_unknown_answers_counts_nowhere(self, report):
        silent = [
            structs.replace(result, answerable=None, values={}) for result in report.summary.results
        ]
        summary = Summary.of("s", tuple(silent), report.summary.binding, {})
        assert "| refused" not in comment(Report(summary))
