"""The program ``quoth serve``, and what the manual says of it."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from assistant.commands.cli import main

MANUAL = Path(__file__).resolve().parents[3] / "assistant" / "README.md"
LINE = re.compile(r"(http://127\.0\.0\.1:\d+) token=(\S+)\n")


@contextmanager
def running(*arguments, environment=None):
    """Run the program; give the process, the address and the token."""
    command = [sys.executable, "-m", "assistant", "serve", "--frozen", "--quiet", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        told = LINE.fullmatch(process.stderr.readline())
        yield process, told[1], told[2]
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.mark.process
@pytest.mark.model
class TestTheCommand:
    def test_says_where_it_listens_and_ends_when_it_is_asked_to(self, article_index):
        with running("--index", str(article_index)) as (process, address, token):
            assert len(token) >= 32
            with urlopen(f"{address}/health") as reply:
                assert json.load(reply) == {"status": "ok"}
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 143

    @pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
    def test_does_what_the_manual_shows(self, article_index):
        section = MANUAL.read_text(encoding="utf-8").partition("## Over HTTP")[2]
        lines = re.search(r"```sh\n(.*?)```", section, re.DOTALL)[1].splitlines()
        assert len(lines) >= 6
        with running("--index", str(article_index)) as (_, address, token):
            for line in lines:
                done = subprocess.run(
                    ["bash", "-c", line],
                    env={"QUOTH": address, "TOKEN": token, "PATH": "/usr/bin:/bin"},
                    capture_output=True,
                    check=True,
                )
                assert "error" not in json.loads(done.stdout), line


class TestRefusals:
    @pytest.fixture
    def refused(self, farm, capfd, without_model):
        def run(*arguments):
            code = main(["serve", "-s", str(farm), "--quiet", *arguments])
            return (code, *capfd.readouterr())

        return run

    def test_a_port_that_is_taken(self, refused):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            code, out, err = refused("--port", str(port))
        assert (code, out) == (2, "")
        assert err == (
            f"quoth: port {port} of 127.0.0.1 cannot be used (Address already in use); "
            "name another with --port\n"
        )

    def test_a_public_server_without_a_token(self, refused, monkeypatch):
        monkeypatch.delenv("QUOTH_TOKEN", raising=False)
        error = "quoth: --public needs a token that you chose; give it as QUOTH_TOKEN\n"
        assert refused("--public") == (2, "", error)

    @pytest.mark.parametrize("token", ["short", "a token with blanks in it", "ééééééééééééééééé"])
    def test_a_token_that_is_none(self, refused, monkeypatch, token):
        monkeypatch.setenv("QUOTH_TOKEN", token)
        code, out, err = refused()
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert err.startswith("quoth: QUOTH_TOKEN: is no good token;")
        assert token not in err
