"""Conversations with the form that a person gave to a question so that it stands alone."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.language import content_words, stem


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was asked, how it reads when it stands alone, and what was answered."""

    question: str
    rewrite: str
    answer: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question behind a history, oldest exchange first, and its rewrite.

    `conversation` is the same for the questions of one conversation.
    """

    kind: str
    id: str
    conversation: str
    history: tuple[Exchange, ...]
    question: str
    rewrite: str

    @property
    def needed(self) -> frozenset[str]:
        """Return the stems of content words that the rewrite has and the question lacks."""
        return stems(self.rewrite) - stems(self.question)


def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(map(stem, content_words(text)))


def read_follow_ups(path: Path) -> Iterator[FollowUp]:
    """Yield the questions of a ``.jsonl.xz`` in the order of the file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            conversation = f"{row['set']}/{row['conv']}"
            history = tuple(map(_exchange, row["history"]))
            yield FollowUp(
                row["set"], row["id"], conversation, history, row["question"], row["rewrite"]
            )


def _exchange(turn: dict[str, Any]) -> Exchange:
    answer = turn["answer"] or " ".join(turn.get("answer_nouns", ()))
    return Exchange(turn["question"], turn.get("rewrite") or turn["question"], answer)
