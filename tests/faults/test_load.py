"""Promises 16 and 17: the thousandth answer costs what the first one did, and a crowd gets along."""

import gc
import json
import os
import subprocess
import sys
import time

import pytest

from assistant.asking import Asking
from assistant.commands.cli import main
from assistant.engine import Assistant
from assistant.records.answers import IndexName
from assistant.service.line_answerer import LineAnswerer
from assistant.sessions.saved import Sessions
from assistant.sessions.session import Session
from tests.faults.limits import open_files, resident
from tests.faults.running import ROOT

SLOWER = 2.5
"""Times; machines have other work as well."""
MEGABYTES = 24
"""What caches of a fixed size may take before they are full."""

WORDS = ("bridge", "Malashenko", "Russia", "Rahmon", "winter", "membership", "Dushanbe", "troops")


class Watch:
    """Memory, files and time of something that is done again and again."""

    def __init__(self, times):
        self._times = times
        self._tenth = max(times // 10, 1)
        self._seconds = []

    def __iter__(self):
        for number in range(self._times):
            if number == self._tenth:
                gc.collect()
                self._held, self._open = resident(), open_files()
            start = time.perf_counter()
            yield number
            self._seconds.append(time.perf_counter() - start)

    def assert_flat(self, megabytes=MEGABYTES):
        gc.collect()
        assert resident() - self._held < megabytes
        assert open_files() <= self._open
        early = sorted(self._seconds[self._tenth : 2 * self._tenth])
        late = sorted(self._seconds[-self._tenth :])
        assert late[len(late) // 2] < SLOWER * early[len(early) // 2]


def question(number):
    return f"{WORDS[number % 8]} and {WORDS[number // 8 % 8]} in {number}?"


class TestFlat:
    """Promise 16."""

    def test_a_batch(self, assistant, rounds):
        answerer = LineAnswerer(assistant, Asking())
        watch = Watch(rounds(160, 10_000, "questions"))
        for number in watch:
            record = {"question": question(number), "id": str(number)}
            answered = answerer.answer(number + 1, json.dumps(record).encode())
            assert answered.fields()["schema"] == "quoth.answer/1"
        watch.assert_flat()

    def test_a_chat(self, assistant, tmp_path, rounds):
        session = Session(Sessions(tmp_path), explain=False, warn=pytest.fail)
        name = IndexName.of(assistant)
        watch = Watch(rounds(80, 1000, "turns"))
        for number in watch:
            turn = assistant.ask(question(number), session.conversation.history)
            session.append(turn, name, context=True)
        watch.assert_flat(MEGABYTES + 0.04 * rounds(80, 1000))  # the turns themselves
        [saved] = tmp_path.glob("*.jsonl")
        assert saved.read_bytes().count(b"\n") == rounds(80, 1000)

    @pytest.mark.usefixtures("fast_disk")
    def test_refreshing(self, shelf, rounds):
        shelf.write(a="The bridge was closed.", b="The ferry sails.")
        watch = Watch(rounds(100, 2000, "refreshes"))
        for number in watch:
            shelf.write(a=f"The bridge number {number} was closed.")
            shelf.encoder.encoded.clear()
            assert len(shelf.index().contents.passages) == 2
            Assistant(shelf.open()).ask("bridge")
        watch.assert_flat()


class TestACrowd:
    """Promise 17."""

    def test_of_processes_asks_and_refreshes_without_an_error(self, shelf, rounds):
        shelf.write(a="x", b="y")
        paths = [shelf.folder, shelf.store.directory]
        seconds = rounds(2, 120, "seconds of a crowd")
        crowd = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.faults.crowd", role, *map(str, paths), str(seconds)],
                cwd=ROOT,
                env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for role in ["ask"] * rounds(3, 8) + ["refresh"] * 2
        ]
        ended = [(*process.communicate(timeout=600), process.returncode) for process in crowd]
        for out, err, code in ended:
            assert (err, code) == (b"", 0)
            assert int(out) > 0
        assert main(["index", "--check", "--index", str(shelf.store.directory)]) in {0, 1}
