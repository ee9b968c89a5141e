"""InputHistory: the questions typed before, kept in a private file."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from index.files.disk import make_private_folder, write_atomically

MOST_KEPT = 1000
"""Questions that are read back; a file of twice as many is cut to the newest."""


class InputHistory:
    """Walks through earlier questions, from the draft to the oldest and back.

    Args:
        file: One JSON string a line, readable by its owner alone; None keeps nothing.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._questions = _read(file) if file else []
        self._draft = ""
        self._at = len(self._questions)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions typed before, oldest first."""
        return tuple(self._questions)

    def add(self, question: str) -> None:
        """Remember a question, once where it repeats the last, and go back to the draft.

        Raises:
            OSError: The file cannot be written; the question is remembered until the end.
        """
        repeated = self._questions[-1:] == [question]
        if not repeated:
            self._questions.append(question)
        self._at, self._draft = len(self._questions), ""
        if self._file and not repeated:
            _append(self._file, question)

    def older(self, current: str) -> str | None:
        """Return the question before the present one; None at the oldest."""
        if self._at == 0:
            return None
        if self._at == len(self._questions):
            self._draft = current
        self._at -= 1
        return self._questions[self._at]

    def newer(self) -> str | None:
        """Return the question after the present one, at last the draft; None at the draft."""
        if self._at == len(self._questions):
            return None
        self._at += 1
        return self._questions[self._at] if self._at < len(self._questions) else self._draft


def _read(file: Path) -> list[str]:
    """Return the newest questions; lines that hold none are passed over."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    questions = [question for line in lines if (question := _question(line))][-MOST_KEPT:]
    if len(lines) > 2 * MOST_KEPT:
        with suppress(OSError):
            _replace(file, questions)
    return questions


def _question(line: str) -> str | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, str) else None


def _append(file: Path, question: str) -> None:
    make_private_folder(file.parent)
    with _appending(file) as out:
        out.write(_line(question))


def _replace(file: Path, questions: list[str]) -> None:
    write_atomically(file, "".join(map(_line, questions)).encode("ascii"), private=True)


def _appending(file: Path) -> TextIO:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    file.chmod(0o600)
    return os.fdopen(descriptor, "w", encoding="ascii")


def _line(question: str) -> str:
    return json.dumps(question) + "\n"
