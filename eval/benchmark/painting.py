"""First paint: how long a program in a terminal takes until somebody can see where to type."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.benchmark.process import BenchmarkError

_SEEN = "sk the documents…".encode()
"""What an empty question line shows; the cursor's letter before it is painted on its own."""
_COLUMNS, _ROWS = 100, 30
_QUIT = b"\x11"
_END = b""


def seconds_to_paint(arguments: Sequence[str | Path], environment: Mapping[str, str]) -> float:
    """Start this Python in a terminal of its own; return when its question line is painted.

    The program is left again by Ctrl+Q.

    Raises:
        BenchmarkError: It ended without painting one.
    """
    with _terminal() as (ours, its):
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", *map(str, arguments)],
            stdin=its,
            stdout=its,
            stderr=its,
            env={**environment, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(its)
        with process:
            painted = b""
            while _SEEN not in painted:
                if not (more := _read(ours)):
                    raise BenchmarkError(f"{arguments[-1]}: painted no question line")
                painted += more
            seconds = time.perf_counter() - began
            os.write(ours, _QUIT)
            while _read(ours):
                pass
    return seconds


@contextmanager
def _terminal() -> Iterator[tuple[int, int]]:
    """Give both ends of a new terminal; the program's end is closed by the caller."""
    import pty
    import termios

    ours, its = pty.openpty()
    try:
        termios.tcsetwinsize(its, (_ROWS, _COLUMNS))
        yield ours, its
    finally:
        os.close(ours)


def _read(terminal: int) -> bytes:
    """Return what was painted since, nothing where the program has ended."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux says so when the other end is closed
        return _END
