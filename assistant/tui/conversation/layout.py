"""Desk: the conversation above the question line, the source beside both."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.tui.conversation.question_input import QuestionInput
from assistant.tui.conversation.status_line import StatusLine
from assistant.tui.conversation.view import ConversationView
from assistant.tui.conversation.welcome import Welcome
from assistant.tui.source.panel import SourcePanel


class Desk(Horizontal):
    """Lays out what the chat is made of; empty until the first question."""

    def __init__(self, question_input: QuestionInput) -> None:
        super().__init__(classes="-empty")
        self._input = question_input

    def compose(self) -> ComposeResult:
        """Put each part in its place; the stylesheet hides what there is no room or use for."""
        with Vertical(id="talk"):
            yield Welcome()
            yield ConversationView()
            yield StatusLine()
            yield Static(id="restriction")
            with Horizontal(id="line"):
                yield Static(Content("\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"), id="prompt")
                yield self._input
        yield SourcePanel()

    def show_empty(self, *, is_empty: bool) -> None:
        """Show the welcome, or the conversation and its source."""
        self.set_class(is_empty, "-empty")
