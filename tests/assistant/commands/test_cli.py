import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.commands import asking
from assistant.commands.cli import COMMANDS, main
from assistant.conversation import Exchange

ROOT = Path(__file__).resolve().parents[3]
CAT = (
    "75% sure:\n\n"
    "[1] »The cat sleeps.« It is old.\n    — The Farm, Animals, paragraph 1 · farm.txt:1 [0, 26)\n"
)


@pytest.fixture
def quoth(capfd):
    """Run the program in this process; return the exit code, stdout and stderr."""

    def run(*arguments):
        code = main(arguments)
        return (code, *capfd.readouterr())

    return run


@pytest.fixture
def typed(monkeypatch):
    def feed(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return feed


def spawn(*arguments, **settings):
    command = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, **settings
    )


@pytest.mark.usefixtures("scripted")
class TestAsk:
    def test_prints_the_answer(self, quoth):
        assert quoth("ask", "Who sleeps?", "-k", "1") == (0, CAT, "")

    def test_exits_with_1_where_the_documents_do_not_say(self, quoth):
        code, out, _ = quoth("ask", "Where is helium?")
        assert code == 1
        assert out.startswith("The documents do not say.\n\nThe nearest passages, 12%")
        assert "\n\n[1] The cat sleeps. It is old.\n" in out

    def test_prints_one_record(self, quoth):
        code, out, _ = quoth("ask", "Who sleeps?", "--json")
        assert code == 0
        assert out.count("\n") == 1
        assert out.isascii()
        assert json.loads(out)["question"] == "Who sleeps?"

    def test_cites_the_documents_for_programs_that_manage_references(self, quoth):
        code, out, _ = quoth("ask", "Who sleeps?", "--cite", "ris")
        assert (code, out.splitlines()[:3]) == (
            0,
            ["TY  - GEN", "ID  - farm-txt", "TI  - The Farm"],
        )
        assert quoth("ask", "Where is helium?", "--cite", "ris") == (1, "", "")

    def test_prints_its_result_in_one_form(self, quoth):
        error = "--json and --format are forms of one result; leave all but one out"
        asked = ("ask", "Who?", "--json", "--format", "vimgrep")
        assert quoth(*asked) == (2, "", f"quoth: {error}\n")

    def test_takes_the_words_of_a_question_unquoted(self, quoth, scripted):
        quoth("ask", "Who", "sleeps?")
        assert scripted.asked[0][0] == "Who sleeps?"

    def test_takes_shared_options_before_its_name(self, quoth):
        assert quoth("-k", "1", "--quiet", "ask", "Who sleeps?") == (0, CAT, "")

    @pytest.mark.parametrize("arguments", [["ask"], ["ask", "-"]])
    def test_reads_the_question_from_stdin(self, quoth, scripted, typed, arguments):
        typed("Who sleeps — there?\r\n".encode())
        assert quoth(*arguments)[0] == 0
        assert scripted.asked[0][0] == "Who sleeps — there?"

    def test_passes_the_history_on_oldest_first(self, quoth, scripted):
        quoth("ask", "And why?", "--history", "Who?", "--history", "What?")
        assert scripted.asked[0][1] == (Exchange("Who?"), Exchange("What?"))

    def test_gives_the_same_bytes_without_context_where_nothing_is_carried(self, quoth):
        asked = ["ask", "Who sleeps in the barn tonight?", "--json"]
        plain = quoth(*asked)
        assert quoth(*asked, "--history", "Why?") == plain
        assert quoth(*asked, "--history", "Why?", "--no-context") == plain

    @pytest.mark.parametrize("question", ["", " \n\t ", "\u3000"])
    def test_refuses_a_blank_question(self, quoth, question):
        assert quoth("ask", question) == (2, "", "quoth: the question is empty\n")

    @pytest.mark.parametrize("typed_in", [b"", b"\n"])
    def test_without_a_question_anywhere_says_where_to_put_one(self, quoth, typed, typed_in):
        typed(typed_in)
        error = "quoth: stdin holds no question; type it behind quoth ask, or pipe it in\n"
        assert quoth("ask") == (2, "", error)

    def test_refuses_a_question_of_more_than_ten_thousand_characters(self, quoth, typed):
        error = "quoth: the question has 10,001 characters; at most 10,000 are allowed\n"
        assert quoth("ask", "a" * 10_001) == (2, "", error)
        typed(b"a" * 100_000)
        error = "quoth: the question is too long; give at most 10,000 characters\n"
        assert quoth("ask") == (2, "", error)

    def test_refuses_what_is_not_utf_8(self, quoth, typed):
        assert quoth("ask", "\udcff") == (2, "", "quoth: the question is not UTF-8\n")
        error = "quoth: --history: the text is not UTF-8\n"
        assert quoth("ask", "a", "--history", "\udcff") == (2, "", error)
        typed(b"\xff")
        assert quoth("ask") == (2, "", "quoth: the question on stdin is not UTF-8\n")


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            (["-X"], "unrecognized arguments: -X; see quoth chat --help"),
            (["ask", "x", "--bogus"], "unrecognized arguments: --bogus; see quoth ask --help"),
            (["ask", "x", "-k", "0"], "argument -k: must be a whole number from 1 up, not '0'; see quoth ask --help"),
            (["batch"], "the following arguments are required: QUESTIONS.jsonl; see quoth batch --help"),
            (["index", "--info", "--check"], "argument --check: not allowed with argument --info; see quoth index --help"),
            (["who"], f"'who' is none of the commands {', '.join(COMMANDS)}; to ask: quoth ask QUESTION; see quoth --help"),
            (["ask", "x", "-s", "/none"], "/none: no such file or folder"),
        ],
    )  # fmt: skip
    def test_errors_are_one_line_and_exit_with_2(self, quoth, arguments, error):
        assert quoth(*arguments) == (2, "", f"quoth: {error}\n")

    def test_help_names_every_command(self, quoth):
        code, out, _ = quoth("--help")
        assert code == 0
        listed = out.replace("\n", " ")  # a long name has a line of its own
        assert all(f"    {command} " in listed for command in COMMANDS)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_has_the_shared_options(self, quoth, command):
        code, out, _ = quoth(command, "--help")
        shared = ("--source", "--index", "-k", "--json", "--quiet", "--frozen", "--model", "--help")
        assert code == 0
        assert all(option in out for option in shared)


