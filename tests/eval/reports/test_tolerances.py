"""What a report says of tolerances: the rule, what decides, and the smallest loss that is noticed."""

import re

import pytest
from rich.console import Console

from eval.gate.comparison import compare
from eval.gate.gate import Gate
from eval.gate.tolerances import Rule, Tolerance
from eval.judging.relevance import Judgement
from eval.judging.scoring import score
from eval.measures.binding import Binding
from eval.measures.summary import Summary
from eval.reports.annotations import annotations
from eval.reports.html import html
from eval.reports.markdown import markdown
from eval.reports.record import to_record
from eval.reports.report import Report
from eval.reports.terminal import show


@pytest.fixture
def gated(scripted):
    """The report of a set that has the first passage of some questions wrong now."""

    def build(size, wrong=0, rule=Rule.LENIENT):
        def summary(wrong):
            results = [
                scripted.outcome(
                    scripted.question(f"q{n}"), Judgement((0, 1) if n < wrong else (1,))
                )
                for n in range(size)
            ]
            return Summary.of("set.jsonl", tuple(score(results)), Binding("q", {}, 10), {})

        before, now = summary(0), summary(wrong)
        comparison = compare("the baseline", before, now)
        gate = Gate((), (Tolerance("Success@1", 0.1), Tolerance("refused", 0.1)), rule=rule)
        return Report(now, comparison, gate.check(now, comparison))

    return build


def shown(report):
    console = Console(width=120, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        show(report, console)
    return [" ".join(line.split()) for line in captured.get().splitlines()]


class TestTheTable:
    def test_has_beside_each_tolerance_the_smallest_loss_that_is_noticed(self, gated):
        lines = shown(gated(20, wrong=6))
        at = lines.index("Tolerances, lenient: one fails where a loss beyond it is shown")
        assert lines[at + 1 : at + 4] == [
            "tolerance of allowed loss 90 % interval p notices from questions",
            "Success@1 0.1 +0.300 +0.060 to +0.506 0.0156 0.315 20",
            "refused 0.1 +0.000 -0.139 to +0.139 1.0000 0.315 20",
        ]

    def test_says_by_which_rule(self, gated):
        lines = shown(gated(40, wrong=1, rule=Rule.STRICT))
        assert "Tolerances, strict: one fails unless a loss of its size is excluded" in lines
        assert "Gate failed: 1 of 2 checks do not hold" in lines

    def test_the_change_of_a_gated_measure_has_the_interval_that_decides(self, gated):
        [row] = [line for line in shown(gated(20, wrong=6)) if line.startswith("Success@1 1.000")]
        assert row.endswith("-0.300 -0.506 to -0.060 20")

    @pytest.mark.parametrize("form", [markdown, html])
    def test_stands_in_every_format(self, gated, form):
        text = form(gated(20, wrong=6))
        assert "Tolerances, lenient: one fails where a loss beyond it is shown" in text
        assert "0.315" in text

    def test_is_in_the_record(self, gated):
        [first, _] = to_record(gated(20, wrong=6))["verdict"]["tolerances"]
        assert (first["measure"], first["rule"], first["p"]) == ("Success@1", "lenient", 0.015625)
        assert (first["loss"], first["holds"], first["problem"]) == (0.3, False, None)
        assert first["notices"] == pytest.approx(0.315, abs=0.001)


class TestFewQuestions:
    SAID = "the tolerance of Success@1 cannot tell a loss from chance on 3 questions"

    def test_every_format_tells_its_reader_how_little_it_can_show(self, gated):
        few = gated(3)
        assert "What so few questions cannot decide:" in shown(few)
        for text in ("\n".join(shown(few)), re.sub(r"\\", "", markdown(few)), html(few)):
            assert self.SAID in text

    def test_it_is_a_warning_for_a_ci_service(self, gated):
        first, second = annotations(gated(3))
        assert first.startswith(f"::warning title=too few questions::{self.SAID}")
        assert "refused" in second
