"""The promise at the head of the README: an answer needs no network, nor does the index."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
QUESTION = "How many people died in the gun battles in Dushanbe?"
NO_SOCKETS = '''\
"""End the program at its first socket; Python imports this before anything else."""

import os
import socket


def refused(*arguments, **options):
    os.write(2, b"there is no network")
    os._exit(99)


class NoSocket(socket.socket):
    __new__ = refused


socket.socket = socket.SocketType = NoSocket
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refused
'''


@pytest.fixture
def offline(tmp_path):
    """The environment of a program that can open no socket."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(NO_SOCKETS, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def run(environment, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


class TestWithoutSockets:
    @pytest.mark.parametrize(
        "code",
        [
            "import socket; socket.socket()",
            "import urllib.request; urllib.request.urlopen('http://127.0.0.1')",
        ],
    )
    def test_nothing_can_be_reached(self, offline, code):
        ended = run(offline, "-c", code)
        assert (ended.returncode, ended.stderr) == (99, "there is no network")

    def test_a_fresh_index_is_built_and_the_answer_is_highlighted(self, offline, tmp_path):
        ended = run(offline, "-m", "assistant", "ask", QUESTION, "--index", str(tmp_path / "index"))
        assert ended.returncode == 0, ended.stderr
        _, opening, rest = ended.stdout.partition("»")
        highlighted, closing, _ = rest.partition("«")
        assert opening + closing == "»«"
        assert "more than 20" in " ".join(highlighted.split())


class TestTheRuntime:
    def test_it_is_told_to_report_nothing_before_it_is_loaded(self, offline):
        code = (
            "import os, sys; import index.model.onnx_graph; "
            "print(os.environ['ORT_DISABLE_TELEMETRY'], 'onnxruntime' in sys.modules)"
        )
        assert run({**offline, "ORT_DISABLE_TELEMETRY": "0"}, "-c", code).stdout == "1 False\n"
