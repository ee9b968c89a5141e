"""ChatScreen: the conversation, the source beside it, and the question line."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from assistant.chat import Chat
from assistant.tui.conversation.asker import Asker
from assistant.tui.conversation.input_history import InputHistory
from assistant.tui.conversation.layout import Desk
from assistant.tui.conversation.passage_view import PassageView
from assistant.tui.conversation.pending import Answered, AskingFailed, Searched
from assistant.tui.conversation.question_input import QuestionInput
from assistant.tui.conversation.turn_view import TurnView
from assistant.tui.conversation.welcome import Example
from assistant.tui.documents.engine import Opened, OpeningFailed, Progressed, Suggested
from assistant.tui.documents.opening import Opening
from assistant.tui.documents.restricting import Restricting
from assistant.tui.keys.bindings import (
    CHAT_BINDINGS,
    NEEDS_A_PASSAGE,
    NEEDS_A_SOURCE,
    NEEDS_AN_ANSWER,
)
from assistant.tui.keys.footer import KeyFooter
from assistant.tui.keys.jumping import jump
from assistant.tui.pins.pinning import Pinning
from assistant.tui.sessions.earlier_chats import EarlierChats
from assistant.tui.sessions.labelling import label
from assistant.tui.source.passage_cursor import PassageCursor
from assistant.tui.source.passage_screen import PassageScreen
from assistant.tui.source.screen import WIDE_ENOUGH

if TYPE_CHECKING:
    from textual.events import Resize

    from assistant.asking import Asking
    from assistant.chat import Posed, Resumed
    from assistant.sessions.saved import Sessions, Summary
    from assistant.tui.documents.engine import OpenAssistant
    from assistant.tui.source.document import Source


class ChatScreen(PassageScreen):
    """Decides: widgets and workers tell it what happened, it says what is shown."""

    BINDING_GROUP_TITLE = "Outside the question line"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_ENOUGH, "-wide")]  # noqa: RUF012 - no ClassVar
    VERTICAL_BREAKPOINTS = [(0, "-short"), (12, "-low"), (28, "-tall")]  # noqa: RUF012 - as above
    AUTO_FOCUS = "QuestionInput"
    BINDINGS: ClassVar[list[BindingType]] = CHAT_BINDINGS

    def __init__(
        self,
        open_assistant: "OpenAssistant",
        asking: "Asking",
        sessions: "Sessions",
        history_file: Path | None,
        *,
        resume: bool,
    ) -> None:
        self.desk = Desk(InputHistory(history_file))
        super().__init__(self.desk.panel)
        self._resumes = resume
        self._input = self.desk.input
        self._view = self.desk.conversation
        self._chat = Chat(sessions, asking, self._warn)
        self._chats = EarlierChats(self, self._chat)
        self._asker = Asker(self, self._chat, self._view)
        self._restricting = Restricting(self, self._chat, self.desk.restriction)
        self._pinning = Pinning(self, self._chat, self._view)
        self._opening = Opening(self, self._chat, self.desk, self._asker, open_assistant)
        self.cursor = PassageCursor(self, self._chat, self.desk)

    def compose(self) -> ComposeResult:
        """Lay out the desk above the keys."""
        yield self.desk
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin once the screen is painted."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._input.focus()  # a browser begins without the focus, which skips AUTO_FOCUS
        self._opening.begin()

    def on_resize(self, event: "Resize") -> None:
        """Show the source beside the conversation once there is room."""
        if event.size.width >= WIDE_ENOUGH:
            self.cursor.show_beside()

    @property
    def source(self) -> "Source | None":
        """What is read, also while there is no room for it."""
        return self.cursor.source

    def on_progressed(self, message: Progressed) -> None:
        """Show how far the engine is."""
        if self.is_attached:
            self._opening.show_progress(message)

    async def on_opened(self, message: Opened) -> None:
        """Go on with the chat that it was opened for, and answer what was asked early."""
        if not self.is_attached:  # somebody left just now
            return
        is_again = self._chat.is_open
        self._chat.open(message.assistant)
        self._restricting.open()
        if chosen := await self._opening.finish():
            await self._resume(chosen)
        elif is_again:
            await self._give_back()
            await self._show_earlier(self._chats.again())
            self.cursor.go_to_turn(self._view.turn_at_hand)
        elif self._resumes:
            await self._give_back()
            await self._chats.choose(self._resume, at_once=True)
        self._asker.go_on()

    async def on_suggested(self, message: Suggested) -> None:
        """Offer questions to begin with."""
        if self.is_attached:
            await self.desk.welcome.show_examples(message.questions)

    async def on_opening_failed(self, message: OpeningFailed) -> None:
        """Say why nothing can be asked."""
        if self.is_attached:
            await self._opening.fail(message)

    async def on_question_input_asked(self, message: QuestionInput.Asked) -> None:
        """Ask in the light of the conversation so far."""
        self._input.remember(message.question)
        self._input.focus()
        await self._ask(self._chat.pose(message.question))

    async def _ask(self, posed: "Posed") -> None:
        if not self.is_attached:  # somebody left just now
            return
        self.desk.show_empty(is_empty=False)
        await self._asker.ask(posed)

    def on_searched(self, message: Searched) -> None:
        """Show what is searched while the answer is composed."""
        self._asker.show_query(message)

    async def on_answered(self, message: Answered) -> None:
        """Save the answer and show it, and its first passage in the source."""
        answered = self._asker.take(message.number)
        if not answered:
            return
        self._chat.take(message.turn, context=answered.question.posed.context)
        explain = self._chat.asking.explain
        await self._view.show_answer(answered.view, message.turn, explain=explain)
        if answered.view.is_attached:  # no new conversation has begun meanwhile
            self.cursor.select(next(iter(answered.view.passages), None))

    async def on_asking_failed(self, message: AskingFailed) -> None:
        """Say why there is no answer."""
        await self._asker.fail(message.number, message.error)

    def on_passage_view_chosen(self, message: PassageView.Chosen) -> None:
        """Select the passage that was clicked, and open it."""
        self.cursor.open(message.view)

    async def action_resume(self) -> None:
        """Show the earlier chats, to go on with one of them."""
        await self._give_back()
        await self._chats.choose(self._resume)

    async def _resume(self, chosen: "Summary | None") -> None:
        if not chosen or not self._chat.is_open:
            return
        if chosen.sources != self._chat.assistant.sources:
            self._opening.open_for(chosen)
            return
        await self._asker.drop()
        if resumed := self._chats.resume(chosen):
            await self._show_earlier(resumed)
            if self._view.turns:
                self._restricting.set(self._chat.turns[-1].within)
                self.action_turn(-1)

    async def _show_earlier(self, resumed: "Resumed") -> None:
        await self._view.show_earlier(resumed, explain=self._chat.asking.explain)
        self._show_whether_empty()

    def action_refresh(self) -> None:
        """Read the documents anew, and keep the conversation."""
        if self._chat.is_open:
            self._opening.refresh()

    def action_documents(self) -> None:
        """List the documents, to ask only some of them from now on."""
        self._restricting.choose()

    def action_mentions(self) -> None:
        """Find every mention of words."""
        self._restricting.look_everywhere(self.cursor)

    def action_this_document(self) -> None:
        """Ask only the document of the selected passage, from the question line."""
        if selected := self._view.selected:
            self._restricting.choose_document(selected.passage.citation.document)
            self._input.focus()

    def action_lift(self) -> None:
        """Ask all documents again."""
        self._restricting.lift()

    def action_export(self, as_records: bool) -> None:  # noqa: FBT001 - as below
        """Write the chat as Markdown, or its answers as JSON lines."""
        if self._chat.is_open:
            self._chats.export(as_records=as_records)

    def action_label(self, is_answered: bool) -> None:  # noqa: FBT001 - bindings have no names
        """Keep the question of the turn at hand with what answers it."""
        if self._chat.is_open:
            label(self._chat, self._chats, self._view, is_answered=is_answered)

    def action_pin(self) -> None:
        """Pin the selected passage, or take it out again."""
        if self._chat.is_open:
            self._pinning.toggle()

    def action_pins(self) -> None:
        """Show what is pinned."""
        self._pinning.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs an answer or a passage only where there is one, and the line outside it."""
        now = {
            "ask": not self._input.has_focus,
            "leave": self._input.has_focus and not self._asker.is_waiting,
            "cancel": self._asker.is_waiting,
            "lift": bool(self._chat.within),
        }
        if action in now:
            return now[action]
        has_turns = bool(self._chat.turns)
        if action in NEEDS_AN_ANSWER and not has_turns:
            return False
        if action in NEEDS_A_PASSAGE and not self._view.selected:
            return False
        if action in NEEDS_A_SOURCE and not (has_turns or self.source):
            return False
        if action == "repeat":
            return self._view.leans_on_context
        return action != "citation" or self._view.cited(*parameters) is not None

    def action_ask(self) -> None:
        """Go to the question line."""
        self._input.focus()

    def action_jump(self) -> None:
        """Go to what a letter is put beside."""
        jump(self, self.cursor)

    async def action_repeat(self) -> None:
        """Ask the question of the turn at hand again, without the conversation."""
        if turn := self._view.turn_at_hand:
            await self._ask(self._chat.pose(turn.question, context=False))

    def action_page(self, direction: int) -> None:
        """Scroll the conversation by a page, also from the question line."""
        self._view.scroll_relative(y=direction * self._view.size.height, animate=False)

    async def action_cancel(self) -> None:
        """Take the question on its way back into the line."""
        await self._give_back()

    def action_leave(self) -> None:
        """Leave the question line, so that letters are commands."""
        if self._chat.turns:
            self._view.focus()
        else:
            self.set_focus(next(iter(self.query(Example)), None))

    async def _give_back(self) -> None:
        """Put the question on its way, if there is one, back into the line."""
        dropped = await self._asker.drop()
        self._show_whether_empty()
        if dropped:
            self._input.value = self._input.value or dropped.posed.question

    async def action_new(self) -> None:
        """Begin a new conversation, saved on its own."""
        await self._asker.drop()
        self._chat.begin()
        await self._view.clear()
        self.cursor.select(None)
        self._show_whether_empty()
        self._input.focus()
        kept = "; what you typed is still in the line" * bool(self._input.value)
        self.notify(f"A new conversation begins{kept}", markup=False)

    def _show_whether_empty(self) -> None:
        self.desk.show_empty(is_empty=not self.query(TurnView))
