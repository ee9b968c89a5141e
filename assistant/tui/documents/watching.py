"""Watching: says quietly that documents changed while the chat is open."""

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from assistant.tui.keys.keymap import key_of

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer

    from assistant.answerer import Answerer
    from assistant.tui.conversation.status_line import StatusLine
    from index.library import FileChanges

_EVERY = 15.0
"""Seconds between two looks at the files."""
_SHARE = 0.01
"""Of the time that looking may take: thousands of files are looked at less often."""
_REFRESH = "chat.refresh"


class Watching:
    """Looks at the files of an assistant from time to time, in a worker thread of the screen."""

    def __init__(self, screen: "Screen[None]", status: "StatusLine") -> None:
        self.has_found = False
        self._screen = screen
        self._status = status
        self._said = ""
        self._timer: Timer | None = None

    def begin(self, assistant: "Answerer") -> None:
        """Watch the files of this assistant, and of no other any more."""
        self.has_found, self._said = False, ""
        self._wait(assistant, _EVERY)

    def _wait(self, assistant: "Answerer", seconds: float) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self._screen.set_timer(seconds, partial(self.look, assistant))

    def look(self, assistant: "Answerer") -> None:
        """Look now; what was found is shown when it is."""
        work = partial(self._look, assistant)
        self._screen.run_worker(work, thread=True, group="watching", exclusive=True)

    def _look(self, assistant: "Answerer") -> None:
        began, worker = monotonic(), get_current_worker()
        found = assistant.changes()
        if not worker.is_cancelled:
            app, took = self._screen.app, monotonic() - began
            app.call_from_thread(self._show, found)
            app.call_from_thread(self._wait, assistant, max(_EVERY, took / _SHARE))

    def _show(self, found: "FileChanges") -> None:
        words = _in_words(found)
        if words == self._said or not self._screen.is_attached:
            return
        self._said, self.has_found = words, bool(found)
        key = key_of(self._screen, _REFRESH)
        self._status.say(
            f"{words} · {key} refreshes" if words else "The documents are as they were."
        )
        self._screen.refresh_bindings()


def _in_words(found: "FileChanges") -> str:
    counts = (
        (found.changed, "changed"),
        (found.added, "added"),
        (found.removed, "removed"),
    )
    parts = [f"{len(names):,} {what}" for names, what in counts if names]
    several = sum(len(names) for names, _ in counts) != 1
    return f"Document{'s' * several} on the disk: {', '.join(parts)}" if parts else ""
