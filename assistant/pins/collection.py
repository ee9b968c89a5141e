"""PinCollection: a named file of pins, a line each, which ``quoth verify`` and ``quoth batch`` read too."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.console.streams import reason
from assistant.pins.pin import Pin
from assistant.records.record import RecordError
from assistant.sessions.file import write_private
from index.errors import InputError
from index.files.disk import PRIVATE_FILE, make_private_folder
from index.files.json_lines import JsonLineError, dump, parse_object
from index.files.location import user_folder

USUAL_NAME = "pins"
"""Of the collection that is there without a choice."""
LONGEST_NAME = 60
_NAME = re.compile(r"[\w][\w .-]*")
_LOCK = "lock"
_LONGEST_WAIT = 10
"""Seconds; others hold the lock for as long as a file takes to be written."""

Lines = list[tuple[bytes, Pin | None]]
"""What a file holds: each line as it is there, empty where it is new, and the pin that it tells of."""


def collections_folder() -> Path:
    """Return where all collections are kept."""
    return user_folder("data") / "pins"


def collection_names() -> list[str]:
    """Return the names of all collections, in order."""
    return sorted(path.stem for path in collections_folder().glob("*.jsonl"))


def checked_name(name: str) -> str:
    """Return a name without white space around it.

    Raises:
        InputError: It cannot be the name of a file everywhere.
    """
    name = name.strip()
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME or name.endswith("."):
        raise InputError(
            f"{name!r} cannot name a collection; use at most {LONGEST_NAME} letters, digits, "
            "spaces, points and hyphens"
        )
    return name


@dataclass(frozen=True, slots=True)
class PinCollection:
    """The pins under a name; every change is made to what is there at that moment, and written whole.

    Several chats may change them at once. A line that is no pin, as another version may write,
    stays where it is.
    """

    name: str

    @property
    def path(self) -> Path:
        """The file, readable by its owner alone; it need not be there."""
        return collections_folder() / f"{self.name}.jsonl"

    @property
    def exists(self) -> bool:
        """Whether anything was pinned under this name."""
        return self.path.is_file()

    def pins(self) -> list[Pin]:
        """Return the pins, oldest first.

        Raises:
            InputError: The file cannot be read.
        """
        return [pin for _, pin in self._lines() if pin]

    def toggle(self, pin: Pin) -> bool:
        """Add a pin, or take out the one of that very passage and question; return whether it is in now.

        Raises:
            InputError: The file cannot be read or written; it is as it was.
        """

        def toggled(lines: Lines) -> Lines:
            kept = _without(lines, pin)
            return kept if len(kept) < len(lines) else [*lines, (b"", pin)]

        return any(pin.is_as(other) for other in self._change(toggled))

    def remove(self, pin: Pin) -> list[Pin]:
        """Take a pin out, where it is still in; return those that are in now.

        Raises:
            InputError: As ``toggle``.
        """
        return self._change(lambda lines: _without(lines, pin))

    def note(self, pin: Pin, note: str) -> list[Pin]:
        """Write a note to a pin, which comes back where it was taken out meanwhile; return all.

        Raises:
            InputError: As ``toggle``.
        """
        noted = (b"", pin.noted(note))

        def changed(lines: Lines) -> Lines:
            if not _holds(lines, pin):
                return [*lines, noted]
            return [noted if line[1] and line[1].is_as(pin) else line for line in lines]

        return self._change(changed)

    def insert(self, at: int, pin: Pin) -> list[Pin]:
        """Put a pin before the one with this number, where it is not in; return those that are in now.

        Args:
            at: From 0, of the pins alone; at the end where there are not so many.
            pin: What is put there.

        Raises:
            InputError: As ``toggle``.
        """

        def changed(lines: Lines) -> Lines:
            if _holds(lines, pin):
                return lines
            places = [place for place, line in enumerate(lines) if line[1]]
            place = places[at] if at < len(places) else len(lines)
            return [*lines[:place], (b"", pin), *lines[place:]]

        return self._change(changed)

    def _change(self, change: Callable[[Lines], Lines]) -> list[Pin]:
        """Change what is in the file at this moment, however many chats do so at once."""
        with self._held():
            lines = change(self._lines())
            self._write(lines)
        return [pin for _, pin in lines if pin]

    @contextmanager
    def _held(self) -> Iterator[None]:
        from filelock import FileLock

        folder = self.path.parent
        lock = FileLock(folder / _LOCK, timeout=_LONGEST_WAIT, mode=PRIVATE_FILE)
        try:
            make_private_folder(folder)
            lock.acquire()
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written ({reason(error)})") from None
        try:
            yield
        finally:
            lock.release()

    def _lines(self) -> Lines:
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read ({reason(error)})") from None
        return [(line, _pin(line)) for line in lines if line.strip()]

    def _write(self, lines: Lines) -> None:
        try:
            if not lines:
                self.path.unlink(missing_ok=True)
                return
            write_private(self.path, b"".join(_line(*line) for line in lines))
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written ({reason(error)})") from None


def _pin(line: bytes) -> Pin | None:
    try:
        return Pin.read(parse_object(line))
    except (JsonLineError, RecordError):
        return None


def _line(line: bytes, pin: Pin | None) -> bytes:
    return (line or (dump(pin.record.fields()).encode("ascii") if pin else b"")) + b"\n"


def _holds(lines: Lines, pin: Pin) -> bool:
    return any(other and other.is_as(pin) for _, other in lines)


def _without(lines: Lines, pin: Pin) -> Lines:
    return [line for line in lines if not (line[1] and line[1].is_as(pin))]
