import io

import pytest
from rich.console import Console

from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.reports.report import Report
from eval.reports.terminal import show


def shown(summary, width):
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False, highlight=False, emoji=False)
    show(Report(summary), console)
    return out.getvalue()


class TestTable:
    def test_says_what_was_measured(self, summary):
        lines = shown(summary, 100).splitlines()
        assert lines[0] == "set.jsonl: 5 questions, 3 answerable, 1 unanswerable"
        assert lines[1] == "1 left out: not known whether anything answers them"
        assert ["RR", "0.500", "0.070", "to", "0.930", "3"] in [line.split() for line in lines]
        assert lines[-1] == "  q5: b. Bo"

    def test_says_how_it_was_searched(self, scripted):
        questions = scripted.EvalSet("s", (scripted.question(),))
        assistant = scripted.Assistant({"a": "One."})
        found = run(assistant, questions, context=False, exclude_answered=True)
        assert shown(summarise(found), 80).splitlines()[1:3] == [
            "searched without history",
            "answers of earlier turns left out of the ranking",
        ]

    def test_shows_risk_and_coverage_below_the_measures(self, summary):
        rows = [line.split() for line in shown(summary, 100).splitlines()]
        head = rows.index(["coverage", "threshold", "answered", "risk"])
        assert rows[head - 3][0] == "marks"
        assert rows[head + 1] == ["100", "%", "0.200", "4", "0.750"]
        assert rows[head + 6] == ["50", "%", "0.600", "2", "0.500"]

    def test_has_no_risk_where_nothing_is_judged(self, scripted):
        question = scripted.question(answerable=None)
        found = run(scripted.Assistant({"a": "One."}), scripted.EvalSet("s", (question,)))
        assert "coverage" not in shown(summarise(found), 100)

    @pytest.mark.parametrize("width", [20, 40, 80, 200])
    def test_fits_its_width(self, summary, width):
        assert max(map(len, shown(summary, width).splitlines())) <= width

    def test_nothing_in_it_steers_a_terminal(self, summary):
        text = shown(summary, 200)
        assert "\x1b" not in text
        assert "[red]\\x1b[2J" in text
