"""Listening: a warm process at its socket, and what it answers there."""

import argparse
import fcntl
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from msgspec import Struct, convert, structs

from assistant.commands.answered import answered
from assistant.commands.options import asking_of
from assistant.commands.printed import Printed
from assistant.commands.quoting.found import found
from assistant.commands.warm.asking import ANSWER_SECONDS, Line, SilentError, check_peer
from assistant.console.remedies import explained
from assistant.console.surroundings import Surroundings
from assistant.engine import Assistant
from assistant.service.desk import Desk, Desks
from index.errors import QuothError, Remedy

_MOST_AT_ONCE = 32
"""Connections; those who ask further answer by themselves."""


class _Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a command asks; where the result is shown; its options."""

    command: str
    here: Surroundings
    options: dict[str, Any]


class _AskOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    question: str | list[str]
    history: list[str]
    mentions: str | None
    each: bool
    json: bool
    form: str | None
    cite: str | None
    k: int
    context: bool
    explain: bool
    documents: list[str]
    sections: list[str]
    where: list[str]
    newest: bool


class _FindOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    quotation: str
    json: bool
    form: str | None
    cite: str | None
    k: int


class Warm:
    """Answers commands from a desk, where its index is current; else leaves them to themselves.

    Args:
        desks: Gives what answers.
        model: The model that commands name, if any; an index keeps its own.
    """

    def __init__(self, desks: Desks, model: str | None = None) -> None:
        self._desks = desks
        self._model = model

    def reply(self, asked: Any) -> dict[str, Any]:
        """Return what a command prints and what is warned of, or an object that says neither."""
        try:
            request = convert(asked, _Asked)
            desk = self._desks.now()
            if not desk.assistant.library.state().is_current:
                return {"declined": "the sources have changed"}
            printed = self._printed(request, desk)
            return {"warned": self._warned(desk), "printed": printed}
        except Exception as error:  # noqa: BLE001 - the command meets it again, and says it
            return {"declined": str(error)}

    def _printed(self, request: _Asked, desk: Desk) -> Printed:
        library = desk.assistant.library
        if request.command == "find":
            options = _namespace(convert(request.options, _FindOptions))
            return found(options, library, desk.finder, request.here)
        options = _namespace(convert(request.options, _AskOptions))

        def opened() -> Assistant:
            if within := asking_of(options).within:
                desk.assistant.select(within)
            return desk.assistant

        return answered(options, opened, lambda: library, request.here)

    def _warned(self, desk: Desk) -> list[str]:
        """Return what opening the index would warn of."""
        library = desk.assistant.library
        told = [explained(message) for message in library.description.unread()]
        if self._model and not library.has_model(self._model):
            keeps = QuothError(f"the index keeps its model {library.model}", Remedy.CHANGE_MODEL)
            told.insert(0, explained(keeps))
        return told


def _namespace(options: Struct) -> argparse.Namespace:
    return argparse.Namespace(**structs.asdict(options))


class Listener:
    """The socket of a warm process; of several processes one has it.

    Args:
        place: The path of the socket.
        reply: Returns what is answered to an object.
    """

    def __init__(self, place: Path, reply: Callable[[Any], dict[str, Any]]) -> None:
        self._place = place
        self._reply = reply
        self._places = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self._busy = 0
        self._lock = threading.Lock()
        self.worked = monotonic()
        """When something was last asked."""
        self._held = -1
        self._socket = socket.socket(socket.AF_UNIX)

    def begin(self) -> bool:
        """Listen in a thread of its own; return False where another process does.

        Raises:
            OSError: The socket cannot be made.
        """
        sweep(self._place.parent)
        self._held = _hold(self._place)
        if self._held < 0:
            return False
        os.write(self._held, f"{os.getpid()}\n".encode())
        self._place.unlink(missing_ok=True)
        self._socket.bind(str(self._place))
        self._place.chmod(0o600)
        self._socket.listen(_MOST_AT_ONCE)
        threading.Thread(target=self._accept, daemon=True).start()
        return True

    def idle(self) -> float:
        """Return for how many seconds nothing has been asked."""
        with self._lock:
            return 0.0 if self._busy else monotonic() - self.worked

    def end(self) -> None:
        """Listen no more; the socket is gone."""
        if self._held < 0:
            return
        with suppress(OSError):
            self._place.unlink(missing_ok=True)
        self._socket.close()
        _release(self._held, self._place)
        self._held = -1

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:  # it was closed
                return
            if self._places.acquire(blocking=False):
                threading.Thread(target=self._serve, args=[connection], daemon=True).start()
            else:
                connection.close()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, suppress(OSError, SilentError):
                check_peer(connection)
                line = Line(connection)
                connection.settimeout(ANSWER_SECONDS)
                line.send(self._place.stem)
                asked = line.receive(ANSWER_SECONDS)
                if asked is not None:
                    reply = self._answered(asked)
                    connection.settimeout(ANSWER_SECONDS)
                    line.send(reply)
        finally:
            self._places.release()

    def _answered(self, asked: Any) -> dict[str, Any]:
        with self._lock:
            self._busy += 1
        try:
            return self._reply(asked)
        finally:
            with self._lock:
                self._busy -= 1
                self.worked = monotonic()


def sweep(folder: Path) -> None:
    """Remove the sockets of processes that were killed."""
    for place in folder.glob("*.sock"):
        held = _hold(place)
        if held >= 0:
            place.unlink(missing_ok=True)
            _release(held, place)


def _hold(place: Path) -> int:
    """Return the descriptor of the lock of a place; -1 where another process holds it.

    Raises:
        OSError: It cannot be made.
    """
    lock = place.with_suffix(".lock")
    while True:
        held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(held), lock.stat()):
                return held
        except BlockingIOError:
            os.close(held)
            return -1
        except FileNotFoundError:
            pass  # who held it has just removed it
        os.close(held)


def _release(held: int, place: Path) -> None:
    """Remove a lock that is held, and let go of it."""
    with suppress(OSError):
        place.with_suffix(".lock").unlink(missing_ok=True)
    os.close(held)
