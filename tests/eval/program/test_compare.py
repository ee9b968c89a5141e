"""``quoth-eval compare``: systems in one table."""

import json

import pytest

from eval.gate.systems import compare_systems
from eval.judging.relevance import Judgement
from eval.judging.scoring import score
from eval.measures.binding import Binding
from eval.measures.summary import Summary
from eval.program import cli
from eval.reports.record import to_record
from eval.reports.report import Report
from eval.reports.systems import latex, markdown
from index.files.json_lines import dump


@pytest.fixture
def system(scripted):
    def build(wrong, questions="q"):
        outcomes = [
            scripted.outcome(scripted.question(f"q{n}"), Judgement((0, 1) if n < wrong else (1,)))
            for n in range(20)
        ]
        return Summary.of("set.jsonl", tuple(score(outcomes)), Binding(questions, {}, 100), {})

    return build


@pytest.fixture
def reports(system, tmp_path):
    """The reports of three systems, of which the first two have eight and seven questions wrong."""
    paths = []
    for name, wrong in (("bm25", 8), ("dense", 7), ("both", 0)):
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(dump(to_record(Report(system(wrong)))))
    return paths


@pytest.fixture
def compare(capsys):
    def run(*arguments):
        code = cli.main(["compare", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run


class TestTheTable:
    def test_has_a_letter_for_each_system_that_one_is_better_than(self, compare, reports):
        code, out, err = compare(*reports, "--measure", "Success@1")
        assert (code, err) == (0, "")
        assert out == (
            "   system  Success@1\n"
            "a  bm25    0.600\n"
            "b  dense   0.650\n"
            "c  both    1.000ab\n"
            "\n"
            "set.jsonl, 20 questions. A letter says that a system is better than the one of that "
            "letter: paired randomisation, two-sided, p at most .05 after Holm's correction for 3 "
            "tests.\n"
            "\n"
            "Success@1: dense over bm25 +0.050 (-0.106 to +0.215), p 1.0000, which may be chance\n"
            "Success@1: both over bm25 +0.400 (+0.138 to +0.608), p 0.0078\n"
            "Success@1: both over dense +0.350 (+0.099 to +0.559), p 0.0156\n"
        )

    def test_is_written_for_a_paper(self, compare, reports, tmp_path):
        table = tmp_path / "table.tex"
        assert compare(*reports, "-o", table, "--measure", "Success@1")[0] == 0
        assert table.read_text().splitlines()[2:11] == [
            r"  \begin{tabular}{llr}",
            r"    \toprule",
            r"     & system & Success@1 \\",
            r"    \midrule",
            r"    a & bm25 & 0.600 \\",
            r"    b & dense & 0.650 \\",
            r"    c & both & \textbf{1.000}$^{ab}$ \\",
            r"    \bottomrule",
            r"  \end{tabular}",
        ]

    def test_is_written_in_markdown(self, compare, reports, tmp_path):
        table = tmp_path / "table.md"
        assert compare(*reports, "-o", table)[0] == 0
        assert table.read_text().splitlines()[:5] == [
            "| | system | nDCG@10 | Success@1 | R@5 |",
            "|---|---|--:|--:|--:|",
            "| a | bm25 | 0.852 | 0.600 | **1.000** |",
            "| b | dense | 0.871 | 0.650 | **1.000** |",
            "| c | both | **1.000** | **1.000** | **1.000** |",
        ]

    def test_is_a_record_for_programs(self, compare, reports):
        code, out, _ = compare(*reports, "--json", "--measure", "Success@1")
        found = json.loads(out)
        assert (code, found["schema"]) == (0, "quoth.systems/1")
        assert [(one["name"], one["measures"]["Success@1"]) for one in found["systems"]] == [
            ("bm25", {"value": 0.6, "n": 20}),
            ("dense", {"value": 0.65, "n": 20}),
            ("both", {"value": 1.0, "n": 20}),
        ]
        first = found["differences"][1]
        assert (first["better"], first["worse"], first["p"], first["shown"]) == (
            "both",
            "bm25",
            round(2 / 2**8, 6),
            True,
        )

    def test_no_name_is_markup(self, system):
        names = compare_systems({"<b>|_50%&~\\": system(0), "b": system(8)}, ["RR"])
        assert r"\<b\>\|\_50%\&\~\\" in markdown(names)
        assert r"<b>|\_50\%\&\textasciitilde{}\textbackslash{}" in latex(names)


class TestWhatIsRefused:
    def test_other_questions(self, compare, reports, system):
        reports[1].write_text(dump(to_record(Report(system(0, questions="x")))))
        code, out, err = compare(*reports)
        assert (code, out) == (2, "")
        assert err == (
            f"quoth-eval: {reports[0]} and {reports[1]}: cannot be compared: the questions or "
            "their labels are others\n"
        )

    def test_one_report_alone_and_one_twice(self, compare, reports):
        assert compare(reports[0])[2] == "quoth-eval: 1 reports are no table; name from 2 to 26\n"
        assert compare(reports[0], reports[0])[2].endswith("named twice; name each once\n")

    def test_another_format(self, compare, reports, tmp_path):
        code, _, err = compare(*reports, "-o", tmp_path / "t.csv")
        assert code == 2
        assert err.endswith("t.csv: no format of a table; use .md or .tex\n")
