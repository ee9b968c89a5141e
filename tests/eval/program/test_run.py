"""``quoth-eval SET --run FILE``: a retriever that is not Quoth, measured and gated."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

import eval.program
from eval.program import cli

NAMES = ("kettle", "lamp", "ladder", "barrel", "anchor", "bell")


@pytest.fixture
def world(scripted, tmp_path):
    """Six documents, a question about each, and a gate."""
    (tmp_path / "docs").mkdir()
    for name in NAMES:
        (tmp_path / "docs" / f"{name}.txt").write_text(f"The {name} was made long ago.")
    (tmp_path / "quoth-eval.toml").write_text(
        'sources = ["docs"]\n[floors]\n"Success@1" = 0.5\n[tolerances]\nRR = 0.02\n'
    )
    return scripted.write_lines(
        tmp_path / "set.jsonl",
        *(
            {
                "id": name,
                "question": f"When was the {name} made?",
                "evidence": [{"document": f"{name}.txt", "quote": f"The {name} was made"}],
            }
            for name in NAMES
        ),
    )


@pytest.fixture
def quoth_eval(capsys):
    def run(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def run_file(scripted, world):
    def write(wrong=0):
        texts = {name: f"The {name} was made long ago." for name in NAMES}
        return scripted.write_lines(
            world.with_name("tool.jsonl"),
            *(
                {"id": name, "passages": ["Nothing."] * (n < wrong) + [texts[name]]}
                for n, name in enumerate(NAMES)
            ),
        )

    return write


class TestARun:
    def test_is_gated_without_a_model_against_its_own_baseline(self, quoth_eval, world, run_file):
        assert quoth_eval(world, "--run", run_file(), "--update-baseline", "--quiet")[0] == 0
        code, out, err = quoth_eval(world, "--run", run_file())
        assert code == 0
        assert "what tool retrieved\n" in out
        assert err == "quoth-eval: gate passed: 3 checks\n"

    def test_that_got_worse_fails(self, quoth_eval, world, run_file):
        quoth_eval(world, "--run", run_file(), "--update-baseline")
        code, out, err = quoth_eval(world, "--run", run_file(wrong=5), "--quiet")
        assert code == 1
        assert "gate failed: RR is 0.4167 worse than the baseline; tolerance 0.02, p 0.0312" in err
        assert "kettle: rank 1 → 2" in out

    def test_what_it_does_not_say_has_no_value(self, quoth_eval, world, run_file):
        _, out, _ = quoth_eval(world, "--run", run_file(), "--json", "--update-baseline")
        measures = json.loads(out)["measures"]
        assert measures["refused"] == {"mean": None, "low": None, "high": None, "n": 0}
        assert measures["Success@1"]["mean"] == 1

    def test_of_trec_is_judged_by_documents(self, quoth_eval, world):
        path = world.with_name("bm25.trec")
        path.write_text("".join(f"{name} Q0 {name}.txt 1 1.5 bm25\n" for name in NAMES[:4]))
        code, out, err = quoth_eval(world, "--run", path, "--update-baseline")
        assert code == 0
        assert "what bm25 retrieved\n" in out
        assert "nothing was retrieved for 2 answerable questions, which counts as wrong" in err

    @pytest.mark.parametrize("other", [("--answers", "x"), ("--model", "x"), ("--no-context",)])
    def test_is_nothing_that_quoth_answered(self, quoth_eval, world, run_file, other):
        code, _, err = quoth_eval(world, "--run", run_file(), *other)
        assert code == 2
        assert f"--run and {other[0]}: cannot be" in err


class TestTheManual:
    def test_its_script_writes_a_run_that_is_gated(self, quoth_eval, world, monkeypatch):
        monkeypatch.chdir(world.parent)
        world.rename("evals.jsonl")
        manual = (Path(eval.program.__file__).parents[1] / "README.md").read_text("utf-8")
        [script] = re.findall(r"```python\n(import json\n.*?)```", manual, re.DOTALL)

        def retrieve(question, k):
            hits = [name for name in NAMES if name in question]
            texts = (Path("docs", f"{name}.txt").read_text() for name in hits)
            return [SimpleNamespace(text=text, path=f"{hits[0]}.txt") for text in texts][:k]

        exec(script, {"retrieve": retrieve})
        assert quoth_eval("evals.jsonl", "--run", "run.jsonl", "--update-baseline")[0] == 0
        code, out, err = quoth_eval("evals.jsonl", "--run", "run.jsonl", "--report", "gate.md")
        assert (code, err) == (0, "quoth-eval: gate passed: 3 checks\n")
        assert ["citations", "valid", "1.000", "1.000"] in [
            line.split()[:4] for line in out.splitlines()
        ]
