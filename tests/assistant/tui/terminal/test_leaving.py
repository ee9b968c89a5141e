import os
import signal

import pytest

from assistant.tui.app import ChatApp, run_chat
from assistant.tui.terminal import leaving
from index.errors import SourceError


@pytest.fixture
def headless(monkeypatch):
    """Run the chat without a terminal, and do something once it stands."""

    def prepare(act):
        async def run_async(app):
            return await run(app, headless=True, size=(80, 24), auto_pilot=act)

        run = ChatApp.run_async
        monkeypatch.setattr(ChatApp, "run_async", run_async)

    return prepare


async def quit_at_once(pilot):
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.press("ctrl+q")


class TestLeaving:
    def test_is_0(self, headless, scripted):
        headless(quit_at_once)
        assert run_chat(ChatApp(lambda progress: scripted)) == 0

    @pytest.mark.parametrize(
        ("number", "code"),
        [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGQUIT, 131), (signal.SIGHUP, 129)],
    )
    def test_by_a_signal_is_its_code(self, headless, scripted, number, code):
        async def send(pilot):
            await pilot.app.workers.wait_for_complete()
            os.kill(os.getpid(), number)
            await pilot.pause()

        headless(send)
        assert run_chat(ChatApp(lambda progress: scripted)) == code

    def test_comes_with_the_end_of_a_server_that_shows_it_in_a_browser(
        self, headless, scripted, monkeypatch
    ):
        parents = iter([7, 7, 1])
        monkeypatch.setenv("TEXTUAL_DRIVER", "a driver")
        monkeypatch.setattr(leaving, "_CHECKED_EVERY", 0)
        monkeypatch.setattr(leaving.os, "getppid", lambda: next(parents, 1))
        headless(None)
        assert run_chat(ChatApp(lambda progress: scripted)) == 143

    def test_raises_why_nothing_could_be_asked(self, headless):
        def opening(progress):
            raise SourceError("no-such.txt: not there")

        headless(quit_at_once)
        with pytest.raises(SourceError, match="not there"):
            run_chat(ChatApp(opening))
