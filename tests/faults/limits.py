"""Limits that a test sets itself: of time, memory and disk, and of what a user may do."""

import ctypes
import os
import resource
import signal
import sys
from contextlib import contextmanager
from pathlib import Path

_DROP_FROM_BOUNDING_SET = 24  # PR_CAPBSET_DROP
_MOST_CAPABILITIES = 64


class TookTooLongError(BaseException):
    """Time is up; no handler of ordinary errors takes it for one."""


@contextmanager
def within(seconds):
    """Fail what takes longer, be it waiting for a pipe that nobody writes to."""

    def give_up(*_):
        raise TookTooLongError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _limited(kind, most):
    before, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(kind, (before, hard))


def more_memory_at_most(size):
    """Let the process take so many bytes more than it has; beyond them there is a MemoryError."""
    if not sys.platform.startswith("linux"):
        return _limited(resource.RLIMIT_CORE, 0)  # memory is not limited elsewhere
    with Path("/proc/self/statm").open() as status:
        held = int(status.read().split()[0]) * resource.getpagesize()
    return _limited(resource.RLIMIT_AS, held + size)


def files_at_most(size):
    """Let no file grow beyond so many bytes, as on a disk that is full."""
    return _limited(resource.RLIMIT_FSIZE, size)


def as_ordinary_user():
    """Give up what a superuser may do beyond others; for ``preexec_fn``, and lasting."""
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in range(_MOST_CAPABILITIES):
            libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def resident():
    """Return the megabytes of memory that the process holds."""
    with Path("/proc/self/statm").open() as status:
        return int(status.read().split()[1]) * resource.getpagesize() / 2**20


def open_files():
    """Return how many files the process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))
