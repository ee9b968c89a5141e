import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PLUGIN = "eval.program.pytest_plugin"


@pytest.fixture
def suite(pytester, monkeypatch):
    """A project with a document, a set of two questions, and whatever test is given.

    It runs in a process of its own: one process cannot load the model's libraries twice.
    """
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    docs = pytester.mkdir("docs")
    (docs / "pets.txt").write_text("Ann keeps a cat.\n\nBob owns a red bicycle.\n")
    questions = [("Who keeps a cat?", "Ann keeps a cat"), ("What does Bob own?", "a red bicycle")]
    records = [
        {"id": text, "question": text, "evidence": [{"document": "pets.txt", "quote": quote}]}
        for text, quote in questions
    ]
    lines = "".join(json.dumps({**record, "tags": ["pets"]}) + "\n" for record in records)
    (pytester.path / "set.jsonl").write_text(lines)

    def run(body):
        pytester.makepyfile(f"def test_answers(quoth_eval):\n    {body}\n")
        return pytester.runpytest_subprocess("-p", PLUGIN)

    run.path = pytester.path
    return run


class TestFixture:
    def test_gives_measures_over_all_and_by_tag(self, suite):
        result = suite(
            'found = quoth_eval("set.jsonl", source="docs"); '
            'assert found.measures["nDCG@10"] == 1; assert found.slices["pets"]["RR"] == 1'
        )
        result.assert_outcomes(passed=1)

    def test_failures_are_the_broken_bounds_of_the_gate(self, suite):
        (suite.path / "quoth-eval.toml").write_text("[floors]\nAUROC = 0.5\nRR = 0.5\n")
        result = suite('assert quoth_eval("set.jsonl", source="docs").failures == ()')
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["*AUROC has no value; its floor is 0.5*"])

    def test_what_another_tool_retrieved_is_judged_instead(self, suite):
        (suite.path / "quoth-eval.toml").write_text("[floors]\nRR = 0.9\n")
        passages = [("Who keeps a cat?", "Ann keeps a cat."), ("What does Bob own?", "A boat.")]
        lines = (json.dumps({"id": name, "passages": [text]}) for name, text in passages)
        (suite.path / "run.jsonl").write_text("\n".join(lines))
        result = suite(
            'assert quoth_eval("set.jsonl", source="docs", run="run.jsonl").failures == ()'
        )
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["*RR is 0.5, below its floor 0.9*"])

    def test_a_gate_that_needs_a_baseline_does_not_pass_without_one(self, suite):
        (suite.path / "quoth-eval.toml").write_text("[tolerances]\nRR = 0.1\n")
        result = suite('assert quoth_eval("set.jsonl", source="docs").failures == ()')
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["quoth_eval: *set.baseline.json: there is no baseline yet*"])

    def test_without_a_gate_there_is_no_pass(self, suite):
        result = suite('assert not quoth_eval("set.jsonl", source="docs").failures')
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["quoth_eval: nothing is gated; put a quoth-eval.toml beside*"])

    @pytest.mark.parametrize(
        ("call", "line"),
        [
            ('"none.jsonl"', "*none.jsonl: no such eval set*"),
            ('"set.jsonl", source="none"', "*none: no such file or folder*"),
            ('"set.jsonl", gate="none.toml"', "*none.toml: the gate cannot be read*"),
        ],
    )
    def test_what_cannot_be_measured_fails_with_one_line(self, suite, call, line):
        result = suite(f"quoth_eval({call})")
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines([f"quoth_eval: {line}"])
        result.stdout.no_fnmatch_line("*Traceback*")

    def test_is_listed_with_what_it_does(self, pytester, monkeypatch):
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        result = pytester.runpytest("-p", PLUGIN, "--fixtures")
        result.stdout.fnmatch_lines(["quoth_eval *session scope*"])


class TestLoading:
    def test_every_pytest_loads_it_by_its_entry_point(self):
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        assert settings["project"]["entry-points"]["pytest11"] == {"quoth": PLUGIN}

    def test_it_brings_nothing_heavy_into_a_suite_that_does_not_use_it(self):
        code = f"import sys, {PLUGIN}; print(*sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        heavy = {"numpy", "faiss", "onnxruntime", "torch", "rich", "ir_measures", "assistant"}
        assert not heavy & set(done.stdout.split())
