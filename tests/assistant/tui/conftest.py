import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import textual.app
import textual.pilot
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widgets import Static

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
from assistant.citations.original import Original
from assistant.conversation import Query, Turn
from assistant.tui.app import ChatApp
from assistant.tui.terminal import clipboard
from index.documents import Heading, IndexedDocument
from index.errors import InputError
from index.library import FileChanges
from index.readers.lines import line_at
from index.search.restriction import EVERYTHING, Restriction
from index.search.selection import Selection
from tests.assistant.tui import waiting

if sys.platform == "win32":
    collect_ignore_glob = ["test_terminal*.py"]  # no pseudo-terminals

ARTICLE = (
    "The Price of Bread\n\n"
    "Bread rose by a tenth in spring. The mill had burned in March. Nobody was hurt.\n\n"
    "After the Fire\n\n"
    "The miller rebuilt with stone. It took two years and cost four hundred crowns.\n\n"
    "The town paid half. The other half came from the baker, who asked for cheap flour.\n"
)
HIGHLIGHTS = ("The mill had burned in March.", "It took two years", "The town paid half.")
WORDS = {HIGHLIGHTS[0]: "in March"}
"""Those that answer, by their sentence."""
PARSED = {}
"""Rules of styles, by the text and the colours that they were parsed of."""
PASSAGES = (
    "Bread rose by a tenth in spring. The mill had burned in March. Nobody was hurt.",
    "The miller rebuilt with stone. It took two years and cost four hundred crowns.",
    "The town paid half. The other half came from the baker, who asked for cheap flour.",
)


def cite(text: str, quote: str, sentence: str, marker: int, title: str) -> CitedPassage:
    start = text.index(quote)
    first = text.index(sentence)
    words = None
    if told := WORDS.get(sentence):
        at = text.index(told, first)
        words = Words(at, at + len(told), told)
    return CitedPassage(
        rank=marker,
        score=1 / marker,
        text=quote,
        highlight=Highlight(first, first + len(sentence), sentence, words),
        citation=Citation(
            marker=marker,
            document="bread.txt",
            title=title,
            section="After the Fire" if marker > 1 else None,
            paragraph=marker,
            page=None,
            start=start,
            end=start + len(quote),
            prefix=text[max(start - 32, 0) : start],
            suffix=text[start + len(quote) :][:32],
            sha256="0" * 64,
            link=f"bread.txt:{line_at(text, start)}",
        ),
        explanation=Explanation((Reason("words", 2.0, 0.5),), ("mill",)),
    )


@dataclass
class Retrieved:
    question: str
    query: Query
    within: Restriction


@dataclass
class ScriptedAssistant:
    """Answers every question alike; what it is told of in ``scripts`` it answers as told."""

    document_text: str = ARTICLE
    title: str = "The Price of Bread"
    quotes: tuple[tuple[str, str], ...] = tuple(zip(PASSAGES, HIGHLIGHTS, strict=True))
    confidence: float = 0.81
    certainty: Certainty = Certainty.SURE
    scripts: dict[str, Callable[[], None]] = field(default_factory=dict)
    asked: list[tuple[str, int, bool]] = field(default_factory=list)
    file: Path = Path("/bread.txt")
    pages: tuple[int, ...] = ()
    model: str = "all-MiniLM-L6-v2"
    reader: str | None = None
    fingerprint: str = "f"
    sources: tuple[str, ...] = ("/bread.txt",)
    changed: FileChanges = field(default_factory=FileChanges)

    @property
    def documents(self):
        return (IndexedDocument("bread.txt", self.title, "0" * 64, self.file),)

    def text(self, document):
        return self.document_text

    def passages(self, document):
        places = [(self.document_text.find(text), text) for text, _ in self.quotes]
        return tuple(
            SimpleNamespace(start=at, end=at + len(text), text=text) for at, text in places
        )

    def outline(self, document):
        at = self.document_text.find("After the Fire")
        return (Heading(2, "After the Fire", at, at + 14),) if at >= 0 else ()

    def original(self, document):
        return Original(document, self.document_text, self.file, document, pages=self.pages)

    def changes(self):
        return self.changed

    def select(self, within):
        if set(within.documents) - {"bread.txt", "*.txt"}:
            raise InputError(f"--document {within.documents[-1]}: matches no document")
        return Selection(np.ones(1, np.bool_), np.ones(1, np.bool_), None, 1)

    def retrieve(self, question, history=(), *, context=True, within=EVERYTHING):
        self.asked.append((question, len(history), context))
        self.scripts.get(question, lambda: None)()
        carried = ("mill",) if history and context else ()
        return Retrieved(question, Query(" ".join((question, *carried)), carried), within)

    def compose(self, retrieved, *, k=5):
        passages = tuple(
            cite(self.document_text, quote, sentence, marker, self.title)
            for marker, (quote, sentence) in enumerate(self.quotes[:k], 1)
        )
        answer = Answer(self.certainty, self.confidence, passages)
        return Turn(retrieved.question, retrieved.query, answer, retrieved.within)


