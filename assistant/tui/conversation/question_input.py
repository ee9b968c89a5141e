"""QuestionInput: where questions are typed."""

import re
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import TextArea

from assistant.asking import LONGEST_QUESTION
from assistant.console.safe_text import safe_line, safe_text
from assistant.tui.conversation.input_history import InputHistory


class QuestionInput(TextArea):
    """Lines that wrap and grow, with a history; posts ``QuestionInput.Asked``."""

    BINDING_GROUP_TITLE = "Question"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask", id="question.ask"),
        Binding(
            "ctrl+j,shift+enter,alt+enter", "newline", "New line", show=False, id="question.newline"
        ),
        Binding("up", "older", "Earlier question", show=False, id="question.older"),
        Binding("down", "newer", "Later question", show=False, id="question.newer"),
        Binding("ctrl+z", "undo", "Undo", show=False, id="question.undo"),
        Binding("ctrl+y", "redo", "Redo", show=False, id="question.redo"),
        Binding(
            "pageup",
            "screen.page(-1)",
            "Scroll the conversation up",
            show=False,
            id="question.page_up",
        ),
        Binding(
            "pagedown",
            "screen.page(1)",
            "Scroll the conversation down",
            show=False,
            id="question.page_down",
        ),
    ]

    @dataclass
    class Asked(Message):
        """A person asked a question."""

        question: str

    def __init__(self, history: InputHistory) -> None:
        super().__init__(
            placeholder="Ask the documents…", compact=True, highlight_cursor_line=False
        )
        self._history = history

    @property
    def value(self) -> str:
        """What stands in the line; what is put there can be undone."""
        return self.text

    @value.setter
    def value(self, text: str) -> None:
        self.replace(text, (0, 0), self.document.end)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: Key) -> None:
        """Leave Enter to what it is bound to, which asks; all else is typed."""
        if event.key == "enter":
            event.prevent_default()

    def action_newline(self) -> None:
        """Begin another line of the question."""
        self.insert("\n")

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
        """Go a line up; in the first one, put the question before into the line."""
        if self.navigator.is_first_wrapped_line(self.cursor_location):
            self._put(self._history.older(self.value))
        else:
            self.action_cursor_up()

    def action_newer(self) -> None:
        """Go a line down; in the last one, put the question after, or what was being typed."""
        if self.navigator.is_last_wrapped_line(self.cursor_location):
            self._put(self._history.newer())
        else:
            self.action_cursor_down()

    def _put(self, question: str | None) -> None:
        if question is not None:
            self.value = safe_text(question)

    async def _on_paste(self, event: Paste) -> None:
        """Take what the terminal pastes."""
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """Take what was copied here."""
        self._take(self.app.clipboard)

    def _take(self, text: str) -> None:
        """Take a text with its lines; nothing in it steers the terminal."""
        if len(self.value) + len(text) > LONGEST_QUESTION:
            self.notify(
                f"That is too long for a question; ask in at most {LONGEST_QUESTION:,} characters.",
                severity="warning",
                markup=False,
            )
            return
        lines = safe_text(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
        ended = re.sub(r"\n+\Z", " ", lines)
        self.replace(ended, *self.selection, maintain_selection_offset=False)
