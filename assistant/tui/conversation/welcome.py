"""Welcome: what there is before the first question."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalGroup
from textual.content import Content
from textual.widgets import Static

from assistant.console.safe_text import safe_line
from assistant.tui.conversation.question_input import QuestionInput

_PROMISE = "Ask about your documents. Every answer is a quotation, and shows where it stands."
_KEYS = "Enter asks · ↑ earlier questions · F1 all keys · Ctrl+Q leaves"


class Example(Static, can_focus=True):
    """A question to begin with; Enter or a click asks it."""

    BINDING_GROUP_TITLE = "Example"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask", "Ask this", id="example.ask"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__(Content(question))
        self._question = question

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask only where it is plain which of the examples is meant."""
        del parameters
        return action != "ask" or self.has_focus

    def on_click(self) -> None:
        """Ask it."""
        self.action_ask()

    def action_ask(self) -> None:
        """Ask it."""
        self.post_message(QuestionInput.Asked(self._question))


class Welcome(Vertical):
    """The empty conversation: what the chat is for, what it reads, and questions that it answers."""

    def __init__(self) -> None:
        super().__init__()
        self._read = Static(classes="read")
        self._examples = VerticalGroup(id="examples")

    def compose(self) -> ComposeResult:
        """Show the name, the promise, and the keys to begin with."""
        with VerticalGroup():
            yield Static(Content("Quoth"), classes="name")
            yield Static(Content(_PROMISE), classes="promise")
            yield self._read
            yield Static(Content(_KEYS), classes="promise first-keys")
            yield self._examples

    def show_read(self, words: str) -> None:
        """Say what is read."""
        self._read.update(Content(words))

    async def show_examples(self, questions: Sequence[str]) -> None:
        """Offer questions to begin with."""
        await self._examples.remove_children()
        await self._examples.mount_all(Example(question) for question in questions)

    async def show_failure(self, message: str) -> None:
        """Say why nothing can be asked, and the remedy."""
        failure = Static(Content(safe_line(message)), classes="failure")
        await self._examples.mount_all([failure])
