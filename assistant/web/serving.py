"""``quoth chat --web``: serves the terminal chat to a browser on this machine.

Every browser tab has a process with a chat of its own.
"""

import argparse
import asyncio
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib.util import find_spec
from types import FrameType

from assistant.console.ending import ASKS_TO_END, KEYS, handling
from assistant.console.messages import say
from assistant.console.streams import reason
from index.errors import InputError
from index.files.location import StoreUrl

HOST = "127.0.0.1"


def run(options: argparse.Namespace) -> int:
    """Serve the chat that the options describe until a signal ends it; return the exit code.

    Raises:
        InputError: The extra ``web`` is not installed, or the port cannot be used.
    """
    if find_spec("textual_serve") is None:
        raise InputError('--web is an extra; install it with: pip install "quoth[web]"')
    command = [sys.executable, "-P", "-m", "assistant", *chat_arguments(options)]
    # What a chat says on stderr, textual-serve prints.
    with redirect_stdout(sys.stderr):
        return asyncio.run(_serve(command, options.port or 0))


def chat_arguments(options: argparse.Namespace) -> list[str]:
    """Return the arguments of ``quoth`` that begin such a chat in a terminal."""
    switches = {
        "--resume": options.resume,
        "--no-save": not options.save,
        "--no-context": not options.context,
        "--explain": options.explain,
        "--quiet": options.quiet,
        "--frozen": options.frozen,
    }
    option = "--store" if isinstance(options.index, StoreUrl) else "--index"
    values = {option: options.index, "--model": options.model}
    return [
        "chat",
        f"-k{options.k}",
        *(f"--source={source}" for source in options.sources),
        *(f"--document={glob}" for glob in options.documents),
        *(f"--section={text}" for text in options.sections),
        *(f"{name}={value}" for name, value in values.items() if value is not None),
        *(name for name, is_given in switches.items() if is_given),
    ]


def shell_command(arguments: list[str]) -> str:
    """Return one line that a shell understands as these arguments, and puts itself aside for."""
    if sys.platform == "win32":
        return subprocess.list2cmdline(arguments)
    return f"exec {shlex.join(arguments)}"


async def _serve(command: list[str], port: int) -> int:
    from aiohttp import web

    from assistant.web.server import ChatServer

    server = ChatServer(shell_command(command), HOST)
    runner = web.AppRunner(await server.application(), access_log=None)
    with _signalled() as signalled:
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, port).start()
            server.tell_port(runner.addresses[0][1])
            say(f"the chat is at {server.address} until Ctrl+C")
            return 128 + await signalled
        except OSError as error:
            problem = f"port {port} of {HOST} cannot be used ({reason(error)})"
            raise InputError(f"{problem}; name another --port") from None
        finally:
            await runner.cleanup()


@contextmanager
def _signalled() -> Iterator["asyncio.Future[int]"]:
    """Give what becomes the number of the first signal that is to end the program."""
    loop = asyncio.get_running_loop()
    signalled: asyncio.Future[int] = loop.create_future()

    def note(number: int) -> None:
        if not signalled.done():
            signalled.set_result(number)

    def hand_over(number: int, _: FrameType | None) -> None:
        loop.call_soon_threadsafe(note, number)

    with handling((*KEYS, *ASKS_TO_END), hand_over):
        yield signalled
