import os
import signal
import sys
from pathlib import Path

import pytest

from assistant.citations.file_place import FilePlace
from assistant.console.ending import handling
from assistant.tui.source.editor import editor_command, left_to_the_editor
from index.errors import InputError

PLACE = FilePlace(Path("/docs/a mill.txt"), 12)


class TestCommand:
    @pytest.mark.parametrize(
        ("editor", "arguments"),
        [
            ("vi", ["+12", "/docs/a mill.txt"]),
            ("nvim", ["+12", "/docs/a mill.txt"]),
            ("nano", ["+12", "/docs/a mill.txt"]),
            ("emacs", ["+12", "/docs/a mill.txt"]),
            ("micro", ["+12", "/docs/a mill.txt"]),
            ("kak", ["+12", "/docs/a mill.txt"]),
            ("hx", ["/docs/a mill.txt:12"]),
            ("subl", ["/docs/a mill.txt:12"]),
            ("code", ["--goto", "/docs/a mill.txt:12"]),
            ("codium", ["--goto", "/docs/a mill.txt:12"]),
            ("ed", ["/docs/a mill.txt"]),
        ],
    )
    def test_gives_the_line_as_the_editor_takes_it(self, editor, arguments):
        assert editor_command({"EDITOR": editor}, PLACE) == [editor, *arguments]

    def test_keeps_the_editors_own_arguments_and_knows_it_by_its_name(self):
        environment = {"EDITOR": "'/opt/my tools/vim.basic' -u NONE"}
        assert editor_command(environment, PLACE) == [
            "/opt/my tools/vim.basic", "-u", "NONE", "+12", "/docs/a mill.txt",
        ]  # fmt: skip

    def test_visual_goes_before_editor_unless_it_is_blank(self):
        both = {"VISUAL": "hx", "EDITOR": "ed"}
        assert editor_command(both, PLACE)[0] == "hx"
        assert editor_command(both | {"VISUAL": " "}, PLACE)[0] == "ed"

    def test_nothing_in_it_is_read_by_a_shell(self):
        assert editor_command({"EDITOR": "ed; rm $HOME"}, PLACE)[:3] == ["ed;", "rm", "$HOME"]

    def test_a_file_whose_name_looks_like_an_option_is_still_a_file(self, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        place = FilePlace(Path("--wait"), 1)
        assert editor_command({"EDITOR": "ed"}, place) == ["ed", str(tmp_path / "--wait")]

    @pytest.mark.parametrize(
        ("environment", "said"),
        [
            ({}, "no editor is set; set \\$EDITOR before you start, as in: export EDITOR=nano"),
            ({"EDITOR": "vi 'x"}, "\\$EDITOR is no command \\(No closing quotation\\); correct it"),
        ],
    )
    def test_what_is_no_editor_is_said_with_the_remedy(self, environment, said):
        with pytest.raises(InputError, match=said):
            editor_command(environment, PLACE)


class Editor:
    """Has the terminal; notes what it is asked."""

    def __init__(self):
        self.asked = []

    def send_signal(self, number):
        self.asked.append(number)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
class TestSignals:
    @pytest.mark.parametrize("name", ["SIGINT", "SIGQUIT"])
    def test_that_interrupt_are_the_editors_and_ours_again_afterwards(self, name):
        number = getattr(signal, name)
        before, editor = signal.getsignal(number), Editor()
        with left_to_the_editor(editor):
            os.kill(os.getpid(), number)
        assert signal.getsignal(number) is before
        assert editor.asked == []

    @pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
    def test_that_end_us_end_the_editor_first(self, name):
        number = getattr(signal, name)
        ours, editor = [], Editor()
        with handling([number], lambda number, _: ours.append(number)):
            with left_to_the_editor(editor):
                os.kill(os.getpid(), number)
                assert (editor.asked, ours) == ([number], [])
            assert ours == [number]
