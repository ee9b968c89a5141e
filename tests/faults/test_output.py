"""Promise 9: no text sends a control sequence to a terminal, whatever it comes from."""

import io
import json
import os
import re
import sys

import pytest

from assistant.commands.cli import main
from tests.faults.running import ROOT
from tests.faults.terminal import shown

ATTACKS = (
    "\x1b]52;c;aGk=\x07",  # writes the clipboard
    "\x1b]0;title\x07",
    "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[1;31m",
    "\x9b31m\x9d0;title\x9c",
    "\x90q\x9c",
    "over\rwritten\x08\x08\x7f",
    "\u202egnp.exe\u202c",
    "\u2066\u2069\u200b\u2028",
    "[@click=app.quit]markup[/]",
    "[/red]",
    "{0} %s %n",
)
HOSTILE = " ".join(ATTACKS)
ALLOWED = re.compile(r"[\n\t\x20-\x7e\xa0-\U0010ffff]*")
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029\ufeff]")
STYLES = re.compile(rb"\x1b\[[0-9;]*m|\r\n")


def assert_harmless(output):
    odd = [char for char in output if not ALLOWED.fullmatch(char) or HIDDEN.match(char)]
    assert not odd, [hex(ord(char)) for char in odd]


@pytest.fixture
def library(tmp_path, without_model):
    """Documents that are hostile in text, title, heading, id and name, and their index."""
    folder = tmp_path / f"lib\x1b[31m\x9b{HOSTILE[-20:].replace('/', '')}"
    folder.mkdir()
    for number, attack in enumerate(ATTACKS):
        name = attack.replace("/", "")
        (folder / f"{number}{name}.txt").write_text(
            f"Title {attack}\n\nThe bridge {attack} was closed. {attack} It is old.\n", "utf-8"
        )
    lines = [{"_id": f"id {a}", "title": f"title {a}", "text": f"The bridge {a}."} for a in ATTACKS]
    (folder / "corpus.jsonl").write_text(
        "\n".join([*map(json.dumps, lines), json.dumps(HOSTILE), "{" + HOSTILE]), "utf-8"
    )
    (folder / f"bad{ATTACKS[0]}.txt").write_bytes(b"\0\xff")
    (folder / "page.md").write_text(f"---\ntitle: {HOSTILE}\n---\n# {HOSTILE}\n\nThe bridge.\n")
    return folder


@pytest.fixture
def said(capfd, monkeypatch):
    """Run a command and return all that it prints."""

    def run(*arguments, typed=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return out + err

    return run


class TestEveryCommand:
    def test_prints_nothing_that_steers_a_terminal(self, library, said, tmp_path):
        options = ["-s", library, "--index", tmp_path / "index"]
        question = f"bridge {HOSTILE}"
        questions = tmp_path / "questions.jsonl"
        questions.write_text(json.dumps({"question": question, "id": HOSTILE}) + "\n{\x1b[31m\n")
        answers = tmp_path / "answers.jsonl"
        commands = {
            ("index",): b"",
            ("index", "--info"): b"",
            ("index", "--info", "--json"): b"",
            ("index", "--check"): b"",
            ("index", "--check", "--json"): b"",
            ("ask", question, "-k", "100"): b"",
            ("ask", question, "-k", "100", "--explain", "--history", question): b"",
            ("ask", question, "--json", "--explain"): b"",
            ("ask", "-"): question.encode(),
            ("batch", questions): b"",
            ("batch", questions, "-o", answers): b"",
            ("verify", answers): b"",
            ("verify", answers, "--json"): b"",
            ("chat", "--plain"): f"{question}\nand the bridge {HOSTILE}?\n".encode(),
            ("chat", "--plain", "--resume"): question.encode(),
            ("chat", "--json"): f"{question}\n".encode(),
        }
        for command, typed in commands.items():
            output = said(*command, *options, typed=typed)
            assert output, command
            assert_harmless(output)

    def test_complains_in_words_that_steer_no_terminal(self, library, said, tmp_path):
        options = ["-s", library, "--index", tmp_path / "index"]
        said("index", *options)
        for command in (
            ("ask", "x", "-s", tmp_path / HOSTILE),
            ("ask", "x", "--index", library),
            ("ask", "x", "-k", HOSTILE),
            ("ask", f"--{ATTACKS[0]}"),
            ("".join(HOSTILE.split()),),
            ("batch", tmp_path / HOSTILE),
            ("batch", tmp_path / "none", "-o", tmp_path / HOSTILE),
            ("index", "--text", HOSTILE, *options),
            ("verify", tmp_path / HOSTILE),
            ("chat", "--plain", "-s", tmp_path / HOSTILE),
            ("ask", "x", "--model", HOSTILE, "--index", tmp_path / "new"),
        ):
            output = said(*command)
            assert_harmless(output)
            if "--model" not in command:
                assert output.count("\n") == 1, command

    def test_records_hold_ascii_alone(self, library, said, tmp_path):
        output = said("ask", HOSTILE, "--json", "-s", library, "--index", tmp_path / "index")
        record = next(line for line in output.splitlines() if line.startswith("{"))
        assert re.fullmatch(r"[\x20-\x7e]+", record)
        assert json.loads(record)["question"] == HOSTILE


class TestOnATerminal:
    PROGRAM = (
        "from tests.conftest import FakeEncoder; from index.model.encoding import Encoder; "
        "Encoder.load = lambda *_, **__: FakeEncoder(); "
        "from assistant.__main__ import run; run()"
    )

    @pytest.mark.parametrize(
        ("command", "typed"),
        [
            (("ask", "bridge", "-k", "100"), b""),
            (("index", "--info"), b""),
            (("index", "--text", "0" + ATTACKS[0].replace("/", "") + ".txt"), b""),
            (("chat", "--plain"), b"the bridge [/red]\n\x04"),
        ],
        ids=["ask", "info", "text", "chat"],
    )
    def test_styles_are_all_that_it_gets(self, library, tmp_path, command, typed):
        options = ["-s", str(library), "--index", str(tmp_path / "index")]
        main(["index", "--quiet", *options])
        code, sent = shown(
            [sys.executable, "-c", self.PROGRAM, *command, "--quiet", *options],
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
            typed=typed,
        )
        assert code in {0, 1}, sent
        assert len(sent) > 100
        text = STYLES.sub(b"\n", sent).decode()
        assert_harmless(text.replace("\x04", "").replace("\x08", "").replace("^D", ""))
