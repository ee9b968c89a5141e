"""Chat: a conversation without a face; what can be done in one, whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.asking import Asking
from assistant.citations.reanchoring import Reanchored, reanchor
from assistant.conversation import Exchange, Turn
from assistant.pins.collection import PinCollection
from assistant.pins.pin import Pin
from assistant.quotations.mentions import mentions
from assistant.records.answers import IndexName
from assistant.sessions.exporting import export, export_answers
from assistant.sessions.labels import Kept, eval_record, evidence_of, keep, labels_file
from assistant.sessions.session import Session
from index.search.restriction import EVERYTHING, Restriction

if TYPE_CHECKING:
    from assistant.answerer import Answerer
    from assistant.answering import CitedPassage
    from assistant.engine import Retrieved
    from assistant.quotations.mentions import DocumentMentions
    from assistant.sessions.saved import Saved, Sessions


@dataclass(frozen=True, slots=True)
class Posed:
    """A question as a chat asks it: with what was said before, of what it is restricted to."""

    question: str
    history: tuple[Exchange, ...]
    context: bool
    within: Restriction


@dataclass(frozen=True, slots=True)
class Resumed:
    """The newest turns of a chat against the documents now, and how many there were before them."""

    turns: tuple[Reanchored, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label was kept, and what that did."""

    file: Path
    kept: Kept


class Chat:
    """One conversation after the other over some documents, each saved as it goes.

    Nothing can be asked before ``open``. A question that fails, or that nobody waits for any more,
    leaves no trace: only ``take`` adds a turn.

    Args:
        sessions: Where conversations are saved, if at all.
        asking: How questions are answered, and what is asked of at first.
        warn: Is told in one line that turns cannot be saved.
    """

    def __init__(self, sessions: "Sessions", asking: Asking, warn: Callable[[str], None]) -> None:
        self.asking = asking
        self.session = Session(sessions, explain=asking.explain, warn=warn)
        self.within = asking.within
        self._assistant: Answerer | None = None

    @property
    def assistant(self) -> "Answerer":
        """What answers; AttributeError before ``open``, which callers have to wait for."""
        if self._assistant is None:
            raise AttributeError("the chat is not open")
        return self._assistant

    @property
    def is_open(self) -> bool:
        """Whether something can be asked."""
        return self._assistant is not None

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns of the conversation, oldest first."""
        return tuple(self.session.conversation.turns)

    def open(self, assistant: "Answerer") -> None:
        """Go on over the documents of this assistant."""
        self._assistant = assistant
        self.session.sessions = self.session.sessions.over(assistant.sources)

    def pose(self, question: str, *, context: bool | None = None) -> Posed:
        """Return a question in the light of the conversation so far.

        Args:
            question: What was typed.
            context: Whether the conversation is read along; by default as the chat does.
        """
        reads = self.asking.context if context is None else context
        return Posed(question, tuple(self.session.conversation.history), reads, self.within)

    def ask(self, question: str) -> Turn:
        """Answer a question and add its turn.

        Raises:
            InputError: It is blank or too long, or nothing is left of what is asked.
        """
        posed = self.pose(question)
        turn = self.assistant.compose(self.retrieve(posed), k=self.asking.k)
        self.take(turn, context=posed.context)
        return turn

    def retrieve(self, posed: Posed) -> "Retrieved":
        """Rank passages for a question; the conversation stays as it is, so a thread may do it.

        Raises:
            InputError: It is blank or too long, or nothing is left of what is asked.
        """
        return self.assistant.retrieve(
            posed.question, posed.history, context=posed.context, within=posed.within
        )

    def take(self, turn: Turn, *, context: bool) -> None:
        """Add a finished turn, asked with or without ``context``, and save it."""
        self.session.append(turn, IndexName.of(self.assistant), context=context)

    def restrict(self, within: Restriction) -> int:
        """Ask only some documents from now on; return how many, 0 for all of them.

        Raises:
            InputError: Nothing is left; all documents are asked then.
        """
        self.within = EVERYTHING
        documents = self.assistant.select(within).documents if within and self.is_open else 0
        self.within = within
        return documents

    def mentions(self, wanted: str) -> "list[DocumentMentions]":
        """Return every mention of words in what is asked; a thread may do it.

        Raises:
            InputError: There is no word to look for, or too many.
        """
        return list(mentions(self.assistant.library, wanted, self.within))

    def begin(self) -> None:
        """Begin a new conversation, saved on its own."""
        self.session.begin()

    def resume(self, path: Path) -> "Saved":
        """Go on with a saved conversation, of what is asked now.

        Raises:
            InputError: It cannot be read; the chat is as it was.
        """
        return self.session.resume(path)

    def reread(self, most: int) -> Resumed:
        """Return the newest turns, at most so many, with their citations as they are now."""
        newest = self.turns[-most:]
        shown = tuple(reanchor(turn, self.assistant) for turn in newest)
        return Resumed(shown, len(self.turns) - len(newest))

    def export(self, *, as_records: bool = False) -> Path:
        """Write the conversation as Markdown, or its answers as records; return where.

        Raises:
            InputError: It cannot be written.
        """
        return export_answers(self.session) if as_records else export(self.session, self.assistant)

    def label(self, number: int, passage: "CitedPassage | None") -> Label:
        """Keep the question of a turn, by its number from 0, as a label; a second time takes it back.

        Args:
            number: The turn.
            passage: Its marked sentence answers the question; None where nothing does.

        Raises:
            InputError: The sentence is no longer there, or the label cannot be written.
        """
        here = None if self.session.sessions.saves else Path.cwd()
        file = labels_file(self.assistant.sources, here)
        evidence = [evidence_of(passage, self._text_of(passage))] if passage else []
        earlier = self.session.conversation.history[:number]
        return Label(file, keep(file, eval_record(self.turns[number], earlier, *evidence)))

    def pin(self, number: int, passage: "CitedPassage", collection: PinCollection) -> bool:
        """Keep a passage of a turn, by its number from 0, in a collection; a second time takes it out.

        Returns:
            Whether it is kept now.

        Raises:
            InputError: The collection cannot be read or written.
        """
        now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        pin = Pin.of(
            self.turns[number],
            passage,
            IndexName.of(self.assistant),
            sources=self.assistant.sources,
            pinned=now,
        )
        return collection.toggle(pin)

    def _text_of(self, passage: "CitedPassage") -> str:
        try:
            return self.assistant.text(passage.citation.document)
        except KeyError:  # it was cited before, and is gone
            return ""
