"""Processes that run ``quoth`` without a model, quickly: forked from one that has read the code.

As a program it waits for lines on stdin, each the arguments of ``quoth`` as a JSON list, and
runs each in a process of its own. It answers with lines: ``started PID``, from the child
``commit`` when it is about to make its build the index, and ``ended PID CODE``.
"""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.storage import stock

ROOT = Path(__file__).parents[2]
_PROTOCOL = 9
"""File descriptor that stdout becomes, so that nothing that is printed gets in between."""


class Nursery:
    """The other end: starts ``quoth`` and tells what becomes of it."""

    def __init__(self, errors: Path) -> None:
        self.errors = errors
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors.open("ab"),
        )

    def start(self, *arguments) -> int:
        """Start ``quoth`` and return its process id."""
        self._process.stdin.write(json.dumps(list(map(str, arguments))).encode() + b"\n")
        self._process.stdin.flush()
        return int(self.line().split()[1])

    def line(self) -> str:
        """Return the next thing that happens."""
        return self._process.stdout.readline().decode().strip()

    def says_something_within(self, seconds) -> bool:
        """Tell whether anything happens in that time."""
        return bool(select.select([self._process.stdout], [], [], seconds)[0])

    def ended(self) -> int:
        """Wait for the end of a process and return its exit code, negative for a signal."""
        while True:
            what, *numbers = self.line().split()
            if what == "ended":
                return int(numbers[1])

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()


def _serve() -> None:
    from assistant.commands.cli import main
    from index.model.encoding import Encoder
    from index.storage.store import Store
    from tests.conftest import FakeEncoder
    from tests.index.small_batches import in_small_batches

    commit = Store.commit

    def announced(store, *arguments):
        if store.directory.parent.name != store.workshop.name:  # not a batch of a build
            _tell("commit")
        return commit(store, *arguments)

    in_small_batches(pytest.MonkeyPatch())
    Encoder.load = lambda *_, **__: FakeEncoder()
    Store.commit = announced
    os.fsync = lambda _: None  # what a killed process has written stays
    os.dup2(1, _PROTOCOL)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGCHLD, _tell_of_the_dead)
    while line := os.read(0, 65536):
        for arguments in map(json.loads, line.splitlines()):
            _start(main, arguments)


def _start(main, arguments) -> None:
    stock.LARGE = -1 - stock.LARGE  # every other build leaves what has not changed where it is
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    child = os.fork()
    if not child:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
        try:
            code = main(arguments)
        except KeyboardInterrupt:  # before or after anything is done
            code = 128 + signal.SIGINT
        os._exit(code)
    _tell(f"started {child}")
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])


def _tell(what) -> None:
    os.write(_PROTOCOL, what.encode() + b"\n")


def _tell_of_the_dead(*_) -> None:
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not child:
            return
        _tell(f"ended {child} {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    _serve()
