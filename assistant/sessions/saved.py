"""Sessions: the chats that were saved, and what each of them holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Self

from assistant.console.counting import counted
from assistant.console.streams import reason
from assistant.conversation import Turn
from assistant.questions import QuestionError, check_question
from assistant.records.answers import IndexName, read_answer
from assistant.records.converting import turn_of
from assistant.records.questions import question_of
from assistant.records.record import RecordError
from assistant.records.sessions import sources_of
from assistant.sessions.names import name_of
from index.errors import InputError
from index.files.json_lines import JsonLineError, numbered_lines, parse_object

NOTHING_TO_RESUME = "there is no earlier chat with these documents; this begins one"
_MOST_WORDS = 6
_LONGEST_NAME = 40
_MOST_NAMED = 10
"""Lines that are named where many cannot be read."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What tells one saved chat from another; ``changed`` is when it last grew.

    ``question`` is its first, ``name`` what somebody called it; ``sources`` are absolute paths of
    what it asks about.
    """

    path: Path
    question: str
    name: str | None
    changed: datetime
    turns: int
    sources: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it is listed as."""
        return self.name or self.question

    def extent(self) -> str:
        """Return how many questions it has and when the last was asked."""
        return f"{counted(self.turns, 'question')}, {self.changed:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class SavedTurn:
    """One line of a session: the turn, the line as it is, and what a replay depends on."""

    turn: Turn
    line: bytes
    conversation: str | None
    index: IndexName


@dataclass(frozen=True, slots=True)
class Saved:
    """What a session file holds.

    ``size`` is its bytes, ``is_torn`` whether the last line has no end; ``problems`` are the
    lines that cannot be read, each with the reason.
    """

    path: Path
    turns: tuple[SavedTurn, ...]
    problems: tuple[tuple[int, str], ...]
    size: int
    is_torn: bool

    def complaint(self) -> str:
        """Return one line that names what cannot be read; empty where everything can."""
        if not self.problems:
            return ""
        (number, why), *others = self.problems
        numbers = ", ".join(str(other) for other, _ in others[:_MOST_NAMED])
        more = ", …" * (len(others) > _MOST_NAMED)
        also = f"; so are the lines {numbers}{more}" if others else ""
        return f"{self.path}, line {number}: left out of this chat ({why}){also}"


@dataclass(frozen=True, slots=True)
class Sessions:
    """The folder of saved chats, as the chats over the same documents see it.

    Args:
        folder: Where the files are; it need not exist.
        sources: Absolute paths of what is asked about.
        saves: Whether chats are saved at all; earlier ones can be read either way.
        lists_all: Whether chats over other sources are listed too.
    """

    folder: Path
    sources: tuple[str, ...] = ()
    saves: bool = True
    lists_all: bool = False

    def over(self, sources: tuple[str, ...]) -> Self:
        """Return the folder as chats over other documents see it."""
        return replace(self, sources=sources)

    def listed(self) -> Iterator[Summary]:
        """Give the chats over these sources, or over any, the one that grew last first."""
        for path, changed in _newest_first(self.folder):
            summary = _summary(path, changed)
            if summary and (self.lists_all or summary.sources == self.sources):
                yield summary


def new_name(question: str, now: datetime) -> str:
    """Return what to call a chat: when it began, and the first words of its first question."""
    words = re.findall(r"[^\W_]+", question.lower())[:_MOST_WORDS]
    return "-".join((f"{now:%Y-%m-%d-%H%M%S}", *words))[: len("2026-01-01-000000-") + _LONGEST_NAME]


def load(path: Path) -> Saved:
    """Read a session; what is no turn with its answer is left out and named.

    Raises:
        InputError: The file cannot be read at all.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({reason(error)})") from None
    turns: list[SavedTurn] = []
    problems: list[tuple[int, str]] = []
    for number, line in numbered_lines(BytesIO(data)):
        if not line.strip():
            continue
        try:
            turns.append(_saved_turn(line))
        except (JsonLineError, QuestionError, RecordError) as error:
            problems.append((number, str(error)))
    is_torn = bool(data) and not data.endswith(b"\n")
    return Saved(path, tuple(turns), tuple(problems), len(data), is_torn)


def _saved_turn(line: bytes) -> SavedTurn:
    record = parse_object(line)
    question = question_of(record)
    check_question(question.text)
    answer = read_answer(record.get("answer"))
    if answer.question != question.text:
        raise RecordError("the answer is one to another question")
    return SavedTurn(turn_of(answer), line + b"\n", question.conversation, answer.index)


def _newest_first(folder: Path) -> list[tuple[Path, float]]:
    found: list[tuple[Path, float]] = []
    for path in sorted(folder.glob("*.jsonl"), reverse=True):
        try:
            if path.is_file():
                found.append((path, path.stat().st_mtime))
        except OSError:  # it was removed just now
            continue
    return sorted(found, key=lambda pair: pair[1], reverse=True)


def _summary(path: Path, changed: float) -> Summary | None:
    """Return what there is to say of a session, None where it is none that was saved here."""
    try:
        with path.open("rb") as lines:
            first = _first_question(lines)
            if first is None:
                return None
            turns = 1 + sum(1 for line in lines if line.strip())
    except OSError:
        return None
    question, sources = first
    when = datetime.fromtimestamp(changed, UTC).astimezone()
    return Summary(path, question, name_of(path), when, turns, sources)


def _first_question(lines: Iterator[bytes]) -> tuple[str, tuple[str, ...]] | None:
    """Return the first question of a session and its sources; None where it names none."""
    for line in lines:
        try:
            record = parse_object(line)
            question = question_of(record)
        except (JsonLineError, QuestionError):
            continue
        sources = sources_of(record)
        return None if sources is None else (question.text, sources)
    return None
