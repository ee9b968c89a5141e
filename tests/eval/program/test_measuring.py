"""The program as a whole: baselines, stored answers, two reports, two models, every report."""

import json

import pytest

from assistant.engine import Assistant
from assistant.records.answers import IndexName
from assistant.records.converting import answer_record
from eval.program import cli
from eval.reports.files import FORMATS


@pytest.fixture
def world(scripted, tmp_path):
    """An eval set of two questions, its document, and a gate that needs a baseline."""
    (tmp_path / "a.txt").write_text("Ann met Bob.\nBob left.")
    (tmp_path / "quoth-eval.toml").write_text(
        '[tolerances]\nRR = 0.3\n[must-not-regress]\nquestions = ["q1"]\n'
    )
    return scripted.write_lines(
        tmp_path / "set.jsonl",
        {"id": "q1", "question": "1?", "evidence": [{"document": "a.txt", "quote": "Ann"}]},
        {"id": "q2", "question": "2?", "evidence": [{"document": "a.txt", "quote": "left"}]},
    )


@pytest.fixture
def assistant(scripted):
    return scripted.Assistant({"a.txt": "Ann met Bob.\nBob left."})


@pytest.fixture
def quoth_eval(assistant, monkeypatch, capsys):
    def open_on(_sources, index, *, model, **_):
        opened.append(index)
        assistant.model = model or "scripted"
        return assistant

    def run(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    opened = run.opened = []
    run.assistant = assistant
    monkeypatch.setattr(Assistant, "open", open_on)
    return run


@pytest.fixture
def updated(quoth_eval, world):
    assert quoth_eval(world, "--update-baseline", "--quiet")[0] == 0
    return world.with_name("set.baseline.json")


class TestBaseline:
    def test_an_unchanged_run_passes(self, quoth_eval, world, updated):
        code, out, err = quoth_eval(world)
        assert code == 0
        assert "Against the baseline: no question moved\n" in out
        assert err.endswith("quoth-eval: gate passed: 3 checks\n")

    def test_a_question_that_must_not_regress_fails(self, quoth_eval, world, updated, assistant):
        assistant.ranks["1?"] = ["Bob left."]
        code, _, err = quoth_eval(world, "--quiet")
        assert code == 1
        assert err == (
            "quoth-eval: gate failed: q1 regressed: rank 1 → 2, sentence right → wrong\n"
        )

    def test_a_missing_one_cannot_pass(self, quoth_eval, world):
        code, out, err = quoth_eval(world)
        assert (code, out) == (2, "")
        assert "no baseline yet; write it with --update-baseline" in err
        assert quoth_eval.opened == []

    def test_the_report_of_an_earlier_run_does_not_pass_for_that_of_one_that_could_not(
        self, quoth_eval, world, updated, tmp_path
    ):
        report = tmp_path / "gate.md"
        assert quoth_eval(world, "--report", report)[0] == 0
        assert report.exists()
        updated.write_text("{}")
        assert quoth_eval(world, "--report", report)[0] == 2
        assert not report.exists()

    def test_one_of_an_edited_set_cannot_pass(self, quoth_eval, world, updated):
        world.write_text(world.read_text().replace("2?", "two?"))
        code, out, err = quoth_eval(world)
        assert (code, out) == (2, "")
        assert "is no baseline of this: the questions or their labels are others" in err

    def test_one_of_a_part_of_the_set_cannot_pass(self, quoth_eval, world, updated):
        code, _, err = quoth_eval(world, "--limit", 1, "--quiet")
        assert code == 2
        assert "the set lacks question 'q2'" in err

    def test_a_listed_question_that_is_gone_cannot_pass(self, quoth_eval, world, updated):
        world.write_text(world.read_text().splitlines(keepends=True)[1])
        code, _, err = quoth_eval(world, "--quiet")
        assert code == 2
        assert "the question 'q1' that must not regress is not in the set" in err

    def test_a_broken_one_is_replaced_only_when_told(self, quoth_eval, world, updated):
        updated.write_text("{}")
        assert quoth_eval(world)[0] == 2
        code, _, err = quoth_eval(world, "--update-baseline")
        assert code == 0
        assert "nothing to compare with" in err
        assert quoth_eval(world)[0] == 0

    def test_writing_one_shows_what_moved(self, quoth_eval, world, updated, assistant):
        assistant.ranks["1?"] = ["Bob left."]
        code, out, err = quoth_eval(world, "--update-baseline")
        assert code == 0
        assert "1 question moved, 1 for the worse" in out
        assert f"quoth-eval: wrote {updated}\n" in err
        assert quoth_eval(world)[0] == 0

    def test_floors_alone_need_none(self, quoth_eval, world):
        (world.parent / "quoth-eval.toml").write_text("[floors]\nRR = 0.1\n")
        assert quoth_eval(world)[0] == 0

    def test_without_a_gate_a_foreign_one_is_passed_over(self, quoth_eval, world, updated):
        (world.parent / "quoth-eval.toml").unlink()
        world.write_text(world.read_text().replace("2?", "two?"))
        code, out, err = quoth_eval(world)
        assert code == 0
        assert "Against" not in out
        assert "not compared with" in err


class TestReports:
    def test_each_suffix_has_its_format_and_the_same_bytes_twice(
        self, quoth_eval, world, updated, tmp_path
    ):
        paths = [tmp_path / f"report{suffix}" for suffix in FORMATS]
        arguments = [part for path in paths for part in ("--report", path)]
        quoth_eval(world, *arguments)
        first = [path.read_bytes() for path in paths]
        quoth_eval(world, *arguments)
        assert [path.read_bytes() for path in paths] == first
        assert [content[:9] for content in first] == [
            b"# Gate pa",
            b"<!doctype",
            b"<?xml ver",
            b'{"schema"',
        ]

    def test_they_are_written_where_the_gate_fails(self, quoth_eval, world, updated, assistant):
        assistant.ranks["1?"] = ["Bob left."]
        assert quoth_eval(world, "--report", world.with_name("r.md"))[0] == 1
        assert world.with_name("r.md").read_text().startswith("# Gate failed")

    @pytest.mark.parametrize("name", ["r.pdf", "r", "none/r.md"])
    def test_what_cannot_be_written_is_refused_first(self, quoth_eval, world, name):
        code, out, err = quoth_eval(world, "--report", world.with_name("x").parent / name)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert quoth_eval.opened == []

    def test_annotations_follow_the_fenced_table(self, quoth_eval, world, updated, assistant):
        assistant.ranks["1?"] = ["Bob left."]
        _, out, _ = quoth_eval(world, "--annotate")
        lines = out.splitlines()
        assert lines[0].startswith("::stop-commands::")
        assert lines[-1].startswith(f"::error file={world},line=1,title=q1 regressed::")

    def test_json_stays_json_beside_annotations(self, quoth_eval, world, updated):
        assert json.loads(quoth_eval(world, "--annotate", "--json")[1])["verdict"]["passed"]

    def test_times_go_to_a_file_of_their_own(self, quoth_eval, world, updated, tmp_path):
        timings, report = tmp_path / "t.json", tmp_path / "r.json"
        quoth_eval(world, "--timings", timings, "--report", report)
        record = json.loads(timings.read_text())
        assert list(record["questions"]) == ["q1", "q2"]
        assert 0 < record["p50"] <= record["p95"] <= record["seconds"]
        assert record["peak_memory"] > 10_000_000
        assert "p50" not in report.read_text()


class TestStoredAnswers:
    @pytest.fixture
    def answers(self, scripted, assistant, world):
        index = IndexName("f1", "scripted")
        turns = {f"q{n}": assistant.compose(assistant.retrieve(f"{n}?")) for n in (1, 2)}
        records = [
            answer_record(turn, index, question_id=name).fields() for name, turn in turns.items()
        ]
        return scripted.write_lines(world.with_name("answers.jsonl"), *records)

    def test_are_gated_without_opening_an_index(self, quoth_eval, world, answers):
        arguments = (world, "--answers", answers, "-s", world.with_name("a.txt"))
        assert quoth_eval(*arguments)[0] == 2
        assert quoth_eval(*arguments, "--update-baseline")[0] == 0
        code, out, _ = quoth_eval(*arguments)
        assert code == 0
        assert "no question moved" in out
        assert quoth_eval.opened == []

    def test_a_missing_one_fails_the_gate_and_is_listed(self, quoth_eval, world, answers):
        arguments = (world, "--answers", answers, "-s", world.with_name("a.txt"))
        quoth_eval(*arguments, "--update-baseline")
        answers.write_text(answers.read_text().splitlines(keepends=True)[0])
        code, out, err = quoth_eval(*arguments)
        assert code == 1
        assert "  q2: the file of answers has none\n" in out
        assert "gate failed: citations valid is 0.5, below its floor 1\n" in err
        assert quoth_eval(*arguments, "--update-baseline")[0] == 2

    def test_have_no_times(self, quoth_eval, world, answers):
        arguments = (world, "--answers", answers, "-s", world.with_name("a.txt"))
        quoth_eval(*arguments, "--update-baseline")
        code, _, err = quoth_eval(*arguments, "--timings", world.with_name("t.json"))
        assert code == 2
        assert "nothing was asked" in err


class TestFewQuestions:
    PROBLEM = (
        "the tolerance of RR cannot tell a loss from chance on 2 questions, which takes 5 at "
        "least; so any loss beyond it fails"
    )

    def test_that_they_decide_little_is_said(self, quoth_eval, world, updated):
        code, out, err = quoth_eval(world)
        assert code == 0
        assert f"quoth-eval: {self.PROBLEM}\n" in err
        assert "What so few questions cannot decide:\n" in out

    def test_a_gate_that_is_named_is_refused(self, quoth_eval, world, updated):
        gate = world.with_name("quoth-eval.toml")
        code, out, err = quoth_eval(world, "--gate", gate, "--quiet")
        assert (code, out) == (2, "")
        assert err == (
            f"quoth-eval: {gate}: {self.PROBLEM}; ask more questions, or write accept-small = true "
            "above its tables\n"
        )

    def test_unless_it_accepts_few(self, quoth_eval, world, updated):
        gate = world.with_name("quoth-eval.toml")
        gate.write_text(f"accept-small = true\n{gate.read_text()}")
        code, _, err = quoth_eval(world, "--gate", gate)
        assert code == 0
        assert self.PROBLEM in err

    def test_such_a_gate_writes_no_baseline(self, quoth_eval, world):
        gate = world.with_name("quoth-eval.toml")
        assert quoth_eval(world, "--gate", gate, "--update-baseline")[0] == 2
        assert not world.with_name("set.baseline.json").exists()


class TestTwoReports:
    @pytest.fixture
    def reports(self, quoth_eval, world, updated, assistant):
        paths = [world.with_name("A.json"), world.with_name("B.json")]
        quoth_eval(world, "--report", paths[0])
        assistant.ranks["1?"] = ["Bob left."]
        quoth_eval(world, "--report", paths[1])
        return paths

    def test_are_compared_and_not_gated(self, quoth_eval, reports):
        code, out, err = quoth_eval("--compare", *reports)
        assert code == 0
        assert f"Against {reports[0]}: 1 question moved, 1 for the worse" in " ".join(out.split())
        assert "not gated" in err

    def test_are_gated_where_that_is_wanted(self, quoth_eval, reports):
        path = reports[0].with_name("quoth-eval.toml")
        path.write_text(f"accept-small = true\n{path.read_text()}")
        assert quoth_eval("--compare", *reports, "--gate", path)[0] == 1
        assert quoth_eval("--compare", reports[0], reports[0], "--gate", path)[0] == 0

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ('"a.txt": "', '"a.txt": "x', "cannot be compared: the documents are others (changed "),
            ("quoth.report/1", "quoth.report/9", "is no report"),
            ('"confidence": 0.5', '"confidence": NaN', "holds NaN"),
            ('"id": "q2"', '"id": "q1"', "a question is there twice"),
            ('"line": 1', '"line": "1"', "the labels of 'q1' are not whole"),
        ],
    )
    def test_one_that_is_none_of_the_same_is_refused(self, quoth_eval, reports, old, new, problem):
        text = reports[1].read_text()
        assert old in text
        reports[1].write_text(text.replace(old, new))
        code, out, err = quoth_eval("--compare", *reports)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert problem in err


