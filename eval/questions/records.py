"""Reading the fields of JSON records, with errors that name file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.console.safe_text import safe_line
from assistant.conversation import Exchange
from index.errors import InputError
from index.files.json_lines import JsonLineError, numbered_lines, parse_object


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of a file, counted from 1: what an error points to."""

    file: str
    line: int

    def error(self, problem: str) -> "LineError":
        """Return the error that ``problem`` is there."""
        return LineError(self, safe_line(problem))


class LineError(InputError):
    """What is wrong with one line of a file.

    Args:
        place: The line.
        problem: What is wrong with it, safe to be shown.
    """

    def __init__(self, place: FileLine, problem: str) -> None:
        super().__init__(f"{place.file}, line {place.line}: {problem}")
        self.place = place
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object of a file; each method raises ``InputError`` on a field of another type."""

    place: FileLine
    fields: dict[str, Any]

    def text(self, name: str) -> str:
        """Return a field that must be there and not blank."""
        value = self.optional_text(name)
        if value is None or not value.strip():
            raise self.place.error(f'lacks "{name}", a text that is not blank')
        return value

    def optional_text(self, name: str) -> str | None:
        """Return a field that may be left out or null."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise self.place.error(f'"{name}" is not a text')
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; none where it is left out."""
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self.place.error(f'"{name}" is not a list of texts')
        return tuple(values)

    def optional_truth(self, name: str) -> bool | None:
        """Return true, false, or None where it is left out or null."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.place.error(f'"{name}" is neither true nor false')
        return value

    def records(self, name: str) -> tuple["Record", ...]:
        """Return a list of objects that must be there."""
        if self.fields.get(name) is None:
            raise self.place.error(f'lacks "{name}", a list (empty where nothing answers)')
        values = self._list(name)
        if not all(isinstance(value, dict) for value in values):
            raise self.place.error(f'"{name}" is not a list of objects')
        return tuple(Record(self.place, value) for value in values)

    def history(self) -> tuple[Exchange, ...]:
        """Return the earlier exchanges: questions, or objects with question and answer."""
        return tuple(self._exchange(item) for item in self._list("history"))

    def _exchange(self, item: object) -> Exchange:
        if isinstance(item, str):
            return Exchange(item)
        if not isinstance(item, dict):
            raise self.place.error('"history" holds neither a text nor an object with "question"')
        earlier = Record(self.place, item)
        question = earlier.optional_text("question")
        if question is None:
            raise self.place.error('"history" holds an object without "question"')
        return Exchange(question, earlier.optional_text("answer"))

    def _list(self, name: str) -> list[Any]:
        values = self.fields.get(name)
        if values is None:
            return []
        if not isinstance(values, list):
            raise self.place.error(f'"{name}" is not a list')
        return values


def lines(path: Path) -> Iterator[tuple[FileLine, bytes]]:
    """Yield the lines of a file that are not blank.

    Raises:
        InputError: The file is missing or unreadable.
    """
    name = safe_line(str(path))
    try:
        with path.open("rb") as file:
            for number, line in numbered_lines(file):
                if line.strip():
                    yield FileLine(name, number), line
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from None


def records(path: Path) -> Iterator[Record]:
    """Yield the records of a file of JSON lines.

    Raises:
        InputError: The file cannot be read, or a line is not one strict JSON object.
    """
    for place, line in lines(path):
        yield parse(place, line)


def parse(place: FileLine, line: bytes) -> Record:
    """Return the record in a line.

    Raises:
        LineError: It is not one strict JSON object.
    """
    try:
        return Record(place, parse_object(line))
    except JsonLineError as error:
        raise place.error(str(error)) from None
