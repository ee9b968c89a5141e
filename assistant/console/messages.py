"""What is said on stderr: one line a message, and a progress bar where somebody looks on."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from assistant.console.remedies import explained
from assistant.console.safe_text import safe_line

if TYPE_CHECKING:
    from index.errors import Message
    from index.progress import Progress


def say(message: "Message", program: str = "quoth") -> None:
    """Print one line on stderr, made safe, after the program's name; where that cannot be, do not."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"{program}: {safe_line(explained(message))}\n")
            sys.stderr.flush()


def ignore(_: "Message") -> None:
    """Say nothing: what ``--quiet`` does with warnings."""


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator["Progress"]:
    """Give a function that shows progress on stderr: a bar with the rate and the time that is left.

    It shows nothing where stderr is no terminal, and with ``quiet``.
    """
    if quiet or not _is_watched():
        yield _show_nothing
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} a second" if task.speed else "")

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %", markup=False),
        Rate(),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(safe_line(what))
            bar.update(tasks[what], completed=done, total=total or None)

        yield show


def _show_nothing(_what: str, _done: int, _total: int) -> None:
    pass


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
