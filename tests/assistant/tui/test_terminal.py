"""The chat in a real terminal: what reaches it, and how it is left."""

import codecs
import json
import os
import re
import select
import signal
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", reason="the system has no pseudo-terminals")
termios = pytest.importorskip("termios", reason="the system has no pseudo-terminals")

PATIENCE = 120
"""Seconds; a first test may have to export the model."""
QUESTION_LINE = "sk the documents…"
LEAVE = "\x11"
SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])", re.DOTALL
)
"""Control sequences as ECMA-48 has them: CSI, strings such as OSC, and short ones."""
MODE = re.compile(r"\x1b\[\?([\d;]+)([hl])")
SHOWN_CURSOR, LINE_WRAP = "25", "7"
STEERING = (
    "\x1b]52;c;b3duZWQ=\x07",
    "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[31m\x1b[?1049l",
    "\x9b5n\x9d0;owned\x9c\x90q\x9c",
    "\u202egnp.exe\u2066\u2069\u200b",
    "[@click=app.quit]here[/red]",
)
HOSTILE = " ".join(STEERING)


class Terminal:
    """A pseudo-terminal of 120 by 30 with one program in it."""

    def __init__(self, *arguments):
        self._ours, its = pty.openpty()
        termios.tcsetwinsize(its, (30, 120))
        self._name, self.before = os.ttyname(its), termios.tcgetattr(its)
        self.painted = ""
        # A character may come in two reads.
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=its,
            stdout=its,
            stderr=its,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(its)

    def wait_for(self, text):
        """Read until a text was painted; the rest of what is there is read too."""
        while text not in self.painted:
            assert self._read(), f"ended without {text!r}: {self.painted[-2000:]!r}"

    def press(self, keys):
        os.write(self._ours, keys.encode())

    def send(self, number):
        os.kill(self._process.pid, number)

    def ended(self):
        """Read to the end and return the exit code."""
        while self._read():
            pass
        return self._process.wait(PATIENCE)

    def attributes(self):
        """Return what the program has left of the terminal's attributes."""
        its = os.open(self._name, os.O_RDWR | os.O_NOCTTY)
        try:
            return termios.tcgetattr(its)
        finally:
            os.close(its)

    def close(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._ours)

    def _read(self):
        ready, _, _ = select.select([self._ours], [], [], PATIENCE)
        assert ready, f"painted nothing for {PATIENCE} s: {self.painted[-2000:]!r}"
        try:
            data = os.read(self._ours, 1 << 16)
        except OSError:  # Linux says so when the program has ended
            return False
        self.painted += self._decoder.decode(data)
        return bool(data)


@pytest.fixture
def start():
    """Starts Python in a terminal of its own."""
    terminals = []

    def start(*arguments):
        terminals.append(Terminal(*map(str, arguments)))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def chat(start, article_index):
    """The real chat over the article, once its documents are open."""
    terminal = start("-m", "assistant", "chat", "--index", article_index)
    terminal.wait_for("What does it say about")
    return terminal


def kinds(painted):
    """Return the control sequences that were painted, whatever their numbers are."""
    found = (match.group() for match in SEQUENCE.finditer(painted))
    return {re.sub(r"[\d;:]+", "0", sequence) for sequence in found}


def left_behind(painted):
    """Return the modes that are not as a terminal has them by default."""
    modes = {}
    for numbers, switch in MODE.findall(painted):
        modes.update(dict.fromkeys(numbers.split(";"), switch))
    on = {SHOWN_CURSOR, LINE_WRAP}
    wrong = {mode for mode, switch in modes.items() if (switch == "h") != (mode in on)}
    keyboard = painted.count("\x1b[>") - painted.count("\x1b[<u")
    return wrong | ({"keyboard"} if keyboard else set())


class TestTheFirstPaint:
    def test_waits_for_nothing_heavy(self, start, article_index):
        terminal = start("-X", "importtime", "-m", "assistant", "chat", "--index", article_index)
        terminal.wait_for("What does it say about")
        before, _, after = terminal.painted.partition(QUESTION_LINE)
        imported = [
            set(re.findall(r"\| +([a-z_]\w*)[.\w]*\r?\n", part)) for part in (before, after)
        ]
        heavy = {"numpy", "faiss", "onnxruntime", "tokenizers", "Stemmer", "tiktoken", "pydantic"}
        assert {"textual", "assistant"} <= imported[0]
        assert not heavy & imported[0]
        assert {"numpy", "onnxruntime"} <= imported[1]


class TestLeaving:
    def restored(self, terminal):
        return left_behind(terminal.painted) == set() and terminal.attributes() == terminal.before

    def test_by_its_key_restores_the_terminal(self, chat):
        assert {"1049", "2004", "1003", SHOWN_CURSOR} <= left_behind(chat.painted)
        chat.press(LEAVE)
        assert chat.ended() == 0
        assert self.restored(chat)

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_by_a_signal_does_so_too(self, chat, number, code):
        chat.send(number)
        assert chat.ended() == code
        assert self.restored(chat)

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_while_the_documents_are_opened_too(self, start, number, code):
        opening = (
            "import threading; from assistant.tui.app import ChatApp, run_chat\n"
            "def opening(progress):\n"
            "    progress('reading', 1, 2)\n"
            "    while not threading.Event().wait(0.01): progress('reading', 1, 2)\n"
            "raise SystemExit(run_chat(ChatApp(opening)))"
        )
        terminal = start("-c", opening)
        terminal.wait_for("reading…")
        terminal.send(number)
        assert terminal.ended() == code
        assert self.restored(terminal)

    def test_by_a_crash_does_so_too(self, start):
        crash = (
            "from assistant.tui.app import ChatApp, run_chat\n"
            "def opening(progress): raise ZeroDivisionError('a defect')\n"
            "raise SystemExit(run_chat(ChatApp(opening)))"
        )
        terminal = start("-c", crash)
        assert terminal.ended() == 1
        assert "a defect" in terminal.painted
        assert self.restored(terminal)


class TestAHostileDocument:
    """Its text, title, id and the question all try to steer the terminal."""

    def talk(self, start, folder, text):
        folder.mkdir()
        source = folder / "bread.jsonl"
        document = {
            "_id": f"bread {text}",
            "title": f"Bread {text}",
            "text": f"The mill {text} had burned in March.\n\nThe town paid half. {text} Then more.",
        }
        source.write_text(json.dumps(document) + "\n", encoding="utf-8")
        terminal = start("-m", "assistant", "chat", "--explain", "-s", source)
        terminal.wait_for("What is “Bread")
        terminal.press(f"\x1b[200~Did the mill burn? {text.replace(chr(27), '')}\x1b[201~\r")
        terminal.wait_for("% sure")
        terminal.wait_for("paid half")
        terminal.press(LEAVE)
        assert terminal.ended() == 0
        return terminal.painted

    def test_sends_nothing_that_the_chat_does_not_send_by_itself(self, start, tmp_path):
        hostile = self.talk(start, tmp_path / "hostile", HOSTILE)
        harmless = self.talk(start, tmp_path / "harmless", "“harmless”")
        assert r"\x1b]52;c;" in hostile
        assert kinds(hostile) <= kinds(harmless)
        controls = {char for char in SEQUENCE.sub("", hostile) if not char.isprintable()}
        assert controls <= {"\r", "\n", "\b", "\t"}
