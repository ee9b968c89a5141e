"""A terminal that notes every byte that a program sends it."""

import os
import pty
import subprocess
import time


def shown(arguments, *, env, typed=b"", seconds=60):
    """Run a program on a terminal; return its exit code and all that it sends."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        arguments, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
    )
    os.close(slave)
    os.write(master, typed)
    sent = b""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until and (part := os.read(master, 65536)):
            sent += part
    except OSError:  # the program has closed the terminal's other end
        pass
    os.close(master)
    return process.wait(timeout=seconds), sent
