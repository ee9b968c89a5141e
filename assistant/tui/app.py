"""ChatApp: the terminal chat as a program."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import OptionList
from textual.worker import WorkerFailed

from assistant.asking import Asking
from assistant.console.crash_log import report_crash
from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from assistant.sessions.saved import Sessions
from assistant.tui.contrast import readable_variables
from assistant.tui.conversation.question_input import QuestionInput
from assistant.tui.conversation.screen import ChatScreen
from assistant.tui.conversation.status_line import StatusLine
from assistant.tui.conversation.welcome import Example
from assistant.tui.documents.mention_screen import MentionScreen
from assistant.tui.documents.screen import DocumentScreen
from assistant.tui.keys.help_screen import HelpScreen
from assistant.tui.keys.jump_screen import JumpScreen
from assistant.tui.keys.keymap import Keymap
from assistant.tui.keys.palette import Palette
from assistant.tui.keys.palette_screen import PaletteScreen
from assistant.tui.keys.preferences import Preferences
from assistant.tui.pins.screen import PinScreen
from assistant.tui.sessions.screen import SessionScreen
from assistant.tui.source.outline_screen import OutlineScreen
from assistant.tui.source.panel import SourcePanel
from assistant.tui.source.screen import SourceScreen
from assistant.tui.terminal.copy_screen import CopyScreen
from assistant.tui.terminal.driver import lasting
from assistant.tui.terminal.leaving import run_until_left
from index.files.location import user_folder
from index.search.restriction import EVERYTHING, Restriction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.driver import Driver
    from textual.notifications import SeverityLevel
    from textual.theme import Theme

    from assistant.tui.documents.engine import OpenAssistant, OpeningFailed
    from index.errors import QuothError


SCREENS: Final = (
    (QuestionInput, ChatScreen, Example, SourcePanel),
    (SourceScreen, SourcePanel),
    (OutlineScreen, OptionList),
    (SessionScreen, OptionList),
    (DocumentScreen, OptionList),
    (PinScreen, OptionList),
    (MentionScreen, OptionList),
    (CopyScreen, OptionList),
    (JumpScreen,),
    (HelpScreen,),
)
"""What has keys on one screen, in the order of the help."""
MOST_PROBLEMS = 3
"""With the keys that were chosen, in notices of their own."""


class ChatApp(App[None]):
    """The chat: one screen, and what it falls back on.

    Args:
        open_assistant: Opens the engine; called once, in a thread, with a function to report
            progress to. That function raises when the chat is left meanwhile.
        k: How many passages an answer has.
        context: Whether questions are read in the light of the conversation.
        explain: Whether each passage says why it ranks where it does.
        history_file: Where typed questions are kept between runs; None keeps none.
        sessions: Where chats are saved; None saves none.
        resume: Begin with an earlier chat.
        within: The documents and sections that are asked at first.
        preferences: The keys and the theme of the person who chats.
    """

    TITLE = "Quoth"
    CSS_PATH = "chat.tcss"
    BINDING_GROUP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+p",
            "command_palette",
            "Palette",
            tooltip="Find a command, an earlier question or a section",
            show=False,
            priority=True,
            id="app.palette",
        ),
        Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit"),
    ]
    COMMANDS = {Palette}  # noqa: RUF012 - typed by Textual

    def __init__(  # noqa: PLR0913 - what the options of a chat are
        self,
        open_assistant: "OpenAssistant",
        *,
        k: int = 5,
        context: bool = True,
        explain: bool = False,
        history_file: Path | None = None,
        sessions: Sessions | None = None,
        resume: bool = False,
        within: Restriction = EVERYTHING,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__()
        self.failure: QuothError | None = None
        self._open_assistant = open_assistant
        self._asking = Asking(k, context, explain, within)
        self._resumes = resume
        self._sessions = sessions or Sessions(user_folder("data") / "sessions", saves=False)
        self._history_file = history_file
        self._preferences = preferences or Preferences()
        self.keymap = Keymap()

    def get_driver_class(self) -> "type[Driver]":
        """Return what speaks with the terminal."""
        return lasting(super().get_driver_class())

    def get_default_screen(self) -> Screen[None]:
        """Begin with the chat."""
        return ChatScreen(
            self._open_assistant,
            self._asking,
            self._sessions,
            self._history_file,
            resume=self._resumes,
        )

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, with texts that can be read on them."""
        return readable_variables(super().get_css_variables())

    def on_mount(self) -> None:
        """Take over the keys and the theme that the person has chosen."""
        self.keymap = self._preferences.keymap([(*parts, ChatApp) for parts in SCREENS])
        self.set_keymap(self.keymap.chosen)
        problems = self.keymap.problems
        for problem in problems[:MOST_PROBLEMS]:
            self._warn(problem)
        if left := problems[MOST_PROBLEMS:]:
            self._warn(f"{len(left):,} more of the chosen keys are not to be had")
        self.theme = self._preferences.theme(self.available_themes) or self.theme
        self.theme_changed_signal.subscribe(self, self._keep_theme)

    def _keep_theme(self, theme: "Theme") -> None:
        try:
            self._preferences.keep_theme(theme.name)
        except OSError as error:
            self._warn(f"the theme is not kept for the next chat ({reason(error)})")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Confirm in the status line, where the screen has one; what must not be missed stands out."""
        is_confirmed = severity == "information"
        lines = [line for line in self.screen.query(StatusLine) if line.display] * is_confirmed
        if lines:
            lines[0].confirm(message)
        else:
            super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def _warn(self, words: str) -> None:
        self.notify(safe_line(words), severity="warning", timeout=15, markup=False)

    def get_system_commands(self, screen: Screen[object]) -> "Iterable[SystemCommand]":
        """Offer in the palette what has no key."""
        del screen
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)

    def action_command_palette(self) -> None:
        """Find a command, a question or a place in the documents by its words."""
        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen(placeholder="Find a command, a question, a section…"))

    def action_help_quit(self) -> None:
        """Say how to leave, to whoever presses Ctrl+C where it copies nothing."""
        keys = [
            key.replace("+", " ").title().replace(" ", "+")
            for key, active in self.active_bindings.items()
            if active.binding.action == "quit"
        ]
        self.notify(f"{' or '.join(keys)} leaves the chat", markup=False)

    def action_help(self) -> None:
        """Show every key."""
        parts = dict.fromkeys(part for parts in SCREENS for part in parts if part is not OptionList)
        self.push_screen(HelpScreen([*parts, ChatApp], self.keymap))

    def _handle_exception(self, error: Exception) -> None:
        """End the chat; Textual would paint the traceback, with what all variables hold."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def report_crash(self) -> int:
        """Log and say what went wrong, if anything did; return the exit code for it, or 0."""
        error = self._exception
        if error is None:
            return 0
        cause = error.error if isinstance(error, WorkerFailed) else error
        return report_crash(cause, is_saved=self._sessions.saves)

    def on_opening_failed(self, message: "OpeningFailed") -> None:
        """Remember why nothing could be asked, for the exit code."""
        self.failure = message.error


def run_chat(app: ChatApp) -> int:
    """Run a chat until it is left.

    Returns:
        The exit code: 0 on leaving, 2 after a crash, which is logged, 128 and the number of the
        signal that ended it, with the terminal as it was; 129 where the terminal has gone.

    Raises:
        QuothError: The engine could not be opened; the chat has shown it, and was left.
    """
    code = run_until_left(app, app.report_crash)
    if app.failure and not code:
        raise app.failure
    return code
