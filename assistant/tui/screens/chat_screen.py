"""ChatScreen: the conversation, the source beside it, and the question line."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from assistant.answering import CitedPassage
from assistant.conversation import Conversation
from assistant.tui.input_history import InputHistory
from assistant.tui.messages import (
    Answered,
    Asked,
    AskingFailed,
    Opened,
    OpeningFailed,
    PassageChosen,
    Progressed,
    Searched,
)
from assistant.tui.pending import PendingQuestion, answer, open_engine
from assistant.tui.screens.help_screen import HelpScreen
from assistant.tui.screens.source_screen import WIDE_ENOUGH, SourceScreen
from assistant.tui.source import Source
from assistant.tui.widgets.conversation_view import ConversationView
from assistant.tui.widgets.passage_view import PassageView
from assistant.tui.widgets.question_input import QuestionInput
from assistant.tui.widgets.source_panel import SourcePanel
from assistant.tui.widgets.status_line import StatusLine
from assistant.tui.widgets.turn_view import TurnView
from assistant.tui.widgets.welcome import Example, Welcome
from assistant.tui.wording import examples, held, passage_markdown

if TYPE_CHECKING:
    from textual.events import Resize

    from assistant.engine import Assistant
    from assistant.tui.pending import OpenAssistant
    from index.errors import QuothError

_NEEDS_AN_ANSWER = {"passage", "turn", "citation", "source", "copy_passage", "repeat"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How questions are answered: ``k`` passages each, with the conversation, with reasons."""

    k: int
    context: bool
    explain: bool


class ChatScreen(Screen[None]):
    """Decides: widgets and workers tell it what happened, it says what is shown."""

    BINDING_GROUP_TITLE = "Outside the question line"
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-narrow"),
        (WIDE_ENOUGH, "-wide"),
    ]
    AUTO_FOCUS = "QuestionInput"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,i", "ask", "Ask", id="question.focus"),
        Binding("j", "passage(1)", "Next passage", id="passage.next"),
        Binding("k", "passage(-1)", "Previous passage", id="passage.previous"),
        Binding("g", "turn(0)", "First turn", show=False, id="turn.first"),
        Binding("G", "turn(-1)", "Last turn", show=False, id="turn.last"),
        *(
            Binding(str(n), f"citation({n})", "Open the citation", show=False, id=f"citation.{n}")
            for n in range(1, 10)
        ),
        Binding("s,enter", "source", "Source", id="source.open"),
        Binding("y", "copy_passage", "Copy", id="passage.copy"),
        Binding("u", "repeat", "Ask without context", show=False, id="question.repeat"),
        Binding("pageup", "page(-1)", "Scroll up", show=False, id="conversation.up"),
        Binding("pagedown", "page(1)", "Scroll down", show=False, id="conversation.down"),
        Binding("escape", "leave", "Leave", id="chat.leave"),
        Binding("question_mark,f1", "help", "Help", key_display="F1", id="chat.help"),
        Binding("ctrl+n", "new", "New", id="chat.new"),
    ]

    def __init__(
        self, open_assistant: "OpenAssistant", settings: Settings, history_file: Path | None
    ) -> None:
        super().__init__()
        self._open_assistant = open_assistant
        self._settings = settings
        self._input = QuestionInput(InputHistory(history_file))
        self._conversation = Conversation()
        self._assistant: Assistant | None = None
        self._failure: QuothError | None = None
        self._pending: PendingQuestion | None = None
        self._source: Source | None = None
        self._asked = 0
