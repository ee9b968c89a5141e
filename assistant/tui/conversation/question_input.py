"""QuestionInput: where questions are typed."""

import re
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from assistant.console.safe_text import safe_line, safe_text
from assistant.questions import LONGEST_QUESTION
from assistant.tui.conversation.input_history import InputHistory


class QuestionInput(Input):
    """One line with a history; posts ``QuestionInput.Asked``."""

    BINDING_GROUP_TITLE = "Question"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask", id="question.ask"),
        Binding("up", "older", "Earlier question", show=False, id="question.older"),
        Binding("down", "newer", "Later question", show=False, id="question.newer"),
    ]

    @dataclass
    class Asked(Message):
        """A person asked a question."""

        question: str

    def __init__(self, history: InputHistory) -> None:
        super().__init__(placeholder="Ask the documents…", compact=True, select_on_focus=False)
        self._history = history

    async def action_submit(self) -> None:
        """Ask what was typed, unless it is blank."""
        question = self.value.strip()
        if question:
            self.value = ""
            self.remember(question)
            self.post_message(self.Asked(question))

    def remember(self, question: str) -> None:
        """Add a question to the history; say so once where it cannot be kept."""
        try:
            self._history.add(question)
        except OSError as error:
            reason = safe_line(f"The question history is not kept: {error}")
            self.notify(reason, severity="warning", markup=False)

    @property
    def typed_before(self) -> tuple[str, ...]:
        """The questions of this chat and of earlier ones, oldest first."""
        return self._history.questions

    def put(self, question: str) -> None:
        """Put a question into the line, and go there."""
        self._put(question)
        self.focus()

    def action_older(self) -> None:
        """Put the question before into the line."""
        self._put(self._history.older(self.value))

    def action_newer(self) -> None:
        """Put the question after, or what was being typed, into the line."""
        self._put(self._history.newer())

    def _put(self, question: str | None) -> None:
        if question is not None:
            self.value = safe_line(question)
            self.cursor_position = len(self.value)

    def _on_paste(self, event: Paste) -> None:
        """Take what the terminal pastes."""
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """Take what was copied here."""
        self._take(self.app.clipboard)

    def _take(self, text: str) -> None:
        """Take all lines of a text, as one; nothing in them steers the terminal."""
        pasted = re.sub(r"\s+", " ", safe_text(text.replace("\r", "\n")))
        if len(self.value) + len(pasted) > LONGEST_QUESTION:
            self.notify(
                f"That is too long for a question; ask in at most {LONGEST_QUESTION:,} characters.",
                severity="warning",
                markup=False,
            )
            return
        self.replace(pasted, *self.selection)
