import io
import sys
from pathlib import Path

import pytest

from assistant.citations.original import Original
from assistant.rendering.layout import layout_of_stdout
from assistant.rendering.turns import plain_text


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def cited(scripted, farm, monkeypatch):
    """Return what stands below the passage of an answer, on this stdout."""
    original = Original("farm.txt", "", farm, "farm.txt")
    monkeypatch.setattr(scripted, "original", lambda _: original, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")

    def cited(stdout=None):
        monkeypatch.setattr(sys, "stdout", stdout or Terminal())
        layout = layout_of_stdout(scripted)
        return plain_text(scripted.ask("Who sleeps?", k=1), layout).rpartition(" · ")[2]

    return cited


class TestCitations:
    def test_name_documents_as_records_do_where_there_is_no_terminal(self, cited):
        assert cited(io.StringIO()) == "farm.txt:1 [0, 26)"

    def test_name_files_from_the_current_directory_on_a_terminal(self, cited, farm, monkeypatch):
        monkeypatch.chdir(farm.parent.parent)
        assert cited() == f"{farm.parent.name}/farm.txt:1 [0, 26)"
        monkeypatch.chdir(farm.parent)
        assert cited() == "farm.txt:1 [0, 26)"

    def test_name_them_whole_where_that_is_shorter(self, cited, farm, monkeypatch):
        deep = farm.parent.joinpath(*("deep",) * len(str(farm)))
        monkeypatch.setattr("os.getcwd", lambda: str(deep))
        assert cited() == f"{farm}:1 [0, 26)"

    def test_name_them_whole_where_the_current_directory_is_gone(
        self, cited, farm, monkeypatch, tmp_path
    ):
        gone = tmp_path / "gone"
        gone.mkdir()
        monkeypatch.chdir(gone)
        gone.rmdir()
        assert cited() == f"{farm}:1 [0, 26)"

    def test_hold_nothing_of_a_path_that_steers_a_terminal(self, cited, scripted, monkeypatch):
        original = Original("farm.txt", "", Path("/\x1b[2J/farm.txt"), "farm.txt")
        monkeypatch.setattr(scripted, "original", lambda _: original)
        assert cited() == r"/\x1b[2J/farm.txt:1 [0, 26)"
