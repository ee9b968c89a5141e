"""``quoth doctor``, ``config`` and ``completion``, and what the settings change."""

import json
import os
import subprocess
import sys

import pytest

from assistant.commands.cli import main
from assistant.console.settings import settings_file
from index.following.carrier import CARRIER
from index.reading.reader import READER


@pytest.fixture
def quoth(tmp_path, monkeypatch, capfd):
    """Run the program where one file lies; return the exit code, stdout and stderr."""
    (tmp_path / "mill.md").write_text("# The Mill\n\nIt burned in March. Nobody was hurt.\n")
    monkeypatch.chdir(tmp_path)
    index = str(tmp_path.parent / f"{tmp_path.name}-index")

    def run(command, *arguments):
        code = main([command, "--index", index, "-s", "mill.md", "--quiet", *arguments])
        return (code, *capfd.readouterr())

    return run


class TestDoctor:
    def test_says_that_all_is_well_before_anything_is_built(self, quoth, tmp_path):
        code, out, err = quoth("doctor")
        assert (code, err) == (0, "")
        assert f"index {tmp_path}-index: not built yet\nAll is well.\n" in out

    def test_says_how_the_index_stands(self, quoth, tmp_path):
        (tmp_path / "twin.md").write_text((tmp_path / "mill.md").read_text())
        quoth("index", "-s", "twin.md")
        out = quoth("doctor", "-s", "twin.md")[1]
        assert f"index {tmp_path}-index: 2 documents, 2 passages, current\n" in out
        assert "\nthe same text: mill.md, twin.md\n" in out

    def test_says_what_is_wrong(self, quoth, tmp_path):
        quoth("index")
        (tmp_path / "mill.md").write_text("It stands.")
        code, out, _ = quoth("doctor")
        assert code == 1
        assert f"wrong: {tmp_path}-index: its files have changed" in out
        assert "All is well" not in out

    def test_names_a_model_that_is_not_the_published_one(self, quoth, monkeypatch):
        monkeypatch.setattr("index.installation.file_sha256", lambda path: "0" * 64)
        code, out, _ = quoth("doctor")
        assert code == 1
        assert f"wrong: {READER.weights}: is not the published one; install Quoth anew" in out
        assert f"wrong: {CARRIER.weights}: is not" in out

    def test_names_settings_that_cannot_be_read(self, quoth):
        settings_file().parent.mkdir(parents=True)
        settings_file().write_text("k = many")
        code, out, _ = quoth("doctor")
        assert code == 1
        assert f"wrong: {settings_file()}: is no TOML" in out

    def test_names_a_source_that_is_not_there(self, quoth):
        code, out, _ = quoth("doctor", "-s", "gone.md")
        assert code == 1
        assert "wrong: gone.md: no such file or folder\n" in out

    def test_knows_the_collections(self, quoth):
        quoth("config", "collections.mills", "mill.md")
        assert quoth("doctor", "-c", "mills")[0] == 0

    def test_is_a_record(self, quoth):
        code, out, _ = quoth("doctor", "--json")
        record = json.loads(out)
        assert (code, record["schema"], record["healthy"]) == (0, "quoth.doctor/1", True)
        assert {each["name"] for each in record["models"]} >= {READER.name, CARRIER.name}
        assert record["index"]["built"] is False


