"""PassageView: one ranked passage of an answer."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from assistant.answering import Certainty, CitedPassage
from assistant.citations.anchoring import Anchoring
from assistant.rendering.copied_text import copied_passage
from assistant.tui.conversation.quoting import below, gist, whole

OPEN_FROM_THE_START = 2
"""The passages of a turn that are shown whole; the others show their sentence until selected."""


class PassageView(HorizontalGroup):
    """A passage with its number and its citation; posts ``PassageView.Chosen`` when clicked.

    ``certainty`` is that of its answer; ``finding`` says what has become of its citation where that is not intact.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sentence",
        "perhaps",
        "words",
        "gist",
        "citation",
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
    ) -> None:
        super().__init__()
        self.passage = passage
        self.certainty = certainty
        self.finding = finding
        self._explain = explain
        self._body = Static(self._content(), classes="passage-body")

    def compose(self) -> ComposeResult:
        """Show the number beside the text."""
        yield Static(Content(f"[{self.passage.citation.marker}]"), classes="marker")
        yield self._body

    @property
    def is_selected(self) -> bool:
        """Whether this is the passage that the source shows."""
        return self.has_class("-selected")

    def as_pasted(self) -> str:
        """Return the passage with its citations, to be put into another text."""
        findings = {self.passage.citation: self.finding} if self.finding else {}
        return copied_passage(self.passage, findings)

    def select(self, *, selected: bool) -> None:
        """Mark or unmark the passage; one further down opens while it is selected."""
        if selected != self.is_selected:
            self.set_class(selected, "-selected")
            self._body.update(self._content())

    def toggle_reasons(self) -> None:
        """Show why the passage ranks where it does, or hide it."""
        self._explain = not self._explain
        self._body.update(self._content())

    def on_click(self, event: Click) -> None:
        """Tell that the passage was chosen."""
        event.stop()
        self.post_message(self.Chosen(self))

    def _content(self) -> Content:
        is_open = self.passage.rank <= OPEN_FROM_THE_START or self.is_selected
        quote = (whole if is_open else gist)(self.passage, self.certainty)
        return Content("\n").join([quote, below(self.passage, self.finding, explain=self._explain)])