class TestEnding:
    @pytest.mark.parametrize(
        ("error", "code", "said"),
        [
            (KeyboardInterrupt(), 130, ""),
            (BrokenPipeError(), 141, ""),
            (OSError(28, "No space left on device"), 2, "quoth: No space left on device\n"),
            (PermissionError(13, "Permission denied", "/x\n"), 2, "quoth: /x : Permission denied\n"),
        ],
    )  # fmt: skip
    def test_is_an_exit_code_and_at_most_one_line(self, monkeypatch, capsys, error, code, said):
        def fail(_):
            raise error

        monkeypatch.setattr(asking, "run", fail)
        assert main(["ask", "x"]) == code
        assert capsys.readouterr().err == said

    def test_leaves_the_signals_as_they_were(self, quoth):
        before = signal.getsignal(signal.SIGTERM)
        quoth("--help")
        assert signal.getsignal(signal.SIGTERM) is before

    @pytest.mark.parametrize(("name", "code"), [("SIGHUP", 129), ("SIGTERM", 143)])
    def test_on_a_signal_is_its_code(self, monkeypatch, name, code):
        number = getattr(signal, name)
        monkeypatch.setattr(asking, "run", lambda _: os.kill(os.getpid(), number))
        assert main(["ask", "x"]) == code

    def test_is_none_on_a_signal_that_is_ignored_from_the_start(self, monkeypatch):
        monkeypatch.setattr(asking, "run", lambda _: os.kill(os.getpid(), signal.SIGHUP) or 0)
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            assert main(["ask", "x"]) == 0
        finally:
            signal.signal(signal.SIGHUP, before)


class TestProgram:
    def test_help_loads_nothing_heavy(self):
        heavy = {"torch", "faiss", "textual", "rich", "numpy", "assistant.engine"}
        code = (
            "import sys; from assistant.commands.cli import main; main(['--help']); "
            f"print(sorted({heavy} & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.endswith("\n[]\n")

    def test_exits_with_the_code_of_its_command(self):
        assert spawn("--version").returncode == 0
        done = spawn("ask", "x", "-s", "/none")
        assert (done.returncode, done.stderr) == (2, "quoth: /none: no such file or folder\n")

    def test_a_closed_pipe_ends_it_quietly(self):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [sys.executable, "-m", "assistant", "index", "--help"],
            cwd=ROOT,
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writer)
        assert done.stderr == b""

    def test_closed_standard_streams_are_one_line(self):
        done = subprocess.run(
            ["sh", "-c", f"exec {sys.executable} -m assistant batch - <&-"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        error = "quoth: stdin is closed; name a file, or pipe something in\n"
        assert (done.returncode, done.stderr) == (2, error)
