"""Keys and clicks that come faster than what they are meant for is shown, or has gone."""

import pytest
from textual import events
from textual.command import CommandList, CommandPalette
from textual.widgets.option_list import Option

from assistant.tui.conversation.question_input import QuestionInput
from assistant.tui.conversation.screen import ChatScreen
from assistant.tui.conversation.turn_view import TurnView
from assistant.tui.conversation.view import ConversationView
from assistant.tui.documents.screen import DocumentScreen
from assistant.tui.keys.palette_screen import PaletteScreen
from assistant.tui.sessions.screen import SessionScreen
from assistant.tui.source.outline_screen import OutlineScreen
from assistant.tui.source.screen import SourceScreen

SCREENS = {
    "outline": lambda source: OutlineScreen(source.headings, 0),
    "source": SourceScreen,
    "sessions": lambda _: SessionScreen([]),
    "documents": lambda source: DocumentScreen(source.assistant.documents),
    "palette": lambda _: PaletteScreen(),
}


@pytest.fixture
async def pilot(app, chat):
    async with app.run_test(size=(120, 40)) as pilot:
        await chat.ask(pilot, "Did the mill burn?")
        await pilot.press("escape")
        yield pilot


def hammer(app, *keys):
    """Press keys without a pause for what they do."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


def is_in_the_chat(app):
    return len(app.screen_stack) == 1 and isinstance(app.screen, ChatScreen)


class TestAScreen:
    async def test_that_is_closed_twice_closes_nothing_below_it(self, pilot, chat):
        await pilot.press("l")
        outline = pilot.app.screen
        assert isinstance(outline, OutlineScreen)
        hammer(pilot.app, "enter", "enter", "enter")
        await chat.settle(pilot)
        assert is_in_the_chat(pilot.app)

    async def test_that_was_chosen_in_twice_gives_one_result(self, pilot, chat):
        chosen = []
        outline = OutlineScreen(pilot.app.screen.source.headings, 0)
        await pilot.app.push_screen(outline, chosen.append)
        outline.dismiss(3)
        outline.dismiss(4)
        await chat.settle(pilot)
        assert chosen == [3]
        assert is_in_the_chat(pilot.app)

    @pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
    async def test_that_is_closed_before_it_is_shown_closes(self, pilot, chat, screen):
        opened = screen(pilot.app.screen.source)
        pilot.app.push_screen(opened)
        opened.dismiss(None)
        await chat.settle(pilot)
        assert is_in_the_chat(pilot.app)


class TestThePalette:
    async def test_finds_nothing_for_what_was_typed_last_once_it_has_gone(self, pilot, chat):
        await pilot.press("ctrl+p")
        palette = pilot.app.screen
        await pilot.press("escape")
        palette._watch__list_visible()
        palette._gather_commands("mill")
        palette._action_command_list("page_down")
        await chat.settle(pilot)
        assert is_in_the_chat(pilot.app)

    async def test_turns_no_page_that_is_not_laid_out_yet(self, pilot):
        await pilot.app.push_screen(palette := PaletteScreen())
        commands = palette.query_one(CommandList)
        commands.clear_options().add_options([Option("One"), Option("Two")])
        commands.highlighted = 0
        palette._action_command_list("page_down")
        assert commands.highlighted == 0

    async def test_is_closed_once_by_two_clicks_beside_it(self, pilot, chat):
        await pilot.press("ctrl+p")
        assert isinstance(pilot.app.screen, CommandPalette)
        palette = pilot.app.screen
        click = events.Click(palette, 0, 0, 0, 0, 1, False, False, False, 0, 0)
        palette.post_message(click)
        palette.post_message(click)
        await chat.settle(pilot)
        assert is_in_the_chat(pilot.app)


class TestTheChat:
    async def test_takes_every_key_before_it_is_laid_out(self, app, chat):
        async with app.run_test() as pilot:
            asking, sessions = app._asking, app._sessions
            screen = ChatScreen(app._open_assistant, asking, sessions, None, resume=False)
            app.push_screen(screen)
            screen.action_page(1)
            screen.action_turn(0)
            screen.action_passage(1)
            screen.action_jump()
            screen.action_leave()
            await screen.action_new()
            await chat.settle(pilot)

    async def test_gives_no_letter_to_a_turn_that_is_not_laid_out_yet(self, pilot, chat):
        view = pilot.app.screen.query_one(ConversationView)
        adding = view.mount(TurnView("On its way?"))
        pilot.app.screen.action_jump()
        await adding
        await pilot.press("escape")
        await chat.settle(pilot)
        assert is_in_the_chat(pilot.app)

    async def test_selects_nothing_that_a_new_conversation_has_removed(self, pilot, chat):
        view = pilot.app.screen.query_one(ConversationView)
        removed = view.selected
        await pilot.press("ctrl+n")
        pilot.app.screen.cursor.select(removed)
        assert view.selected is None
        assert view.turn_at_hand is None
        await pilot.press("escape", "j", "k", "J", "g", "f", "escape")
        assert is_in_the_chat(pilot.app)

    async def test_goes_to_no_turn_while_the_earlier_ones_are_on_their_way(self, pilot, chat):
        """The session has its turns before the screen has."""
        await pilot.app.screen.query_one(ConversationView).clear()
        await pilot.press("g", "G", "u", "f", "escape", "Y", "t")
        assert is_in_the_chat(pilot.app)

    async def test_can_be_left_with_a_question_on_its_way(self, app, chat):
        async with app.run_test() as pilot:
            await chat.settle(pilot)
            app.exit()
            await app.screen.on_question_input_asked(QuestionInput.Asked("Too late?"))
        assert not app.return_code

    async def test_can_be_left_with_a_source_on_its_way(self, app, chat):
        async with app.run_test(size=(60, 30)) as pilot:
            await chat.ask(pilot, "Did the mill burn?")
            view = app.screen.query_one(ConversationView).turns[0].passages[0]
            app.exit()
            app.screen.cursor.open(view)
        assert not app.return_code

    async def test_takes_a_click_on_what_was_removed_just_now(self, pilot, chat):
        screen = pilot.app.screen
        removed = screen.query_one(ConversationView).turns[0]
        at = removed.passages[0].region.offset
        await removed.remove()  # the screen is laid out anew in a moment
        for kind in (events.MouseDown, events.MouseUp):
            screen._forward_event(kind(screen, *at, 0, 0, 1, False, False, False, *at))
        assert screen.get_widget_and_offset_at(*at) == (None, None)


class TestTwoQuestionsAtOnce:
    async def test_leave_one_turn_on_the_screen(self, pilot, chat):
        screen = pilot.app.screen
        pilot.app.run_worker(screen._ask(screen._chat.pose("First?")))
        pilot.app.run_worker(screen._ask(screen._chat.pose("Second?")))
        await chat.settle(pilot)
        await chat.settle(pilot)
        view = screen.query_one(ConversationView)
        asked = [turn.question for turn in view.query(TurnView)]
        assert asked == ["Did the mill burn?", "Second?"]
        assert len(view.turns) == 2
