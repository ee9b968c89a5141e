"""The crash log: what nobody foresaw, kept for a report and told in one line."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from traceback import format_exception, format_tb
from typing import Final

from assistant.console.messages import say
from assistant.console.streams import reason
from index.errors import InputError
from index.files.disk import make_private_folder, write_atomically
from index.files.location import user_folder

CRASHED: Final = 2
"""The exit code; 1 would be a plain no."""


def report_crash(error: BaseException, *, is_saved: bool) -> int:
    """Log an error with its traceback, for the user alone, say where, and return the exit code.

    What variables held is never logged; what the error says only where the chat ``is_saved``, since
    it may repeat a question. The log of an earlier crash is replaced.
    """
    kept = "; what was answered is kept for --resume" * is_saved
    try:
        log = f"the log for a report: {_write(_log(error, with_words=is_saved))}"
    except OSError as problem:
        log = f"it cannot be logged ({reason(problem)})"
    except InputError as problem:
        log = f"it cannot be logged ({problem})"
    say(f"a defect in Quoth has ended the chat ({type(error).__name__}){kept}; {log}")
    return CRASHED


def _write(log: str) -> Path:
    folder = user_folder("state")
    make_private_folder(folder)
    path = folder / "crash.log"
    write_atomically(path, log.encode(errors="backslashreplace"), private=True)
    return path


def _log(error: BaseException, *, with_words: bool) -> str:
    from importlib.metadata import PackageNotFoundError, version
    from platform import python_version

    try:
        quoth = version("quoth")
    except PackageNotFoundError:
        quoth = "that is not installed"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    bare = [*format_tb(error.__traceback__), type(error).__name__, "\n"]
    lines = format_exception(error) if with_words else bare
    return f"{now} quoth {quoth}, Python {python_version()}, {sys.platform}\n{''.join(lines)}"