class TestConfig:
    def test_shows_what_was_set_and_nothing_else(self, quoth, tmp_path):
        assert quoth("config") == (0, f"# {settings_file()}\n", "")
        assert quoth("config", "k", "2") == (0, "", "")
        assert quoth("config", "collections.work", "mill.md")[0] == 0
        told = f"# {settings_file()}\nk = 2\ncollections.work = {tmp_path / 'mill.md'}\n"
        assert quoth("config") == (0, told, "")
        assert quoth("config", "k") == (0, "2\n", "")

    @pytest.mark.usefixtures("quoth")
    def test_says_where_nothing_is_and_sets_it(self, tmp_path, capfd):
        missing = tmp_path / "later"
        said = f"quoth: collections.new: nothing is at {missing} yet; it is set all the same\n"
        assert main(["config", "collections.new", "mill.md", "later"]) == 0
        assert capfd.readouterr() == ("", said)
        assert main(["config", "collections.new", "later", "--quiet"]) == 0
        assert main(["config", "collections.new"]) == 0
        assert capfd.readouterr() == (f"{missing}\n", "")

    def test_keeps_what_else_the_file_says(self, quoth):
        settings_file().parent.mkdir(parents=True)
        settings_file().write_text("# mine\nk = 3  # few\n")
        quoth("config", "reading", "no")
        assert settings_file().read_text() == "# mine\nk = 3  # few\nreading = false\n"

    def test_goes_back_to_the_default(self, quoth):
        quoth("config", "k", "2")
        assert quoth("config", "k", "--unset") == (0, "", "")
        assert quoth("config", "k") == (1, "", "")

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            (("k", "x"), "k must be a whole number from 1 to 1,000, not 'x'"),
            (("k", "1", "2"), "k: has one value, not 2"),
            (("colour", "red"), "'colour' is no setting; there are k, reading and collections."),
            (("reading", "perhaps"), "reading must be true or false, not 'perhaps'"),
            (("collections.", "a"), "collections.: name the collection"),
        ],
    )
    def test_refuses_what_is_no_setting_and_changes_nothing(self, quoth, values, said):
        code, _, err = quoth("config", *values)
        assert code == 2
        assert said in err
        assert err.count("\n") == 1
        assert not settings_file().exists()


class TestSettings:
    def test_stand_in_place_of_defaults(self, quoth, scripted):
        quoth("config", "k", "1")
        assert len(json.loads(quoth("ask", "Who?", "--json")[1])["passages"]) == 1
        assert len(json.loads(quoth("ask", "Who?", "--json", "-k", "2")[1])["passages"]) == 2

    def test_name_sources(self, quoth, tmp_path, capfd):
        quoth("config", "collections.mills", "mill.md")
        elsewhere = ("--index", str(tmp_path / "other"), "--quiet")
        assert main(["ask", *elsewhere, "-c", "mills", "--all", "march"]) == 0
        assert main(["ask", *elsewhere, "-c", "tolls", "--all", "march"]) == 2
        assert "-c tolls: is no collection (there are: mills)" in capfd.readouterr().err

    def test_that_cannot_be_read_are_named_by_whoever_needs_them(self, quoth):
        settings_file().parent.mkdir(parents=True)
        settings_file().write_text("k = 0\n")
        code, out, err = quoth("ask", "Who?")
        assert (code, out) == (2, "")
        assert err == f"quoth: {settings_file()}: k must be a whole number from 1 to 1,000, not 0\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such shells")
class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_prints_what_a_shell_runs(self, shell, capfd):
        assert main(["completion", shell]) == 0
        assert "quoth" in capfd.readouterr().out

    def test_refuses_another_shell_in_one_line(self, capfd):
        assert main(["completion", "tcsh"]) == 2
        assert capfd.readouterr().err.count("\n") == 1

    def completed(self, line, tmp_path):
        """Return what a shell is offered behind a command line."""
        told = tmp_path / "told"
        environment = {
            **os.environ, "_ARGCOMPLETE": "1", "COMP_LINE": line, "COMP_POINT": str(len(line)),
            "_ARGCOMPLETE_STDOUT_FILENAME": str(told), "_ARGCOMPLETE_IFS": "\n",
        }  # fmt: skip
        command = [sys.executable, "-m", "assistant"]
        subprocess.run(command, env=environment, check=False, capture_output=True)
        return told.read_text().split("\n")

    def test_offers_commands(self, tmp_path):
        assert [each.strip() for each in self.completed("quoth ver", tmp_path)] == ["verify"]

    def test_offers_options(self, tmp_path):
        assert "--no-context" in self.completed("quoth ask --no-", tmp_path)

    def test_offers_collections(self, quoth, tmp_path):
        quoth("config", "collections.mills", "mill.md")
        assert [each.strip() for each in self.completed("quoth ask -c m", tmp_path)] == ["mills"]

    def test_offers_ids_of_documents(self, quoth, tmp_path):
        quoth("index")
        line = f"quoth ask --index {tmp_path}-index -s mill.md --document mi"
        assert [each.strip() for each in self.completed(line, tmp_path)] == ["mill.md"]
