"""PassageView: one ranked passage of an answer."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import HorizontalGroup, VerticalGroup
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from assistant.answering import Certainty, CitedPassage
from assistant.citations.anchoring import Anchoring
from assistant.rendering.copied_text import copied_passage
from assistant.tui.conversation.citation_line import CitationLine
from assistant.tui.conversation.quoting import Around, gist, notes, sentence, surrounded, whole

_SENTENCE, _WHOLE, _AROUND = range(3)
"""How much of a passage is shown."""


class PassageView(HorizontalGroup):
    """A passage by its sentence, with its number and its citation; posts ``PassageView.Chosen`` when clicked.

    Args:
        passage: What is shown.
        certainty: That of its answer.
        finding: What has become of its citation, where that is not intact.
        explain: Whether it says why it ranks where it does.
        sureness: What is then said of the answer.
        only_document: The id of the only document, which need not be named.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sentence",
        "perhaps",
        "words",
        "gist",
        "changed",
    }

    @dataclass
    class Chosen(Message):
        """A person chose a passage."""

        view: "PassageView"

    def __init__(
        self,
        passage: CitedPassage,
        certainty: Certainty,
        finding: Anchoring | None = None,
        *,
        explain: bool,
        sureness: str = "",
        only_document: str | None = None,
    ) -> None:
        answers = passage.rank == 1 and certainty is not Certainty.NO
        super().__init__(classes="-answer" if answers else "")
        self.passage = passage
        self.certainty = certainty
        self.finding = finding
        self._answers = answers
        self._explain = explain
        self._sureness = sureness
        self._opened = _SENTENCE
        self._around = Around("", "")
        self._citation = CitationLine(passage, only_document)
        self._body = Static(self._content(), classes="passage-body")
        self._notes = Static(classes="notes")

    def compose(self) -> ComposeResult:
        """Show the number beside the text, and below that its citation."""
        yield Static(Content(f"[{self.passage.citation.marker}]"), classes="marker")
        with VerticalGroup(classes="passage-text"):
            yield self._body
            yield self._citation
            yield self._notes

    def on_mount(self) -> None:
        """Say what there is to say below the citation."""
        self._show_notes()

    @property
    def is_selected(self) -> bool:
        """Whether this is the passage that the source shows."""
        return self.has_class("-selected")

    def as_pasted(self) -> str:
        """Return the passage with its citations, to be put into another text."""
        findings = {self.passage.citation: self.finding} if self.finding else {}
        return copied_passage(self.passage, findings)

    def select(self, *, selected: bool) -> None:
        """Mark or unmark the passage."""
        self.set_class(selected, "-selected")

    def open_further(self, around: Around) -> None:
        """Show the whole passage in place of its sentence, then what is around it, then the sentence."""
        self._around = around
        last = _AROUND if any(around) else _WHOLE
        self._opened = self._opened + 1 if self._opened < last else _SENTENCE
        self.set_class(self._opened > _SENTENCE, "-open")
        self._body.update(self._content())

    def toggle_reasons(self) -> None:
        """Show why the passage ranks where it does, or hide it."""
        self._explain = not self._explain
        self._show_notes()

    def on_click(self, event: Click) -> None:
        """Tell that the passage was chosen."""
        event.stop()
        self.post_message(self.Chosen(self))

    def _content(self) -> Content:
        if self._opened == _AROUND:
            return surrounded(self.passage, self.certainty, self._around)
        if self._opened == _WHOLE:
            return whole(self.passage, self.certainty)
        return (sentence if self._answers else gist)(self.passage, self.certainty)

    def _show_notes(self) -> None:
        said = notes(self.passage, self.finding, self._sureness, explain=self._explain)
        self._notes.update(said)
        self._notes.display = bool(said)
