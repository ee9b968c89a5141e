"""How the chat leaves a real terminal: as it found it, whatever ends it."""

import signal
import sys

import pytest

from tests.assistant.tui.pseudo_terminal import LEAVE, SHOWN_CURSOR, left_behind

SIGNALS = pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGHUP, 129),
        (signal.SIGINT, 130),
        (signal.SIGQUIT, 131),
        (signal.SIGTERM, 143),
    ],
)
OPENING = """
import threading; from assistant.tui.terminal import leaving; from assistant.tui.app import ChatApp, run_chat
def opening(progress):
    progress('reading', 1, 2)
    while not threading.Event().wait(0.01): progress('reading', 1, 2)
def stuck(progress):
    progress('reading', 1, 2)
    threading.Event().wait()
def flooding(progress):
    progress('reading', 1, 2)
    while True: app.call_from_thread(app._driver.write, ' ' * 9000)
leaving._PATIENCE = {patience}
app = ChatApp({work})
raise SystemExit(run_chat(app))
"""
LAST_PAINTED, HIDDEN_CURSOR = "\x1b[?1004l", "\x1b[?25l"
EDITOR = """
import pathlib, signal, sys, time
def end(number, _):
    pathlib.Path(sys.argv[1]).write_text(f"saved at signal {number}")
    raise SystemExit
signal.signal(signal.SIGTERM, end)
print("EDITING", flush=True)
while True: time.sleep(60)
"""
SHELL = """
import os, signal, subprocess, sys
held, gone = os.pipe()
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1, signal.SIGTTOU})
script = os.fork()
if not script:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    subprocess.run([sys.executable, "-c", sys.argv[1]], pass_fds=[gone])
os.close(gone)
signal.sigwait({signal.SIGUSR1})
os.kill(script, signal.SIGKILL)
os.waitpid(script, 0)
os.tcsetpgrp(0, os.getpid())
os.write(1, b"in the background now")
os.read(held, 1)
"""


@pytest.fixture
def chat(start, article_index, tmp_path):
    """The real chat over the article, once its documents are open."""
    return chat_of(start, article_index, XDG_DATA_HOME=str(tmp_path))


def chat_of(start, index, **options):
    terminal = start("-m", "assistant", "chat", "--index", index, **options)
    terminal.wait_for("What is this about")
    return terminal


def opening(start, work="opening", patience=120):
    terminal = start("-c", OPENING.format(work=work, patience=patience))
    terminal.wait_for("reading…")
    return terminal


def restored(terminal):
    return left_behind(terminal.painted) == set() and terminal.attributes() == terminal.before


class TestLeaving:
    def test_by_its_key_restores_the_terminal(self, chat):
        assert {"1049", "2004", "1003", SHOWN_CURSOR} <= left_behind(chat.painted)
        chat.press(LEAVE)
        assert chat.ended() == 0
        assert restored(chat)

    @SIGNALS
    def test_by_a_signal_does_so_too(self, chat, number, code):
        chat.send(number)
        assert chat.ended() == code
        assert restored(chat)

    @SIGNALS
    def test_while_the_documents_are_opened_too(self, start, number, code):
        terminal = opening(start)
        terminal.send(number)
        assert terminal.ended() == code
        assert restored(terminal)

    def test_waits_a_few_seconds_for_work_that_does_not_end(self, start):
        terminal = opening(start, work="stuck", patience=1)
        terminal.send(signal.SIGTERM)
        assert terminal.ended() == 143
        assert restored(terminal)

    def test_a_signal_that_is_ignored_from_the_start_stays_ignored(self, start):
        """As below ``nohup``."""
        ignoring = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"
        terminal = start("-c", ignoring + OPENING.format(work="opening", patience=1))
        terminal.wait_for("reading…")
        terminal.send(signal.SIGHUP)
        terminal.send(signal.SIGTERM)
        assert terminal.ended() == 143


class TestSuspending:
    def test_restores_the_terminal_and_going_on_takes_it_again(self, start):
        terminal = opening(start)
        terminal.send(signal.SIGTSTP)
        terminal.wait_until_stopped()
        terminal.wait_for(LAST_PAINTED)
        assert restored(terminal)
        terminal.painted = ""
        terminal.send(signal.SIGCONT)
        terminal.wait_for(HIDDEN_CURSOR)
        assert terminal.attributes() != terminal.before
        terminal.send(signal.SIGTERM)
        assert terminal.ended() == 143
        assert restored(terminal)

    def test_ends_by_a_signal_that_comes_meanwhile(self, start):
        terminal = opening(start)
        terminal.send(signal.SIGTSTP)
        terminal.wait_until_stopped()
        terminal.send(signal.SIGTERM)
        terminal.send(signal.SIGCONT)
        assert terminal.ended() == 143
        assert restored(terminal)


class TestALostTerminal:
    @pytest.mark.parametrize("is_controlling", [True, False], ids=["told of it", "not told"])
    def test_ends_the_chat_which_keeps_what_was_said(
        self, start, article_index, tmp_path, is_controlling
    ):
        terminal = chat_of(
            start, article_index, is_controlling=is_controlling, XDG_DATA_HOME=str(tmp_path)
        )
        terminal.press("Who is Malashenko?\r")
        terminal.wait_for("[1]")
        terminal.vanish()
        assert terminal.ended_unread() == 129
        (session,) = tmp_path.rglob("sessions/*.jsonl")
        assert session.read_text().count("\n") == 1

    def test_ends_one_that_opens_its_documents_too(self, start):
        terminal = opening(start)
        terminal.vanish()
        assert terminal.ended_unread() == 129

    def test_ends_one_that_its_shell_has_lost_in_the_background(self, start):
        terminal = start(
            "-c", SHELL, OPENING.format(work="opening", patience=120), is_controlling=True
        )
        terminal.wait_for("reading…")
        terminal.send(signal.SIGUSR1)
        terminal.wait_for("in the background now")
        terminal.press("x")
        assert terminal.ended() == 0
        assert "Traceback" not in terminal.painted
        assert left_behind(terminal.painted) == set()

    def test_that_takes_nothing_any_more_gets_its_attributes_back(self, start):
        terminal = opening(start, work="flooding", patience=1)
        terminal.wait_until_full()
        terminal.send(signal.SIGTERM)
        assert terminal.ended_unread() == 143
        assert terminal.attributes() == terminal.before


class TestAnEditor:
    def test_that_is_open_is_asked_to_end_before_the_chat_does(
        self, start, article_index, tmp_path
    ):
        editor, saved = tmp_path / "editor.py", tmp_path / "saved"
        editor.write_text(EDITOR)
        terminal = chat_of(
            start,
            article_index,
            XDG_DATA_HOME=str(tmp_path),
            VISUAL=f"{sys.executable} {editor} {saved}",
        )
        terminal.press("Who is Malashenko?\r")
        terminal.wait_for("[1]")
        terminal.press("\x1b[27u")
        terminal.wait_for("Copy")
        terminal.press("o")
        terminal.wait_for("EDITING")
        assert terminal.attributes() == terminal.before
        terminal.send(signal.SIGTERM)
        assert terminal.ended() == 143
        assert saved.read_text() == "saved at signal 15"
        assert restored(terminal)
