import subprocess
import sys

import pytest

from tests.recording.comparing import differences
from tests.recording.rules import normalised
from tests.recording.scene import ROOT, SCENES, Scene


@pytest.fixture
def recorded(tmp_path):
    """Record commands, and return the folder that they were recorded in."""

    def record(name, *commands):
        Scene("scene", commands).record(tmp_path / f"{name} stage", tmp_path / name / "scene")
        return tmp_path / name

    return record


class TestAScene:
    def test_has_what_each_command_said_and_how_it_ended(self, recorded):
        folder = recorded("one", "echo out; printf err >&2; exit 3")
        assert (folder / "scene/transcript").read_text() == (
            "$ echo out; printf err >&2; exit 3\n1> out\n2> err\n\\ no end of line\nexit code: 3\n\n"
        )

    def test_has_the_files_that_were_written_and_who_may_read_them(self, recorded):
        folder = recorded(
            "one", "echo here is $PWD > a.txt; chmod 600 a.txt", "mkdir index; echo > index/b"
        )
        assert (folder / "scene/files/a.txt").read_text() == "here is <here>\n"
        assert (folder / "scene/modes").read_text() == "-rw------- a.txt\n"

    def test_runs_the_program_of_this_checkout_away_from_the_users_folders(self, recorded):
        folder = recorded("one", "quoth ask ''", "quoth-eval", 'echo "$HOME"')
        said = (folder / "scene/transcript").read_text()
        assert "2> quoth: the question is empty\nexit code: 2\n" in said
        assert "1> <here>/home\n" in said

    def test_may_bring_texts_of_several_lines(self, tmp_path):
        path = tmp_path / "one.sh"
        path.write_text("# A comment.\ncat <<'END' > a\none\n\n# two\nEND\n\necho done\n")
        assert Scene.read(path, None).commands == (
            "cat <<'END' > a\none\n\n# two\nEND", "echo done",
        )  # fmt: skip

    def test_stands_in_every_file_of_the_recording(self):
        scenes = [Scene.read(path, None) for path in SCENES.glob("*.sh")]
        assert len(scenes) == 8
        assert all(len(scene.commands) > 5 for scene in scenes)


class TestComparing:
    def test_says_nothing_of_two_runs_of_the_same(self, recorded):
        runs = [recorded(name, "quoth --version", "date > /dev/null; pwd") for name in "ab"]
        assert list(differences(*runs)) == []

    @pytest.mark.parametrize(
        ("before", "after", "line"),
        [
            ("echo a", "echo b", "+1> b\n"),
            ("echo a", "printf a", "+\\ no end of line\n"),
            ("true", "exit 1", "+exit code: 1\n"),
            ("echo > a", "umask 77; echo > a", "+-rw------- a\n"),
            ("printf '\\377' > a", "printf '\\376' > a", "+\\xfe\n"),
            ("printf 'a\\r\\n' > a", "printf 'a\\n' > a", "+a\n"),
        ],
    )
    def test_shows_what_differs(self, recorded, before, after, line):
        found = list(differences(recorded("a", before), recorded("b", after)))
        assert line in found

    def test_names_a_file_that_only_one_has(self, recorded):
        runs = recorded("a", "echo > a"), recorded("b", "echo > b")
        assert f"scene/files/a: only in {runs[0]}\n" in list(differences(*runs))

    def test_is_no_success_where_there_is_nothing(self, recorded, tmp_path):
        program = [sys.executable, "-m", "tests.recording", "compare"]
        both = [recorded("a", "true"), tmp_path / "nothing"]
        assert subprocess.run([*program, *both], cwd=ROOT, check=False).returncode == 1


class TestRules:
    def test_leave_what_is_no_matter_of_place_and_time(self):
        assert normalised(b"in 2014 at 12:30, 3.2 s, a1b2c3d4e5f60718", {}) == (
            b"in 2014 at 12:30, 3.2 s, a1b2c3d4e5f60718"
        )

    def test_rename_what_is(self):
        said = b"/tmp/x/data/2026-01-02-030405-who.jsonl: asked 3 questions in 0.1 s, p50 1.0 ms, p95 2.0 ms each"
        assert normalised(said, {"/tmp/x": "<here>"}) == (
            b"<here>/data/<time>-who.jsonl: asked 3 questions in <seconds>"
        )
