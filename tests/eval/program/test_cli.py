import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.engine import Assistant
from eval.program import cli


@pytest.fixture
def quoth_eval(scripted, monkeypatch, capsys):
    """Runs the program on two lines of text; gives exit code, stdout and stderr."""
    assistant = scripted.Assistant({"a.txt": "Ann met Bob.\nBob left."})
    opened = []

    def open_on(sources, _index, *, warn, **_):
        opened.append(list(sources))
        warn("a warning")
        return assistant

    monkeypatch.setattr(Assistant, "open", open_on)

    def run(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    run.opened, run.assistant = opened, assistant
    return run


@pytest.fixture
def eval_file(scripted, tmp_path):
    return scripted.write_lines(
        tmp_path / "set.jsonl",
        {"id": "q1", "question": "1?", "evidence": [{"document": "a.txt", "quote": "Ann"}]},
        {"id": "q2", "question": "2?", "evidence": [{"document": "a.txt", "quote": "left"}]},
    )


class TestWithoutGate:
    def test_it_measures_and_says_so(self, quoth_eval, eval_file):
        code, out, err = quoth_eval(eval_file)
        assert code == 0
        assert out.startswith("set.jsonl: 2 questions, 2 answerable, 0 unanswerable\n")
        assert err.endswith("quoth-eval: not gated\n")

    def test_json_is_all_there_is_on_stdout_and_the_same_twice(self, quoth_eval, eval_file):
        first, second = (quoth_eval(eval_file, "--json")[1] for _ in range(2))
        assert json.loads(first)["measures"]["Success@1"]["mean"] == 0.5
        assert first == second
        assert first.isascii()

    def test_no_measure_depends_on_k(self, quoth_eval, eval_file):
        assert quoth_eval(eval_file, "--json", "-k", 1)[1] == quoth_eval(eval_file, "--json")[1]

    def test_quiet_leaves_results_only(self, quoth_eval, eval_file):
        code, out, err = quoth_eval(eval_file, "--quiet")
        assert (code, err) == (0, "")
        assert "Success@1" in out

    def test_a_limit_is_said(self, quoth_eval, eval_file):
        _, out, err = quoth_eval(eval_file, "--limit", 1)
        assert "quoth-eval: only the first 1 of 2 questions\n" in err
        assert out.startswith("set.jsonl: 1 question, ")

    def test_context_can_be_left_out(self, quoth_eval, eval_file):
        quoth_eval(eval_file, "--no-context")
        assert {context for _, _, context in quoth_eval.assistant.asked} == {False}

    def test_answers_of_earlier_turns_can_be_left_out(self, quoth_eval, scripted, tmp_path):
        corpus = [{"_id": "a.txt", "text": "Ann met Bob.\nBob left."}]
        history = [{"question": "Before?", "answer": "ann met bob. bob left."}]
        queries = [{"_id": "q", "text": "?", "history": history, "answerable": True}]
        folder = scripted.write_folder(tmp_path / "b", corpus, queries, [])
        kept = json.loads(quoth_eval(folder, "--json")[1])
        left_out = json.loads(quoth_eval(folder, "--json", "--exclude-answered")[1])
        assert (kept["questions"][0]["found"], left_out["questions"][0]["found"]) == (True, False)

    def test_a_beir_folder_brings_its_source(self, quoth_eval, scripted, tmp_path):
        corpus = [{"_id": "a.txt", "text": "Ann met Bob.\nBob left."}]
        queries = [{"_id": "q", "text": "?"}]
        folder = scripted.write_folder(tmp_path / "b", corpus, queries, [("q", "a.txt", 1)])
        code, out, _ = quoth_eval(folder, "--json")
        assert code == 0
        assert quoth_eval.opened[0] == [folder / "corpus.jsonl"]
        assert json.loads(out)["measures"]["Success@1"]["mean"] == 1
        code, _, err = quoth_eval(folder, "-s", "x.txt")
        assert (code, err.count("\n")) == (2, 1)
        assert "leave out -s" in err


class TestSources:
    @pytest.fixture
    def named(self, eval_file):
        settings = eval_file.parent / "quoth-eval.toml"
        settings.write_text('sources = ["docs", "../b.txt"]\n[floors]\nRR = 0.1\n')
        return [eval_file.parent / "docs", eval_file.parent.parent / "b.txt"]

    def test_beside_the_set_are_what_it_is_about(self, quoth_eval, eval_file, named):
        assert quoth_eval(eval_file)[0] == 0
        assert quoth_eval.opened[0] == named

    def test_that_are_given_count_instead(self, quoth_eval, eval_file, named):
        quoth_eval(eval_file, "-s", "x.txt")
        assert quoth_eval.opened[0] == [Path("x.txt")]

    def test_that_an_index_records_count_instead(
        self, quoth_eval, eval_file, named, article_index, tmp_path
    ):
        quoth_eval(eval_file, "--index", article_index)
        quoth_eval(eval_file, "--index", tmp_path / "new")
        assert quoth_eval.opened == [[], named]

    @pytest.mark.parametrize("entry", ['"docs"', "[1]", '[""]'])
    def test_that_are_no_list_of_paths_are_bad_input(self, quoth_eval, eval_file, entry):
        settings = eval_file.parent / "quoth-eval.toml"
        settings.write_text(f"sources = {entry}\n")
        code, _, err = quoth_eval(eval_file)
        assert (code, err) == (
            2,
            f"quoth-eval: {settings}: sources is not a list of files and folders\n",
        )


class TestGate:
    @pytest.mark.parametrize(("floor", "code"), [(0.5, 0), (0.6, 1)])
    def test_beside_the_set_decides(self, quoth_eval, eval_file, floor, code):
        gate = eval_file.parent / "quoth-eval.toml"
        gate.write_text(f'[floors]\n"Success@1" = {floor}\n')
        assert quoth_eval(eval_file)[0] == code

    def test_names_each_broken_floor_even_when_quiet(self, quoth_eval, eval_file, tmp_path):
        gate = tmp_path / "strict.toml"
        gate.write_text('[floors]\n"Success@1" = 0.9\nAUROC = 0.1\n')
        code, out, err = quoth_eval(eval_file, "--gate", gate, "--quiet")
        assert code == 1
        assert "Success@1" in out
        assert err == (
            "quoth-eval: gate failed: Success@1 is 0.5, below its floor 0.9\n"
            "quoth-eval: gate failed: AUROC has no value; its floor is 0.1\n"
        )

    def test_an_unknown_measure_is_bad_input_before_anything_runs(self, quoth_eval, eval_file):
        gate = eval_file.parent / "quoth-eval.toml"
        gate.write_text("[floors]\nMRR = 0.5\n")
        code, out, err = quoth_eval(eval_file)
        assert (code, out) == (2, "")
        assert "no measure for floors: MRR" in err
        assert quoth_eval.opened == []

    def test_an_empty_set_cannot_pass(self, quoth_eval, eval_file):
        eval_file.write_text("\n")
        (eval_file.parent / "quoth-eval.toml").write_text("[floors]\nRR = 0\n")
        code, _, err = quoth_eval(eval_file)
        assert code == 2
        assert "holds no question" in err


class TestBadUsage:
    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("none.jsonl",),
            ("x", "--limit", "0"),
            ("x", "-k", "0"),
            ("x", "-k", "x"),
            ("x", "-z"),
        ],
    )
    def test_is_one_line_and_two(self, quoth_eval, arguments):
        code, out, err = quoth_eval(*arguments)
        assert (code, out) == (2, "")
        assert err.startswith("quoth-eval: ")
        assert err.count("\n") == 1

    def test_of_a_set_names_file_and_line(self, quoth_eval, eval_file):
        with eval_file.open("a") as file:
            file.write('{"id": NaN}\n')
        code, _, err = quoth_eval(eval_file)
        assert code == 2
        assert err == f"quoth-eval: {eval_file}, line 3: holds NaN, which is not JSON\n"

    def test_of_evidence_names_file_and_line(self, quoth_eval, scripted, tmp_path):
        evidence = [{"document": "a.txt", "quote": "Bob"}]
        path = scripted.write_lines(
            tmp_path / "set.jsonl", {"id": "q", "question": "?", "evidence": evidence}
        )
        code, _, err = quoth_eval(path, "--quiet")
        assert code == 2
        assert err == (
            f"quoth-eval: {path}, line 1: the quote 'Bob' is in 'a.txt' 2 times; "
            'give it a "prefix", the text right before it\n'
        )


class TestStart:
    def test_help_loads_nothing_heavy_and_names_every_option(self):
        program = (
            "import sys; from eval.program.cli import main; main(['--help']); print(*sys.modules)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )
        help_text, modules = done.stdout.strip().rsplit("\n", 1)
        heavy = {"torch", "faiss", "sentence_transformers", "textual", "ir_measures"}
        assert not heavy & set(modules.split())
        for option in [
            "--source",
            "--index",
            "-k",
            "--json",
            "--quiet",
            "--version",
            "--help",
            "--model",
            "--frozen",
            "--no-context",
            "--rewritten",
            "--exclude-answered",
            "--gate",
            "--limit",
            "check,add,draft",
        ]:
            assert option in help_text
