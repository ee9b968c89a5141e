"""Finding: what is wrong with one record of an eval set, and what puts it right."""

from dataclasses import dataclass
from typing import Any

from assistant.console.safe_text import safe_line
from eval.questions.records import FileLine, LineError

SCHEMA = "quoth.finding/1"
_SHOWN = 60
"""Characters of a question or a quote in a finding."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and its remedy, in one line that is safe to be shown."""

    place: FileLine
    problem: str

    def __str__(self) -> str:
        """Return it as compilers print theirs, ``FILE:LINE: problem``."""
        return f"{self.place.file}:{self.place.line}: {self.problem}"

    @classmethod
    def at(cls, place: FileLine, problem: str) -> "Finding":
        """Return a finding whose words may come from a set or a document."""
        return cls(place, safe_line(problem))

    @classmethod
    def of(cls, error: LineError, remedy: str = "") -> "Finding":
        """Return what an error found, and how to put it right."""
        return cls(error.place, safe_line(error.problem + remedy))

    def to_record(self) -> dict[str, Any]:
        """Return it as ``quoth.finding/1``."""
        return {
            "schema": SCHEMA,
            "file": self.place.file,
            "line": self.place.line,
            "problem": self.problem,
        }


def shortened(text: str) -> str:
    """Return a question or a quote as a finding shows it."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
