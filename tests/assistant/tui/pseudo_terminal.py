"""A real terminal around a real chat: what is pressed and painted, and what is left of it."""

import codecs
import fcntl
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time

PATIENCE = 120
"""Seconds; a first test may have to export the model."""
LEAVE = "\x11"
SHOWN_CURSOR, LINE_WRAP = "25", "7"
SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])", re.DOTALL
)
"""Control sequences as ECMA-48 has them: CSI, strings such as OSC, and short ones."""
_MODE = re.compile(r"\x1b\[\?([\d;]+)([hl])")


def left_behind(painted):
    """Return the modes that are not as a terminal has them by default."""
    modes = {}
    for numbers, switch in _MODE.findall(painted):
        modes.update(dict.fromkeys(numbers.split(";"), switch))
    on = {SHOWN_CURSOR, LINE_WRAP}
    wrong = {mode for mode, switch in modes.items() if (switch == "h") != (mode in on)}
    keyboard = painted.count("\x1b[>") - painted.count("\x1b[<u")
    return wrong | ({"keyboard"} if keyboard else set())


def _take_terminal():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A pseudo-terminal with one program in it; ``size`` is its columns and lines.

    The system tells the program of the loss of a terminal that is its controlling one.
    """

    def __init__(self, *arguments, is_controlling=False, size=(120, 30), **environment):
        self._ours, its = pty.openpty()
        termios.tcsetwinsize(its, size[::-1])
        self._name, self.before = os.ttyname(its), termios.tcgetattr(its)
        self.painted = ""
        # A character may come in two reads.
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=its,
            stdout=its,
            stderr=its,
            env={**os.environ, "TERM": "xterm-256color", **environment},
            start_new_session=True,
            preexec_fn=_take_terminal if is_controlling else None,  # noqa: PLW1509 - no threads
        )
        os.close(its)

    def wait_for(self, text):
        """Read until a text was painted; the rest of what is there is read too."""
        until = time.monotonic() + PATIENCE
        while text not in self.painted:
            assert time.monotonic() < until, (
                f"no {text!r} in {PATIENCE} s: {self.painted[-2000:]!r}"
            )
            assert self._read(), f"ended without {text!r}: {self.painted[-2000:]!r}"

    def watch(self, seconds):
        """Read what is painted for so long, as a person who pauses does."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and select.select([self._ours], [], [], left)[
            0
        ]:
            assert self._read(), f"ended meanwhile: {self.painted[-2000:]!r}"

    def watch_until(self, is_so):
        """Read what is painted until something is so."""
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, f"not so in {PATIENCE} s: {self.painted[-2000:]!r}"
            self.watch(0.05)

    def press(self, keys):
        os.write(self._ours, keys.encode())

    def send(self, number):
        os.kill(self._process.pid, number)

    def vanish(self):
        """Close the terminal's other end, as when the window's program is killed."""
        os.close(self._ours)
        self._ours = None

    def ended(self):
        """Read to the end and return the exit code."""
        until = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < until, f"painting for {PATIENCE} s: {self.painted[-2000:]!r}"
        return self.ended_unread()

    def ended_unread(self):
        """Return the exit code of a program whose terminal nobody reads."""
        return self._process.wait(PATIENCE)

    def wait_until_stopped(self):
        """Wait until the program is suspended."""
        _, status = os.waitpid(self._process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)

    def wait_until_full(self):
        """Wait until a terminal that nobody reads takes nothing any more."""
        held = None
        while held != (held := fcntl.ioctl(self._ours, termios.FIONREAD, bytes(4))):
            time.sleep(0.3)

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
        if self._ours is not None:
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
