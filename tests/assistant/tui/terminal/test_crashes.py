"""A defect in the chat: the terminal comes back, one line says where the log is."""

import pytest

from tests.assistant.tui.pseudo_terminal import SEQUENCE, left_behind

CRASH = """
import threading; from assistant.tui.terminal import leaving; from assistant.tui.app import ChatApp, run_chat
from assistant.tui.conversation.screen import ChatScreen
from assistant.tui.conversation.status_line import StatusLine
from textual.drivers.linux_driver import LinuxDriver
def fail(*_, **__):
    secret = 'what a variable ' + 'holds'
    raise ZeroDivisionError('a defect')
async def failing(*_, **__): fail()
def opening(progress): progress('reading', 1, 2)
leaving._PATIENCE = 1
{fault}
app = ChatApp(opening)
raise SystemExit(run_chat(app))
"""
FAULTS = {
    "a worker": "opening = fail",
    "a handler": "ChatScreen.on_progressed = fail",
    "an asynchronous handler": "ChatScreen.on_opening_failed = ChatScreen.on_opened = failing",
    "a timer": "ChatApp.on_mount = lambda app: app.set_timer(0.01, fail)",
    "composing": "ChatScreen.compose = fail",
    "mounting": "StatusLine.on_mount = fail",
    "painting": "StatusLine.render_lines = fail",
    "reading the keys": "LinuxDriver.run_input_thread = fail",
    "the app": "ChatApp.on_mount = fail",
    "a handler while a thread is stuck": (
        "ChatScreen.on_progressed = fail\n"
        "def opening(progress): progress('reading', 1, 2); threading.Event().wait()"
    ),
}
BROKEN_KEY = """
from assistant.commands.cli import main; from assistant.tui.source.passage_cursor import PassageCursor
def fail(self): raise KeyError(self._view.turn_at_hand.question)
PassageCursor.explain = fail
raise SystemExit(main())
"""
LEFT_SCREEN = "\x1b[?1049l"


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "quoth" / "crash.log"


def said(terminal):
    """What stands on the terminal once the chat has left it."""
    left = terminal.painted.rpartition(LEFT_SCREEN)[2]
    return SEQUENCE.sub("", left).replace("\r\n", "")


class TestACrash:
    @pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
    def test_restores_the_terminal_and_says_in_one_line_where_its_log_is(self, start, log, fault):
        terminal = start("-c", CRASH.replace("{fault}", fault), size=(300, 40))
        assert terminal.ended() == 2
        assert left_behind(terminal.painted) == set()
        assert terminal.attributes() == terminal.before
        assert said(terminal) == (
            "quoth: a defect in Quoth has ended the chat (ZeroDivisionError); "
            f"the log for a report: {log}"
        )
        assert "Traceback" not in terminal.painted
        written = log.read_text()
        assert ", in fail\n" in written
        assert "a variable holds" not in written
        assert log.stat().st_mode & 0o777 == 0o600

    def test_keeps_what_was_answered(self, start, log, article_index, tmp_path):
        terminal = self.crash(start, article_index, XDG_DATA_HOME=str(tmp_path))
        assert terminal.ended() == 2
        assert "; what was answered is kept for --resume; " in said(terminal)
        (session,) = tmp_path.rglob("sessions/*.jsonl")
        assert session.read_text().count("\n") == 1
        assert "KeyError: 'Who is Malashenko?'" in log.read_text()

    def test_keeps_nothing_of_a_chat_that_is_not_saved(self, start, log, article_index):
        terminal = self.crash(start, article_index, "--no-save")
        assert terminal.ended() == 2
        assert "KeyError" in log.read_text()
        assert "Malashenko" not in log.read_text()

    def crash(self, start, index, *options, **environment):
        arguments = ("-c", BROKEN_KEY, "chat", "--index", index, *options)
        terminal = start(*arguments, size=(300, 40), **environment)
        terminal.wait_for("What is this about")
        terminal.press("Who is Malashenko?\r")
        terminal.wait_for("[1]")
        terminal.press("\x1b[27u")
        terminal.wait_for("Copy")
        terminal.press("x")
        return terminal
