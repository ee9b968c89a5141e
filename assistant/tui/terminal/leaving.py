"""How a chat is left otherwise than by its key: by a signal, without a terminal, by a crash."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any

from assistant.console.ending import ASKS_TO_END, HANG_UP, KEYS, handling

if TYPE_CHECKING:
    from textual.app import App

_CHECKED_EVERY = 1.0
"""Seconds."""
_PATIENCE = 5.0
"""Seconds that a chat has to leave in order once a signal has asked it to."""


def run_until_left(app: "App[None]", report: Callable[[], int]) -> int:
    """Run the app; a signal leaves it as a key would, so that the terminal is restored.

    Args:
        app: The chat.
        report: Says on the terminal as it was before the chat what ended it, if that was a crash;
            returns the exit code for it, or 0.

    Returns:
        The exit code; with that of a crash the process also ends where a thread is stuck.
    """
    with _deadline() as begin:
        return asyncio.run(_run(app, begin, report))


async def _run(
    app: "App[None]", begin_deadline: Callable[[int], None], report: Callable[[], int]
) -> int:
    loop = asyncio.get_running_loop()

    def leave(number: int, _: FrameType | None) -> None:
        begin_deadline(128 + number)
        loop.call_soon_threadsafe(partial(app.exit, return_code=128 + number))

    with handling((*KEYS, *ASKS_TO_END), leave):
        watch = asyncio.create_task(_leave_when_unseen(app))
        await app.run_async()
        watch.cancel()
        if crashed := report():
            begin_deadline(crashed)
        return crashed or app.return_code or 0


async def _leave_when_unseen(app: "App[None]") -> None:
    """Leave once the terminal has gone, or the server that shows the chat in a browser.

    A terminal that has gone is always ready to be read, and has nothing.
    """
    is_seen: Callable[[], bool]
    if "TEXTUAL_DRIVER" in os.environ:
        server, code = os.getppid(), 128 + signal.SIGTERM
        is_seen = lambda: os.getppid() == server  # noqa: E731
    else:
        is_seen, code = partial(os.isatty, 0), 128 + HANG_UP
    if is_seen():
        while is_seen():  # noqa: ASYNC110 - nothing tells it
            await asyncio.sleep(_CHECKED_EVERY)
        app.exit(return_code=code)


@contextmanager
def _deadline() -> Iterator[Callable[[int], None]]:
    """Give a function that ends the process with a code where the block does not end in time.

    A terminal that takes nothing any more would keep the chat waiting for ever.
    """
    attributes = _attributes()
    over = threading.Event()

    def end(code: int) -> None:
        if not over.wait(_PATIENCE):
            _restore(attributes)
            os._exit(code)

    def begin(code: int) -> None:
        threading.Thread(target=end, args=(code,), daemon=True).start()

    try:
        yield begin
    finally:
        over.set()


def _attributes() -> list[Any] | None:
    if sys.platform == "win32" or not os.isatty(0):
        return None
    import termios

    return termios.tcgetattr(0)


def _restore(attributes: list[Any] | None) -> None:
    if attributes is not None:
        import termios

        termios.tcsetattr(0, termios.TCSANOW, attributes)
