"""The GitHub action and the pre-commit hooks, by running their own commands."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
NAMES = ("kettle", "lamp", "ladder", "barrel", "anchor")

pytestmark = pytest.mark.process


@pytest.fixture
def world(scripted, tmp_path):
    """Documents, questions, a gate, and what a retriever that is right retrieves."""
    (tmp_path / "docs").mkdir()
    evals, run = [], []
    for name in NAMES:
        quote = f"The {name} was made long ago."
        (tmp_path / "docs" / f"{name}.txt").write_text(quote)
        evidence = [{"document": f"{name}.txt", "quote": quote}]
        evals.append({"id": name, "question": f"When was the {name} made?", "evidence": evidence})
        run.append({"id": name, "passages": [{"text": quote, "document": f"{name}.txt"}]})
    scripted.write_lines(tmp_path / "evals.jsonl", *({**one, "tags": []} for one in evals))
    scripted.write_lines(tmp_path / "run.jsonl", *run)
    scripted.write_lines(tmp_path / "wrong.jsonl", *({**one, "passages": []} for one in run))
    (tmp_path / "quoth-eval.toml").write_text('sources = ["docs"]\n[floors]\n"Success@1" = 0.8\n')
    (tmp_path / "tools").mkdir()
    gh = tmp_path / "tools" / "gh"
    gh.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$RUNNER_TEMP/gh"\n')
    gh.chmod(0o755)
    return tmp_path


@pytest.fixture
def shell(world):
    """Runs a command of a step in the world, with the program and a stand-in for gh on the path."""

    def run(command, **variables):
        path = f"{Path(sys.executable).parent}:{world / 'tools'}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "RUNNER_TEMP": str(world), **variables}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
            cwd=world, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def act(shell, world):
    """Runs the steps of the action after the first, which installs; gives the exit codes by name."""

    def run(**inputs):
        given = {
            name: field.get("default", "") for name, field in ACTION["inputs"].items()
        } | inputs
        told = {f"${{{{ inputs.{name} }}}}": value for name, value in given.items()}
        told["${{ github.event.pull_request.number }}"] = "7"
        codes = {}
        for step in ACTION["runs"]["steps"][1:]:
            if not step.get("if") and any(codes.values()):
                continue
            if "inputs.comment" in step.get("if", "") and given["comment"] != "true":
                continue
            variables = {name: told.get(said, "") for name, said in step.get("env", {}).items()}
            summary = {"GITHUB_STEP_SUMMARY": str(world / "summary.md")}
            codes[step["name"]] = shell(step["run"], **variables, **summary).returncode
        return codes

    return run


class TestTheAction:
    def test_a_retriever_that_is_right_passes_and_is_reported(self, act, world):
        codes = act(set="evals.jsonl", run="run.jsonl")
        assert set(codes.values()) == {0}
        assert len(codes) == 3
        assert (world / "summary.md").read_text().startswith("# Gate passed: 2 checks")
        assert not (world / "gh").exists()

    def test_one_that_is_wrong_fails_and_is_reported_all_the_same(self, act, world):
        codes = act(set="evals.jsonl", run="wrong.jsonl", comment="true")
        assert codes["Measure and gate"] == 1
        assert (world / "summary.md").read_text().startswith("# Gate failed: 1 of 2 checks")
        told = (world / "gh").read_text().splitlines()
        assert told[:3] == ["pr", "comment", "7"]
        assert "--edit-last" in told
        posted = Path(told[told.index("--body-file") + 1]).read_text()
        assert posted.startswith("### ❌ Gate failed: 1 of 2 checks do not hold\n")

    def test_labels_that_left_their_documents_end_it(self, act, world):
        (world / "docs" / "lamp.txt").write_text("It is gone.")
        codes = act(set="evals.jsonl", run="run.jsonl")
        assert codes["Check the labels"] == 1
        assert "Measure and gate" not in codes
        assert not (world / "summary.md").exists()

    def test_a_gate_of_its_own_and_a_name_with_a_space_are_taken_as_they_are(self, act, world):
        (world / "evals.jsonl").rename(world / "my evals.jsonl")
        (world / "strict gate.toml").write_text('[floors]\n"nDCG@10" = 1.0\n')
        codes = act(set="my evals.jsonl", run="run.jsonl", gate="strict gate.toml")
        assert set(codes.values()) == {0}
        assert "nDCG@10 is 1, its floor 1" in (world / "summary.md").read_text()

    def test_installs_what_stands_beside_it(self):
        command = ACTION["runs"]["steps"][0]["run"]
        assert '"$GITHUB_ACTION_PATH"' in command
        assert (ROOT / "constraints.txt").is_file()

    def test_no_input_is_part_of_a_command(self):
        assert not [step["run"] for step in ACTION["runs"]["steps"] if "${{" in step["run"]]


class TestTheHooks:
    def test_are_run_with_the_set_that_args_name(self, shell):
        entries = {
            hook["id"]: shlex.join([*shlex.split(hook["entry"]), "evals.jsonl"]) for hook in HOOKS
        }
        checked = shell(entries["quoth-eval-check"])
        assert (checked.returncode, checked.stdout) == (0, "")
        gated = shell(f"{entries['quoth-eval']} --run wrong.jsonl")
        assert gated.returncode == 1
        assert "gate failed: Success@1 is 0, below its floor 0.8" in gated.stderr

    def test_a_finding_stops_a_commit(self, shell, world):
        (world / "docs" / "lamp.txt").write_text("It is gone.")
        [check] = [hook["entry"] for hook in HOOKS if hook["id"] == "quoth-eval-check"]
        found = shell(f"{check} evals.jsonl")
        assert found.returncode == 1
        assert "evals.jsonl:2: " in found.stdout
