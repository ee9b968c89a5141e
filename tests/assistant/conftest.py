"""A scripted assistant: three passages of one short document, no model, no index."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.answering import (
    Answer,
    Certainty,
    Citation,
    CitedPassage,
    Explanation,
    Highlight,
    Reason,
    Words,
)
from assistant.conversation import Query, Turn
from assistant.engine import Assistant, Retrieved
from assistant.understanding.leaning import leans
from index.errors import InputError
from index.language import content_words
from index.search.restriction import EVERYTHING

TEXT = "The cat sleeps. It is old.\n\nThe dog barks. It is loud.\n\nThe cow eats grass."
_PLACES = ((0, 26, 0, 15), (28, 54, 28, 42), (56, 75, 56, 75))
SHA256 = "5ca1ab1e"


def citation(marker=1, start=0, end=26, **changes):
    fields = {
        "marker": marker,
        "document": "farm.txt",
        "title": "The Farm",
        "section": "Animals",
        "paragraph": marker,
        "page": None,
        "start": start,
        "end": end,
        "prefix": TEXT[max(start - 32, 0) : start],
        "suffix": TEXT[end : end + 32],
        "sha256": SHA256,
        "link": f"farm.txt:{1 + TEXT.count(chr(10), 0, start)}",
    }
    return Citation(**{**fields, **changes})


def passage(rank, start, end, first, last):
    return CitedPassage(
        rank=rank,
        score=1 / rank,
        text=TEXT[start:end],
        highlight=Highlight(first, last, TEXT[first:last]),
        citation=citation(rank, start, end),
        explanation=Explanation((Reason("words", 2.0, 1 / rank),), ("cat",)),
    )


PASSAGES = tuple(passage(rank, *place) for rank, place in enumerate(_PLACES, 1))


def _telling(words, certainty=Certainty.SURE, **changes):
    start = TEXT.index(words)
    highlight = replace(PASSAGES[0].highlight, answer=Words(start, start + len(words), words))
    first = replace(PASSAGES[0], highlight=highlight, **changes)
    answer = Answer(certainty, 0.375 if certainty is Certainty.UNSURE else 0.75, (first,))
    return Turn("Who sleeps?", Query("Who sleeps?"), answer)


@dataclass(frozen=True)
class _Selection:
    rows: tuple


@dataclass
class ScriptedAssistant:
    """Finds everything that does not speak of helium, and remembers what it was asked."""

    fingerprint: str = "f1"
    reader: str | None = None
    model: str = "scripted"
    documents: tuple = ()
    sources: tuple = ()
    asked: list = field(default_factory=list)
    failing: dict = field(default_factory=dict)

    def select(self, within):
        if set(within.documents) - {"farm.txt"}:
            raise InputError(f"--document {within.documents[-1]}: matches no document")
        return _Selection(PASSAGES[:2] if within else PASSAGES)

    def text(self, document):
        return TEXT

    def retrieve(self, question, history=(), *, context=True, within=EVERYTHING):
        passages = self.select(within).rows
        if question in self.failing:
            raise self.failing[question]
        self.asked.append((question, tuple(history)))
        query = self.query(question, history) if context else Query(question)
        return Retrieved(question, query, passages, within)

    def query(self, question, history, within=EVERYTHING):
        """Carry the content words of the last question into every question that leans on it."""
        last = history[-1].question if history and leans(question) else ""
        carried = tuple(content_words(last))
        return Query(" ".join([question, *carried]), carried)

    def compose(self, retrieved, *, k=5):
        found = "helium" not in retrieved.question
        certainty = Certainty.SURE if found else Certainty.NO
        answer = Answer(certainty, 0.75 if found else 0.125, retrieved.ranking[:k])
        return Turn(retrieved.question, retrieved.query, answer, retrieved.within)

    ask = Assistant.ask


@pytest.fixture
def scripted(monkeypatch):
    """The assistant that every command opens, whatever its sources."""
    assistant = ScriptedAssistant()
    monkeypatch.setattr(Assistant, "open", lambda *_, **__: assistant)
    monkeypatch.setattr(Assistant, "on", lambda *_, **__: assistant)
    return assistant


@pytest.fixture
def telling():
    """Make a turn of one passage, in whose sentence the given words answer."""
    return _telling


@pytest.fixture
def farm(tmp_path) -> Path:
    """A file that holds the document that is quoted."""
    path = tmp_path / "farm.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path
