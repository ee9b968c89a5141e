import io
import json
import signal
import stat
import subprocess
import sys
from types import SimpleNamespace

import pytest

from eval.labelling.growing_set import GrowingSet
from eval.program import cli
from eval.program.labels import add

TEXT = "Ann met Bob’s aunt in 1992. Bob left. Bob came back."


def record(name="c", question="Who met the aunt?", **fields):
    evidence = [{"document": "a.txt", "quote": "Ann met Bob’s aunt"}]
    return {"id": name, "question": question, "evidence": evidence, "tags": ["from-chat"], **fields}


@pytest.fixture
def files(tmp_path):
    """The document, the records and the set."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return SimpleNamespace(
        source=tmp_path / "a.txt", records=tmp_path / "new.jsonl", set=tmp_path / "set.jsonl"
    )


@pytest.fixture
def run(files, scripted, monkeypatch, capsys):
    """Adds records with what is typed; gives exit code, stdout and stderr."""

    def run(*records, typed="", options=()):
        scripted.write_lines(files.records, *records)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(typed.encode())))
        paths = [str(files.records), str(files.set), "-s", str(files.source)]
        code = cli.main(["add", *paths, *options])
        return code, *capsys.readouterr()

    return run


def added(files):
    if not files.set.exists():
        return []
    return [json.loads(line) for line in files.set.read_text(encoding="utf-8").splitlines()]


class TestReview:
    def test_a_record_is_shown_with_its_evidence_in_its_surroundings(self, run):
        history = [{"question": "Who is Ann?", "answer": "A friend."}]
        _, out, _ = run(record(history=history, rewrite="Who met Bob’s aunt?"))
        assert out.splitlines() == [
            "[1 of 1] Who met the aunt?",
            "  after: Who is Ann? — A friend.",
            "  alone: Who met Bob’s aunt?",
            "  evidence, a.txt:",
            "    »Ann met Bob’s aunt« in 1992. Bob left. Bob came back.",
            "  tags: none",
            "[a]ccept, edit [t]ags, [s]kip, [q]uit: ",
        ]

    def test_what_is_accepted_loses_the_tag_of_its_origin(self, run, files):
        code, _, err = run(record(tags=["from-chat", "follow-up"]), typed="a\n")
        assert code == 0
        assert added(files) == [record(tags=["follow-up"])]
        assert err == f"quoth-eval: {files.set}: added 1\n"

    def test_tags_can_be_typed_in_its_place(self, run, files):
        run(record(), typed="t\nfollow-up, pronoun\na\n")
        assert added(files)[0]["tags"] == ["follow-up", "pronoun"]

    def test_a_tag_can_be_given_for_all(self, run, files):
        run(record(), typed="a\n", options=["--tag", "may"])
        assert added(files)[0]["tags"] == ["may"]

    def test_what_is_skipped_is_not_added(self, run, files):
        _, _, err = run(record(), record("d", "When did they meet?"), typed="s\na\n")
        assert [found["id"] for found in added(files)] == ["d"]
        assert err.endswith("skipped 1, added 1\n")

    @pytest.mark.parametrize("end", ["q\n", ""])
    def test_quitting_keeps_what_was_accepted(self, run, files, end):
        code, _, _ = run(record(), record("d", "When did they meet?"), typed=f"a\n{end}")
        assert code == 0
        assert [found["id"] for found in added(files)] == ["c"]

    def test_it_goes_on_after_what_is_in_the_set(self, run, files):
        both = record(), record("d", "When did they meet?")
        run(*both, typed="a\nq\n")
        _, out, err = run(*both, typed="a\n")
        assert out.startswith("[2 of 2] When did they meet?\n")
        assert err.endswith("in it already 1, added 1\n")
        assert len(added(files)) == 2

    def test_a_repeated_id_becomes_one_of_its_own(self, run, files):
        no_id = record(question="Where is Carl?", id=None)
        run(record(), record(question="When did they meet?"), no_id, typed="a\na\na\n")
        assert [found["id"] for found in added(files)] == ["c", "c-2", "chat"]

    def test_a_doubt_is_shown_and_can_be_overruled(self, run, files):
        _, out, _ = run(record(), record("d", "Who met the aunts?"), typed="a\na\n")
        assert "  note: asks nearly what" in out
        assert len(added(files)) == 2

    def test_a_quote_that_is_not_there_cannot_be_accepted(self, run, files):
        code, out, err = run(record(evidence=[{"document": "a.txt", "quote": "Zoe"}]), typed="a\n")
        assert (code, out, added(files)) == (1, "", [])
        assert err.startswith(
            f"quoth-eval: not added: {files.records}:1: the quote 'Zoe' is not in"
        )

    def test_what_nothing_answers_gets_the_tag_that_its_set_has_for_it(self, run, files, scripted):
        scripted.write_lines(files.set, record("u", "Where?", evidence=[], tags=["unanswerable"]))
        run(record(question="Who is Carl?", evidence=[]), typed="a\n")
        assert added(files)[1]["tags"] == ["unanswerable"]

    def test_text_of_a_record_is_made_safe(self, run):
        _, out, _ = run(record(question="Who\x1b]0;x\x07?", rewrite="\x1b[2J"))
        assert "\x1b" not in out

    def test_a_draft_becomes_a_question_that_is_measured(self, run, files):
        run(record(tags=["draft", "definition"]), typed="a\n")
        assert added(files)[0]["tags"] == ["definition"]


class TestAll:
    def test_adds_what_check_finds_nothing_in(self, run, files):
        twin, draft = record("d", "Who met the aunts?"), record("e", "Why?", tags=["draft"])
        code, out, err = run(record(), twin, draft, options=["--all"])
        assert (code, out) == (1, "")
        assert added(files) == [record()]
        assert err.splitlines() == [
            (
                f"quoth-eval: not added: {files.records}:2: asks nearly what {files.set}:1 asks, "
                "'Who met the aunt?'; reword or remove one"
            ),
            (
                f"quoth-eval: not added: {files.records}:3: a draft that nobody has reviewed; "
                'where it holds, remove the tag "draft"'
            ),
            f"quoth-eval: {files.set}: added 1, refused 2",
        ]

    def test_a_tag_takes_the_place_of_the_origin(self, run, files):
        assert run(record(), options=["--all", "--tag", "may"])[0] == 0
        assert added(files)[0]["tags"] == ["may"]


class TestTheSet:
    def test_a_last_line_without_an_end_gets_one(self, files):
        files.set.write_text(json.dumps(record()), encoding="utf-8")
        fields = record("d", "When?")
        question = next(iter(add.candidates(write(files, fields), lambda _: TEXT))).question
        assert GrowingSet(files.set).append(fields, question) == "d"
        assert added(files) == [record(), fields]

    def test_keeps_its_mode_and_leaves_nothing_beside_it(self, run, files, scripted):
        scripted.write_lines(files.set, record("q", "Where?"))
        files.set.chmod(0o600)
        run(record(), typed="a\n")
        assert stat.S_IMODE(files.set.stat().st_mode) == 0o600
        names = {path.name for path in files.set.parent.iterdir()}
        assert names == {"a.txt", "new.jsonl", "set.jsonl"}

    def test_a_link_stays_one(self, run, files, scripted, tmp_path):
        real = scripted.write_lines(tmp_path / "real.jsonl", record("q", "Where?"))
        files.set.symlink_to(real)
        run(record(), typed="a\n")
        assert files.set.is_symlink()
        assert len(real.read_text().splitlines()) == 2

    def test_that_somebody_else_changed_is_left_alone(self, files, scripted):
        scripted.write_lines(files.set, record("q", "Where?"))
        growing = GrowingSet(files.set)
        files.set.write_text("changed\n")
        question = next(iter(add.candidates(write(files, record()), lambda _: TEXT))).question
        with pytest.raises(add.InputError, match="was changed meanwhile"):
            growing.append(record(), question)
        assert files.set.read_text() == "changed\n"

    def test_that_cannot_be_written_is_as_it_was(self, run, files, scripted, monkeypatch):
        scripted.write_lines(files.set, record("q", "Where?"))
        before = files.set.read_bytes()

        def full(_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("index.files.disk.os.fsync", full)
        code, _, err = run(record(), typed="a\n")
        assert code == 2
        assert "set.jsonl: cannot be written (No space left on device)" in err
        assert files.set.read_bytes() == before
        assert not (files.set.parent / ".set.jsonl.new").exists()

    @pytest.mark.parametrize("text", ["{}\n", "[1]\n", '{"id": "x", "id": "y"}\n'])
    def test_that_is_no_set_is_left_alone(self, run, files, text):
        files.set.write_text(text)
        code, out, err = run(record(), typed="a\n")
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert files.set.read_text() == text

    def test_bad_paths_are_one_line(self, run, files, scripted, tmp_path, capsys):
        scripted.write_lines(files.records, record())
        for paths in (
            [files.records, files.records],
            [files.records, tmp_path],
            [files.records, tmp_path / "none" / "set.jsonl"],
            [tmp_path / "none.jsonl", files.set],
        ):
            assert cli.main(["add", *map(str, paths), "-s", str(files.source), "--quiet"]) == 2
            assert capsys.readouterr().err.count("\n") == 1
        assert added(files) == []


def write(files, fields):
    files.records.write_text(json.dumps(fields) + "\n", encoding="utf-8")
    return files.records


@pytest.mark.skipif(sys.platform == "win32", reason="there, no signal is sent to one process")
class TestInterrupt:
    def test_keeps_what_was_accepted(self, files, scripted):
        scripted.write_lines(files.records, record(), record("d", "When did they meet?"))
        arguments = ["add", files.records, files.set, "-s", files.source]
        process = subprocess.Popen(
            [sys.executable, "-m", "eval", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        process.stdin.write(b"a\n")
        process.stdin.flush()
        while b"[2 of 2]" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert err.decode().endswith("set.jsonl: added 1\n")
        assert [found["id"] for found in added(files)] == ["c"]
