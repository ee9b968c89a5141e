"""How a program ends: every way becomes an exit code, every error one line on stderr."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from types import FrameType
from typing import Final, NoReturn

from assistant.console.messages import say
from index.errors import QuothError

FORESEEN: Final = (QuothError, OSError, MemoryError, ImportError)
"""Errors that ``guarded`` has words for."""
_FAILED = 2
_INTERRUPTED = 128 + signal.SIGINT
_PIPE_CLOSED = 128 + 13
"""As the shell reports a program that SIGPIPE ended."""

HANG_UP: Final = 1
"""SIGHUP, also where the system has none: the terminal has gone."""
ASKS_TO_END: Final = tuple(n for n in signal.Signals if n.name in {"SIGHUP", "SIGTERM"})
"""Signals by which others end a program; Windows has only some of them."""
KEYS: Final = tuple(n for n in signal.Signals if n.name in {"SIGINT", "SIGQUIT"})
"""Signals by which the person at the terminal ends it."""


class Terminated(SystemExit):
    """The program was asked to end by a signal; unwinds like an exit, so that all is restored."""


class Ending:
    """The exit code that a program ends with."""

    code = 0


@contextmanager
def guarded(program: str) -> Iterator[Ending]:
    """Turn whatever ends a program into its exit code, and errors into one line on stderr."""
    ending = Ending()
    _prepare_streams()
    try:
        with _exiting(ending):
            yield ending
        _flush()
    except QuothError as error:
        say(error, program)
        ending.code = _FAILED
    except BrokenPipeError:
        _abandon_output()
        ending.code = _PIPE_CLOSED
    except OSError as error:
        say(_described(error), program)
        _abandon_output()
        ending.code = _FAILED
    except MemoryError:
        say("there is not enough memory; end other programs, or give this one more", program)
        ending.code = _FAILED
    except ImportError as error:
        say(f"a library cannot be loaded ({error}); install Quoth anew", program)
        ending.code = _FAILED
    except KeyboardInterrupt:
        ending.code = _INTERRUPTED


@contextmanager
def _exiting(ending: Ending) -> Iterator[None]:
    try:
        yield
    except SystemExit as exit_:
        ending.code = exit_.code if isinstance(exit_.code, int) else 0


@contextmanager
def terminating() -> Iterator[None]:
    """Let SIGHUP and SIGTERM end the program as an exit does."""
    with handling(ASKS_TO_END, _terminate):
        yield


@contextmanager
def handling(
    numbers: Iterable[int], handler: Callable[[int, FrameType | None], None] | signal.Handlers
) -> Iterator[None]:
    """Handle signals; those that are ignored stay ignored, as SIGHUP below ``nohup``."""
    before = {number: signal.getsignal(number) for number in numbers}
    handled = [number for number, old in before.items() if old is not signal.SIG_IGN]
    for number in handled:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, before[number])


def leave(code: int) -> NoReturn:
    """End the process, at once where no other thread is at work.

    Python would first tidy up all that the libraries hold, which takes longer than an answer.
    """
    if threading.active_count() == 1:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(code)
    raise SystemExit(code)


def _terminate(number: int, _: FrameType | None) -> NoReturn:
    raise Terminated(128 + number)


def _described(error: OSError) -> str:
    names = [os.fsdecode(name) for name in (error.filename,) if isinstance(name, str | bytes)]
    return ": ".join([*names, error.strerror or str(error)])


def _prepare_streams() -> None:
    """Let files and pipes get UTF-8 whatever the locale, and a terminal what it understands."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _abandon_output() -> None:
    """Lead what is left in stdout's buffer to nowhere, or Python would fail on it at its end."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
