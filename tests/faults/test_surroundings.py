"""Promises 14 and 15: the same bytes wherever it runs, and nothing that others could read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.commands.cli import main
from index.errors import InputError
from index.files.location import user_folder
from tests.faults.limits import as_ordinary_user
from tests.faults.running import ROOT, quoth

QUESTION = "Who is Malashenko?"
NETWORK = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def expected(article_index):
    """What stdout holds in the surroundings of this suite."""
    found = quoth("ask", QUESTION, "--index", article_index, "--frozen", "-k", "9")
    assert (found.returncode, found.stderr) == (0, "")
    assert "…But There’s a Price" in found.stdout  # bytes that no ASCII has
    return found.stdout


def environment(**changes):
    """Return this environment with changes; None removes a variable."""
    merged = {**os.environ, "PYTHONPATH": str(ROOT), **changes}
    return {name: value for name, value in merged.items() if value is not None}


SURROUNDINGS = {
    "a plain C locale": environment(
        LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING=None
    ),
    "a locale that is not there": environment(LC_ALL="xx_YY.ISO-8859-1", PYTHONUTF8="0"),
    "a Latin-1 stdout": environment(PYTHONIOENCODING="latin-1", PYTHONUTF8="0"),
    "a dumb terminal": environment(TERM="dumb", COLUMNS="20", LINES="3"),
    "no terminal at all": environment(TERM=None, NO_COLOR="1", FORCE_COLOR="1", CLICOLOR_FORCE="1"),
    "one thread": environment(OMP_NUM_THREADS="1"),
    "many threads": environment(OMP_NUM_THREADS="13", TOKENIZERS_PARALLELISM="true"),
    "a proxy": environment(HTTP_PROXY=NETWORK, HTTPS_PROXY=NETWORK, ALL_PROXY=NETWORK),
    "another time": environment(TZ="Asia/Dushanbe", SOURCE_DATE_EPOCH="0", PYTHONHASHSEED="7"),
}


class TestTheSameBytes:
    """Promise 14."""

    @pytest.mark.parametrize("name", SURROUNDINGS)
    def test_come_out_in(self, article_index, expected, name):
        arguments = ["ask", QUESTION, "--index", article_index, "--frozen", "-k", "9"]
        found = quoth(*arguments, env=SURROUNDINGS[name])
        assert (found.returncode, found.stderr) == (0, "")
        assert found.stdout == expected

    def test_come_out_under_optimization(self, article_index, expected):
        arguments = ["ask", QUESTION, "--index", article_index, "--frozen", "-k", "9"]
        assert quoth(*arguments, python=["-O"]).stdout == expected

    @pytest.mark.parametrize("home", [None, "/", "/nonexistent", "/proc", "/dev/null", "relative"])
    def test_come_out_whatever_home_is(self, tmp_path, expected, article_index, home):
        """As an ordinary user, with nothing in the cache but the encoder."""
        caches = user_folder("cache").parent
        found = quoth(
            *["ask", QUESTION, "--index", article_index, "--frozen", "-k", "9"],
            env=environment(HOME=home, XDG_DATA_HOME=None, XDG_CACHE_HOME=str(caches)),
            preexec_fn=as_ordinary_user,
            cwd="/",
        )
        assert (found.returncode, found.stderr) == (0, "")
        assert found.stdout == expected


class TestNoHome:
    """Promise 14: where no home can be written to, there is a folder for temporary files."""

    @pytest.fixture(autouse=True)
    def _no_home(self, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        (tmp_path / "file").touch()
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "cache"))

    def test_everything_lies_in_a_private_folder_there(self, tmp_path):
        folder = user_folder("cache")
        assert folder == tmp_path / f"quoth-{os.getuid()}" / "cache"
        assert folder.parent.stat().st_mode & 0o777 == 0o700

    def test_one_of_somebody_else_is_refused(self, tmp_path):
        (tmp_path / "theirs").mkdir()
        (tmp_path / f"quoth-{os.getuid()}").symlink_to(tmp_path / "theirs")
        with pytest.raises(InputError, match="belongs to somebody else"):
            user_folder("cache")


class TestTheCurrentDirectory:
    """Promise 14."""

    def test_nothing_is_imported_from_it(self, tmp_path, article_index, expected):
        program = Path(sys.executable).with_name("quoth")
        if not program.exists():
            pytest.skip("quoth is not installed beside this Python")
        here = tmp_path / "here"
        here.mkdir()
        names = (
            "json",
            "numpy",
            "faiss",
            "onnxruntime",
            "tokenizers",
            "assistant",
            "index",
            "rich",
        )
        for name in (*names, "sitecustomize", "usercustomize", "seeds", "encodings"):
            (here / f"{name}.py").write_text("import os; os._exit(66)")
        found = subprocess.run(
            [program, "ask", QUESTION, "--index", article_index, "--frozen", "-k", "9"],
            cwd=here,
            env=environment(PYTHONPATH=None),
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (found.returncode, found.stdout.decode()) == (0, expected)


class TestPrivacy:
    """Promise 15."""

    def test_nothing_that_is_kept_can_be_read_by_others(
        self, tmp_path, monkeypatch, without_model, capfd
    ):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        (tmp_path / "a.txt").write_text("The bridge was closed.")
        (tmp_path / "questions").write_text(json.dumps({"question": "bridge"}))
        before = os.umask(0)
        try:
            assert main(["ask", "bridge", "-s", str(tmp_path / "a.txt")]) == 0
            monkeypatch.setattr("sys.stdin", open(tmp_path / "questions"))  # noqa: PTH123, SIM115
            assert main(["chat", "--plain", "-s", str(tmp_path / "a.txt")]) == 0
            from assistant.tui.conversation.input_history import InputHistory

            InputHistory(user_folder("data") / "questions.jsonl").add("bridge")
        finally:
            os.umask(before)
        kept = [*(tmp_path / "cache").rglob("*"), *(tmp_path / "data").rglob("*")]
        assert len(kept) > 20
        open_to_others = [path for path in kept if path.stat().st_mode & 0o077]
        assert open_to_others == []

    def test_nor_can_the_encoder(self, encoder):
        folder = user_folder("cache") / "encoders"
        kept = [folder, *folder.rglob("*")]
        assert len(kept) > 4
        assert [path for path in kept if path.stat().st_mode & 0o077] == []
