import shutil
import subprocess

import pytest

from assistant.commands.cli import COMMANDS, main, whole_parser


@pytest.fixture
def page(capfd):
    assert main(["man"]) == 0
    return capfd.readouterr().out


def test_tells_of_every_command_and_of_every_option(page):
    plain = page.replace("\\-", "-")
    _, commands = whole_parser()
    assert [line for line in plain.splitlines() if line.startswith(".SS ")] == [
        f".SS quoth {command}" for command in COMMANDS
    ]
    options = {name for one in commands.values() for each in one.described() for name in each.names}
    assert len(options) > 30
    assert [name for name in options if f"\\fB{name}\\fR" not in plain] == []


def test_tells_of_what_all_commands_have_once(page):
    assert page.count("\\fB\\-\\-index\\fR") == 1


def test_no_line_of_it_is_taken_for_a_macro_that_there_is_not(page):
    macros = {line.split()[0] for line in page.splitlines() if line.startswith(".")}
    assert macros == {".TH", ".SH", ".SS", ".TP", ".B"}


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff")
def test_groff_has_nothing_to_say_against_it(page):
    run = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z"],
        input=page, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
