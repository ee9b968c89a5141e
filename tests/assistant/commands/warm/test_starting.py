"""A warm process in the background: begun, asked, and gone."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path

import pytest

from assistant.commands.warm.asking import is_warm
from assistant.commands.warm.listening import Listener
from assistant.commands.warm.place import place_of
from index.reading import SHIPPED_READER


@pytest.fixture
def runtime(monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder) / "quoth"


@pytest.fixture
def options(article_index, runtime):
    return Namespace(sources=[], index=article_index, model=None, reader=SHIPPED_READER)


def quoth(options, *arguments, python=()):
    command = [sys.executable, *python, "-m", "assistant", *arguments, "--index", options.index]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def wait_until(holds):
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.process
class TestAsking:
    def test_a_warm_process_loads_nothing_heavy(self, options):
        reply = {"warned": ["a warning"], "printed": ["the answer\n", 1, "said after"]}
        listener = Listener(place_of(options), lambda _: reply)
        listener.begin()
        done = quoth(options, "ask", "Who?", python=["-X", "importtime"])
        listener.end()
        assert (done.stdout, done.returncode) == ("the answer\n", 1)
        modules = set(re.findall(r"^import time:.*\| +([\w.]+)$", done.stderr, re.MULTILINE))
        packages = {module.partition(".")[0] for module in modules}
        heavy = {"numpy", "faiss", "onnxruntime", "tokenizers", "msgspec", "rich", "Stemmer"}
        assert not heavy & packages
        assert not {"assistant.engine", "index.library", "index.readers"} & modules
        said = [line for line in done.stderr.splitlines() if line.startswith("quoth: ")]
        assert said == ["quoth: a warning", "quoth: said after"]

    def test_can_be_interrupted(self, options):
        place = place_of(options)
        asked = []

        def reply(_):
            asked.append(1)
            time.sleep(3)
            return {}

        listener = Listener(place, reply)
        listener.begin()
        command = [sys.executable, "-m", "assistant", "ask", "Who?", "--index", options.index]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            wait_until(lambda: asked)
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=30) == (b"", b"")
            assert process.returncode == 130
        listener.end()


@pytest.mark.process
@pytest.mark.model
class TestBackground:
    def test_is_begun_by_an_answer_and_gives_the_same_until_it_is_ended(self, options, runtime):
        place = place_of(options)
        question = "Who is Malashenko?"
        cold = quoth(options, "ask", question, "--daemon", "--frozen")
        wait_until(lambda: place.exists() and is_warm(place))
        again = quoth(options, "serve", "--daemon")
        assert again.stderr == "quoth: a process is warm already\n"
        warm = quoth(options, "ask", question)
        assert (warm.stdout, warm.stderr, warm.returncode) == (cold.stdout, "", 0)
        number = int(place.with_suffix(".lock").read_text())
        os.kill(number, signal.SIGTERM)
        wait_until(lambda: not list(runtime.iterdir()))

    def test_is_begun_by_serve_too(self, options, runtime):
        done = quoth(options, "serve", "--daemon", "--idle", "1")
        assert done.returncode == 0
        said = r"quoth: ask and find are answered at once by process (\d+); end it with: kill \1\n"
        number = int(re.fullmatch(said, done.stderr)[1])
        os.kill(number, signal.SIGTERM)
        wait_until(lambda: not list(runtime.iterdir()))

    def test_says_why_it_cannot_be(self, options, tmp_path):
        done = quoth(options, "serve", "--daemon", "--public")
        assert done.returncode == 2
        said = "quoth: --daemon answers commands alone; leave --public and --port out\n"
        assert done.stderr == said
