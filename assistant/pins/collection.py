"""PinCollection: a named file of pins, a line each, which ``quoth verify`` and ``quoth batch`` read too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console.streams import reason
from assistant.pins.pin import Pin
from assistant.records.record import RecordError
from assistant.sessions.file import write_private
from index.errors import InputError
from index.files.json_lines import JsonLineError, dump, parse_object
from index.files.location import user_folder

if TYPE_CHECKING:
    from assistant.answering import CitedPassage

USUAL_NAME = "pins"
"""Of the collection that is there without a choice."""
LONGEST_NAME = 60
_NAME = re.compile(r"[\w][\w .-]*")


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
    """The pins under a name; every change is written at once, whole.

    A line that is no pin, as another version may write, stays where it is.
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
        lines = self._lines()
        kept = [
            line
            for line in lines
            if not (line[1] and line[1].is_of(pin.turn.question, pin.passage))
        ]
        is_new = len(kept) == len(lines)
        self._write([*kept, (b"", pin)] if is_new else kept)
        return is_new

    def holds(self, question: str, passage: "CitedPassage") -> bool:
        """Tell whether a passage is pinned for a question; False where the file cannot be read."""
        try:
            return any(pin.is_of(question, passage) for pin in self.pins())
        except InputError:
            return False

    def put(self, pins: Sequence[Pin]) -> None:
        """Keep these pins in place of those that are there.

        Raises:
            InputError: The file cannot be read or written; it is as it was.
        """
        strange = [line for line in self._lines() if not line[1]]
        self._write([*strange, *((b"", pin) for pin in pins)])

    def _lines(self) -> list[tuple[bytes, Pin | None]]:
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read ({reason(error)})") from None
        return [(line, _pin(line)) for line in lines if line.strip()]

    def _write(self, lines: Sequence[tuple[bytes, Pin | None]]) -> None:
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
    return (dump(pin.record.fields()).encode("ascii") if pin else line) + b"\n"
