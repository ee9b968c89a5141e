"""Asking a warm process: what it prints, or None, and then the command answers by itself."""

import argparse
import json
import os
import socket
import struct
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from assistant.commands.printed import Printed
from assistant.commands.warm.place import place_of
from assistant.console.messages import say
from assistant.console.surroundings import Surroundings

GREETING_SECONDS = 1.0
"""Within which a process that is well greets."""
ANSWER_SECONDS = 10.0
"""Within which it answers; else the command does so by itself."""
MOST_BYTES = 64 * 2**20
"""Of a line."""
FIELDS = {
    "ask": (
        *("question", "history", "mentions", "each", "json", "form", "cite", "k", "context"),
        *("explain", "documents", "sections", "where", "newest"),
    ),
    "find": ("quotation", "json", "form", "cite", "k"),
}
"""The options of each command that change what it prints."""


class SilentError(Exception):
    """A warm process does not answer, or not as one does."""


class Line:
    """A connection over which objects go, each a line of JSON."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._read = bytearray()

    def send(self, value: object) -> None:
        """Send an object.

        Raises:
            OSError: It cannot be.
        """
        self._connection.sendall(json.dumps(value).encode() + b"\n")

    def receive(self, seconds: float | None) -> Any:
        """Return the next object; None where there is no further one.

        Raises:
            SilentError: It does not come in time, or is none.
            OSError: The connection broke.
        """
        until = None if seconds is None else monotonic() + seconds
        looked = 0
        while (end := self._read.find(b"\n", looked)) < 0:
            looked = len(self._read)
            if until is not None and until <= monotonic():
                raise SilentError("it is silent")
            self._connection.settimeout(None if until is None else max(until - monotonic(), 0.001))
            part = self._connection.recv(2**16)
            if not part:
                return None
            self._read += part
            if len(self._read) > MOST_BYTES:
                raise SilentError("it says too much")
        line = bytes(self._read[:end])
        del self._read[: end + 1]
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            raise SilentError("it speaks otherwise") from None


def ask_warm(command: str, options: argparse.Namespace, here: Surroundings) -> Printed | None:
    """Return what the warm process of these options prints for a command; None where none answers.

    What it warns of is said, as opening the index would.
    """
    place = place_of(options)
    if place is None or not place.exists():  # then no socket is so much as made
        return None
    try:
        with connected(place) as connection:
            line = Line(connection)
            if line.receive(GREETING_SECONDS) != place.stem:
                return None
            asked = {name: getattr(options, name) for name in FIELDS[command]}
            line.send({"command": command, "options": asked, "here": asdict(here)})
            reply = line.receive(ANSWER_SECONDS)
            warned, printed = reply["warned"], Printed(*reply["printed"])
    except (OSError, SilentError, ValueError, KeyError, TypeError):
        return None
    for message in () if options.quiet else warned:
        say(message)
    return printed


def connected(place: Path) -> socket.socket:
    """Return a connection to a process of the same user.

    Raises:
        OSError: There is none.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise OSError("there are no such sockets here")
    if not is_private(place.parent):
        raise PermissionError(f"{place.parent}: others may write there")
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(GREETING_SECONDS)
        connection.connect(str(place))
        check_peer(connection)
    except OSError:
        connection.close()
        raise
    return connection


def is_private(folder: Path) -> bool:
    """Whether a folder is the user's alone."""
    status = folder.lstat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o077


def check_peer(connection: socket.socket) -> None:
    """Refuse who is at the other end, where the system tells that it is somebody else.

    Raises:
        PermissionError: It is another user.
    """
    if not hasattr(socket, "SO_PEERCRED"):
        return
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    if struct.unpack("3i", told)[1] != os.getuid():
        raise PermissionError("the process at the other end is another user's")


def is_warm(place: Path) -> bool:
    """Whether a process greets at a place."""
    with suppress(OSError, SilentError), connected(place) as connection:
        return bool(Line(connection).receive(GREETING_SECONDS) == place.stem)
    return False
