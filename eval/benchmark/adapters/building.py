"""Build or refresh an index; print how long, and for how much of that some passage was encoded.

python -I building.py ARGUMENTS, those of ``quoth``
"""  # noqa: INP001 - a program that runs alone

import json
import sys
import threading
import time
from typing import Any

from assistant.commands.cli import main
from index.model.encoding import Encoder


class Stopwatch:
    """Sums up the time in which at least one call runs, on whatever thread."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._running = 0
        self._began = 0.0
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            self._running += 1
            if self._running == 1:
                self._began = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._running -= 1
            if not self._running:
                self.seconds += time.perf_counter() - self._began


stopwatch = Stopwatch()
encode = Encoder.encode_passage


def timed(*arguments: Any) -> Any:
    """Encode a passage while the watch runs."""
    with stopwatch:
        return encode(*arguments)


setattr(Encoder, encode.__name__, timed)
began = time.perf_counter()
code = main(sys.argv[1:])
sys.stdout.write(
    json.dumps({"seconds": time.perf_counter() - began, "encoding": stopwatch.seconds}) + "\n"
)
sys.exit(code)
