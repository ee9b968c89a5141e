"""Starting a warm process in the background, with the options of a command."""

import argparse
import json
import os
import subprocess
import sys
from contextlib import suppress

from assistant.commands.warm.asking import is_warm
from assistant.commands.warm.place import absolute, as_named, place_of
from index.errors import InputError
from index.files.location import StoreUrl

IDLE_MINUTES = 15
"""After so long without work it leaves."""


def start(options: argparse.Namespace) -> None:
    """Start one where none is; what keeps it from starting, nobody is told, since nobody waits."""
    place = place_of(options)
    if place is not None and not is_warm(place):
        with suppress(OSError):
            _begun(options, IDLE_MINUTES, subprocess.DEVNULL)


def start_and_wait(options: argparse.Namespace, idle: int) -> int | None:
    """Start one, and wait until it answers; return its number, or None where there is one already.

    Raises:
        InputError: It cannot be started.
    """
    place = place_of(options)
    if place is None:
        raise InputError("--daemon: there is no folder for its socket; set XDG_RUNTIME_DIR")
    if is_warm(place):
        return None
    try:
        process = _begun(options, idle, subprocess.PIPE)
    except OSError as error:
        raise InputError(f"--daemon: cannot be started ({error.strerror})") from None
    told = process.stdout.readline().decode().strip() if process.stdout else ""
    if told != "ready":
        raise InputError(f"--daemon: {told or 'it ended at once'}")
    return process.pid


def _begun(options: argparse.Namespace, idle: int, output: int) -> "subprocess.Popen[bytes]":
    """Return the process; it writes ``ready``, or why it ends, as a line to its stdout."""
    told = {
        "sources": [os.path.abspath(source) for source in options.sources],  # noqa: PTH100
        "index": absolute(options.index),
        "is_store": isinstance(options.index, StoreUrl),
        "model": as_named(options.model),
        "reader": as_named(options.reader),
        "idle": idle,
    }
    command = [sys.executable, "-P", "-m", "assistant.commands.warm", json.dumps(told)]
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL,
        cwd=os.sep,
        start_new_session=True,
    )
