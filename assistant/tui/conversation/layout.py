"""Desk: the conversation above the question line, the source beside both."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.tui.conversation.input_history import InputHistory
from assistant.tui.conversation.question_input import QuestionInput
from assistant.tui.conversation.status_line import StatusLine
from assistant.tui.conversation.view import ConversationView
from assistant.tui.conversation.welcome import Welcome
from assistant.tui.source.panel import SourcePanel


class Desk(Horizontal):
    """Lays out what the chat is made of; empty until the first question.

    Its parts can be told what to show from the start, also before they are on the screen.
    """

    def __init__(self, history: InputHistory) -> None:
        super().__init__(classes="-empty")
        self.welcome = Welcome()
        self.conversation = ConversationView()
        self.status = StatusLine()
        self.restriction = Static(id="restriction")
        self.input = QuestionInput(history)
        self.panel = SourcePanel()

    def compose(self) -> ComposeResult:
        """Put each part in its place; the stylesheet hides what there is no room or use for."""
        with Vertical(id="talk"):
            yield self.welcome
            yield self.conversation
            yield self.status
            yield self.restriction
            with Horizontal(id="line"):
                yield Static(Content("\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"), id="prompt")
                yield self.input
        yield self.panel

    def show_empty(self, *, is_empty: bool) -> None:
        """Show the welcome, or the conversation and its source."""
        self.set_class(is_empty, "-empty")
