import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from contextlib import asynccontextmanager
from urllib.parse import urljoin

import aiohttp
import pytest

from assistant.commands import cli
from assistant.web import serving

PATIENCE = 120


def options(*arguments):
    return cli._parse(["chat", *arguments])


class TestTheCommand:
    @pytest.mark.parametrize(
        "given",
        [
            (),
            ("-s", "my notes", "-s", "it's $HOME; ls", "--source=-x", "-k", "3"),
            ("--index", "an index", "--model", "a model", "--frozen", "--quiet"),
            ("--no-context", "--explain", "--resume", "--no-save"),
        ],
    )
    def test_gives_the_chat_all_options_that_were_given(self, given):
        served = cli._parse(serving.chat_arguments(options("--web", "--port", "80", *given)))
        assert vars(served) | {"parser": None} == vars(options(*given)) | {"parser": None}

    def test_reaches_it_through_a_shell_as_it_is(self):
        arguments = ["it's", "$HOME `ls`", "; exit 3", "ä\nb", "", "*"]
        line = serving.shell_command([sys.executable, "-c", "import sys; print(sys.argv)"])
        done = subprocess.run(
            f"{line} {shlex.join(arguments)}",
            shell=True,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"{['-c', *arguments]}\n"


class TestRefusals:
    @pytest.fixture
    def refused(self, capsys):
        """Runs ``quoth chat``; gives the one line that it says."""

        def run(*arguments):
            assert cli.main(["chat", *arguments]) == 2
            out, err = capsys.readouterr()
            assert (out, err.count("\n")) == ("", 1)
            return err

        return run

    def test_without_the_extra_the_remedy_is_named(self, refused, monkeypatch):
        monkeypatch.setattr(serving, "find_spec", lambda _: None)
        assert 'pip install "quoth[web]"' in refused("--web")

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            (("--web", "--plain"), "--plain: not allowed with argument --web"),
            (("--web", "--json"), "leave out --json"),
            (("--port", "80"), "--port is where --web listens"),
            (("--web", "--port", "0"), "from 1 up"),
            (("--web", "--port", "65536"), "at most 65535"),
        ],
    )
    def test_options_that_do_not_fit_are(self, refused, given, said):
        assert said in refused(*given)

    def test_a_port_that_is_taken_is_named(self, refused):
        with socket.socket() as taken:
            taken.bind((serving.HOST, 0))
            taken.listen()
            port = taken.getsockname()[1]
            said = refused("--web", "--port", str(port))
        assert said.startswith(f"quoth: port {port} of 127.0.0.1 cannot be used (")
        assert said.endswith("; name another --port\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process")
class TestServing:
    @pytest.fixture
    def server(self, article_index):
        """A server of the chat over the article; ``address`` is what it said."""
        command = [sys.executable, "-m", "assistant", "chat", "--web", "--no-save"]
        with subprocess.Popen(
            [*command, "--index", str(article_index)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            said = process.stderr.readline()
            process.address = re.search(r"is at (http://127\.0\.0\.1:\d+/\S+/) until", said)[1]
            yield process
            if process.poll() is None:
                process.terminate()

    @asynccontextmanager
    async def connected(self, server):
        """Give a connection whose chat has painted its question line."""
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{server.address}ws?width=100&height=30") as connection,
        ):
            painted = b""
            while b"What is this about" not in painted:
                painted += await connection.receive_bytes(timeout=PATIENCE)
            assert "sk the documents…".encode() in painted
            yield connection

    def is_alone(self, server):
        """Tell whether nothing is left of a server and the chats that it began."""
        try:
            os.killpg(server.pid, 0)
        except ProcessLookupError:
            return True
        return False

    async def test_the_page_and_all_that_it_loads_come_from_this_machine(self, server):
        async with aiohttp.ClientSession() as session:
            async with session.get(server.address) as response:
                page, headers = await response.text(), response.headers
            outside = re.sub(rf"(http|ws)://{re.escape(server.address[7:])}", "", page)
            assert "://" not in outside
            assert not re.search(r"""["'(]//""", page)
            loaded = re.findall(r'(?:src|href)="([^"]+)"|url\("([^"]+)"\)', page)
            files = [a or b for a, b in loaded if (a or b) != "data:,"]
            assert len(files) == 5
            for file in files:
                async with session.get(urljoin(server.address, file)) as response:
                    assert response.status == 200
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self'; ")
        assert re.findall(r"\w+://\S+", policy) == ["ws://127.0.0.1:*;"]

    async def test_nobody_reaches_it_who_does_not_know_its_path(self, server):
        root = urljoin(server.address, "/")
        async with aiohttp.ClientSession() as session:
            for path in ("", "ws", "static/js/textual.js", "guess/", "guess/ws"):
                async with session.get(root + path) as response:
                    assert response.status == 404

    async def test_what_is_typed_reaches_the_question_line_at_once(self, server):
        async with self.connected(server) as connection:
            await connection.send_json(["stdin", "Who is Malashenko?\r"])
            painted = b""
            while b"[1]" not in painted:
                painted += await connection.receive_bytes(timeout=PATIENCE)

    @pytest.mark.parametrize(
        ("number", "code"), [(signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGTERM, 143)]
    )
    async def test_a_signal_ends_it_with_all_its_chats(self, server, number, code):
        async with self.connected(server) as connection:
            assert not self.is_alone(server)
            server.send_signal(number)
            while (await connection.receive(timeout=PATIENCE)).type is aiohttp.WSMsgType.BINARY:
                pass
        out, err = server.communicate(timeout=PATIENCE)
        assert (server.returncode, out, err) == (code, "", "")
        assert self.is_alone(server)
