"""Runs a command on a terminal of 80 by 24, so that it is shown as people see it.

    on-terminal COMMAND ...
    on-terminal --press TEXT KEYS --press TEXT KEYS ... COMMAND ...

With ``--press``, KEYS are pressed as soon as TEXT was shown after the ones before, half a
second later, and nothing of what is shown is printed: how a screen is painted depends on time.
"""

import argparse
import os
import pty
import subprocess
import sys
import termios
import threading
import time

_MOMENT = 0.5
"""Seconds; a key that is pressed while a screen is laid out may be lost."""
_PATIENCE = 120
"""Seconds after which a command is killed."""


def _parsed():
    parser = argparse.ArgumentParser(prog="on-terminal")
    parser.add_argument("--press", nargs=2, action="append", default=[])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    return parser.parse_args()


def run(command, presses):
    """Run a command; return its exit code and all that it sent."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (24, 80))
    environment = {**os.environ, "TERM": "xterm-256color"}
    errors = its if presses else None
    process = subprocess.Popen(
        command, stdin=its, stdout=its, stderr=errors, env=environment, start_new_session=True
    )
    os.close(its)
    sent, since, waiting = b"", 0, list(presses)
    ending = threading.Timer(_PATIENCE, process.kill)
    ending.start()
    try:
        while part := os.read(ours, 1 << 16):
            sent += part
            while waiting and waiting[0][0].encode() in sent[since:]:
                time.sleep(_MOMENT)
                since = len(sent)
                os.write(ours, waiting.pop(0)[1].encode().decode("unicode_escape").encode())
    except OSError:  # Linux says so when the program has ended
        pass
    ending.cancel()
    return process.wait(), sent


if __name__ == "__main__":
    options = _parsed()
    code, shown = run(options.command, options.press)
    if not options.press:
        sys.stdout.buffer.write(shown)
    sys.exit(code)