class Gate:
    """Holds a worker thread until it is opened, and tells that it has come."""

    def __init__(self):
        self._come, self._open = threading.Event(), threading.Event()

    def wait(self):
        self._come.set()
        assert self._open.wait(30)

    def wait_until_reached(self):
        assert self._come.wait(30)

    def open(self):
        self._open.set()


@pytest.fixture
def gate():
    gate = Gate()
    yield gate
    gate.open()


@pytest.fixture(autouse=True)
def programs(monkeypatch):
    """Leave the clipboard of whoever runs the tests alone."""
    monkeypatch.setattr(clipboard, "PROGRAMS", ())


@pytest.fixture(autouse=True)
def lasting_notices(monkeypatch):
    """Show notices for as long as a test takes, however slow the machine is."""
    monkeypatch.setattr(ChatApp, "NOTIFICATION_TIMEOUT", 3600)


@pytest.fixture(autouse=True)
def parsed_once(monkeypatch):
    """Parse each stylesheet once for all chats of a run, not for each chat."""
    parse = Stylesheet._parse_rules

    def parsed(self, css, read_from, *arguments, **options):
        key = (tuple(self._variables.items()), css, read_from, arguments, *options.items())
        if key not in PARSED:
            PARSED[key] = parse(self, css, read_from, *arguments, **options)
        return PARSED[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed)


@pytest.fixture(autouse=True)
def told_by_messages(monkeypatch):
    """Wait for the chat no longer than it takes."""
    for module in (textual.app, textual.pilot):
        monkeypatch.setattr(module, "wait_for_idle", waiting.go_on)
    monkeypatch.setattr(Pilot, "_wait_for_screen", waiting.until_idle)
    monkeypatch.setattr(Pilot, "press", waiting.press)


@pytest.fixture
def scripted():
    return ScriptedAssistant()


@pytest.fixture
def app(scripted):
    return ChatApp(lambda progress: scripted)


async def settle(pilot):
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def ask(pilot, question):
    pilot.app.screen.query_one("QuestionInput").value = question
    await pilot.press("enter")
    await pilot.pause()
    await settle(pilot)


def words(app, selector):
    """What the widgets of a selector say, one string each."""
    return [str(widget.visual) for widget in app.screen.query(selector).results(Static)]


@pytest.fixture
def chat():
    """Ask, settle and read a running chat."""

    class Chat:
        pass

    Chat.ask, Chat.settle, Chat.words = map(staticmethod, (ask, settle, words))
    Chat.confirmed = staticmethod(lambda app: words(app, "StatusLine .words")[0])
    return Chat


@pytest.fixture
def make_scripted():
    return ScriptedAssistant


@pytest.fixture
def start():
    """Starts Python in a terminal of its own."""
    from tests.assistant.tui.pseudo_terminal import Terminal

    terminals = []

    def start(*arguments, **options):
        terminals.append(Terminal(*map(str, arguments), **options))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()