class TestTwoModels:
    def test_are_side_by_side_each_with_an_index_of_its_own(self, quoth_eval, world, tmp_path):
        index = tmp_path / "index"
        code, out, err = quoth_eval(world, "--model", "X", "--model", "Y", "--index", index)
        assert code == 0
        assert "Against X: no question moved\n  model: X → Y\n" in out
        assert "not gated" in err
        first, second = quoth_eval.opened
        assert first != second
        assert {first.parent, second.parent} == {tmp_path}

    def test_one_that_the_index_does_not_have_is_refused(
        self, quoth_eval, world, updated, monkeypatch
    ):
        monkeypatch.setattr(type(quoth_eval.assistant), "has_model", lambda *_: False)
        code, _, err = quoth_eval(world, "--model", "X", "--quiet")
        assert (code, err.count("\n")) == (2, 1)
        assert "so X cannot be measured on it; name another folder with --index" in err

    def test_a_third_is_refused(self, quoth_eval, world):
        code, _, err = quoth_eval(world, *["--model", "X"] * 3)
        assert (code, err.count("\n")) == (2, 1)


class TestContradictions:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("set", "--compare", "a", "b"),
            ("--compare", "a", "b", "--answers", "c"),
            ("--compare", "a", "b", "--model", "X"),
            ("--compare", "a", "b", "--update-baseline"),
            ("set", "--answers", "a", "--model", "X"),
            ("set", "--answers", "a", "--no-context"),
            ("set", "--answers", "a", "--rewritten"),
            ("set", "--answers", "a", "--exclude-answered"),
            ("set", "--update-baseline", "--limit", "1"),
            ("set", "--update-baseline", "--model", "X", "--model", "Y"),
        ],
    )
    def test_are_one_line_and_two(self, quoth_eval, arguments):
        code, out, err = quoth_eval(*arguments)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert "cannot be" in err
