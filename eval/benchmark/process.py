"""One process on one core: how long it takes, how much memory, and what it prints."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from assistant.console.safe_text import safe_line
from index.errors import QuothError

_KIB = 1 if sys.platform == "darwin" else 1024
"""The unit of ``ru_maxrss`` in bytes: macOS counts bytes, others KiB."""


class BenchmarkError(QuothError):
    """A program of the benchmark failed, so that there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that ended well: wall-clock ``seconds``, peak resident ``memory`` in bytes.

    The system counts what its parent held when it began, so the benchmark itself stays small.
    """

    seconds: float
    memory: int
    output: str


def use_one_core() -> None:
    """Keep this process and all that it starts on one core, where the system can do that."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def isolated(home: Path) -> dict[str, str]:
    """Return the environment of every process: one thread, no network, caches below ``home``."""
    return {
        **os.environ,
        "ORT_DISABLE_TELEMETRY": "1",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "OMP_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_OFFLINE": "1",
    }


def run_python(
    arguments: Sequence[str | Path], environment: Mapping[str, str], well: Sequence[int] = (0,)
) -> Finished:
    """Run this Python, isolated from its surroundings, to the end.

    Raises:
        BenchmarkError: It ended with no code of ``well``, or with another than 0 and without a
            word on stdout; names the program and says its last line on stderr.
    """
    if not hasattr(os, "wait4"):
        raise BenchmarkError("this system does not tell a process's memory; use Linux or macOS")
    command = [sys.executable, "-I", *map(str, arguments)]
    with TemporaryFile() as output, TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment
        )
        # wait4 alone tells the peak of this one child, and not of all so far.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read().decode()
        if process.returncode not in well or (process.returncode and not printed):
            errors.seek(0)
            raise _failed(arguments, process.returncode, errors.read().decode(errors="replace"))
        return Finished(seconds, usage.ru_maxrss * _KIB, printed)


def _failed(arguments: Sequence[str | Path], code: int, said: str) -> BenchmarkError:
    program = " ".join(map(str, arguments[:3]))
    last = said.strip().rpartition("\n")[2]
    return BenchmarkError(f"{safe_line(program)}: ended with {code}; {safe_line(last)}")
