import pytest
from textual.events import Paste

from assistant.sessions.saved import Sessions
from assistant.tui.app import ChatApp
from assistant.tui.keys.help_screen import HelpScreen
from assistant.tui.keys.jump_screen import JumpScreen
from assistant.tui.sessions.screen import SessionScreen
from assistant.tui.source.screen import SourceScreen
from assistant.tui.source.view import SourceView

WIDE, NARROW, SMALL = (160, 45), (80, 24), (60, 12)


def selected(app):
    """The turn and the number of the selected passage, both from 1."""
    (view,) = app.screen.query("PassageView.-selected")
    turns = list(app.screen.query("TurnView"))
    return turns.index(view.parent) + 1, view.passage.citation.marker


def letters(app):
    """The letters that are shown, by the row that they stand in."""
    return {label.region.y: str(label.visual) for label in app.screen.query(".letter").results()}


@pytest.fixture
async def pilot(app, chat):
    """A chat of three turns, outside the question line."""
    async with app.run_test(size=WIDE) as pilot:
        for question in ("first", "second", "third"):
            await chat.ask(pilot, question)
        await pilot.press("escape")
        yield pilot


class TestTurns:
    async def test_shift_j_and_shift_k_go_to_the_next_and_the_previous_turn(self, pilot):
        await pilot.press("K")
        assert selected(pilot.app) == (2, 1)
        await pilot.press("3", "K")
        assert selected(pilot.app) == (1, 1)
        await pilot.press("2", "J")
        assert selected(pilot.app) == (2, 1)

    async def test_they_stop_at_the_first_and_the_last(self, pilot):
        await pilot.press("J")
        assert selected(pilot.app) == (3, 1)
        await pilot.press("K", "K", "K", "K")
        assert selected(pilot.app) == (1, 1)

    async def test_they_stand_at_a_turn_without_passages_where_no_passage_is_offered(
        self, pilot, scripted, chat
    ):
        quotes, scripted.quotes = scripted.quotes, ()
        await pilot.press("i")
        await chat.ask(pilot, "nothing at all")
        scripted.quotes = quotes
        await chat.ask(pilot, "fifth")
        await pilot.press("escape", "K")
        view = pilot.app.screen.query_one("ConversationView")
        assert (view.selected, view.turn_at_hand.question) == (None, "nothing at all")
        screen = pilot.app.screen
        assert not any(screen.check_action(name, ()) for name in ("pin", "copy_as", "explain"))
        assert screen.check_action("label", (False,))
        await pilot.press("K")
        assert selected(pilot.app) == (3, 1)
        await pilot.press("J", "J")
        assert selected(pilot.app) == (5, 1)

    async def test_page_keys_scroll_the_conversation_also_from_the_line(self, app, chat):
        async with app.run_test(size=SMALL) as pilot:
            await chat.ask(pilot, "first")
            await chat.ask(pilot, "second")
            view = app.screen.query_one("ConversationView")
            below = view.scroll_y
            await pilot.press("pageup")
            assert view.scroll_y == below - view.size.height
            await pilot.press("pagedown")
            assert view.scroll_y == below


class TestReasons:
    WHY = "score 0.50 = 0.50 words; shares mill"

    def body(self, app, chat):
        (view,) = app.screen.query("PassageView.-selected")
        return str(view.query_one(".notes").visual).splitlines()

    async def test_x_shows_why_a_passage_ranks_there_and_hides_it(self, pilot, chat):
        await pilot.press("2", "x")
        assert self.body(pilot.app, chat)[-1] == self.WHY
        await pilot.press("j")
        assert self.WHY not in self.body(pilot.app, chat)
        await pilot.press("k", "x")
        assert self.WHY not in self.body(pilot.app, chat)

    async def test_it_hides_what_the_option_shows(self, scripted, chat):
        app = ChatApp(lambda progress: scripted, explain=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "2")
            assert self.body(app, chat)[-1] == self.WHY
            await pilot.press("x")
            assert self.WHY not in self.body(app, chat)

    async def test_it_says_where_a_saved_chat_has_no_reasons(self, scripted, tmp_path, chat):
        sessions = Sessions(tmp_path / "sessions", ("/bread.txt",))
        async with ChatApp(lambda progress: scripted, sessions=sessions).run_test() as pilot:
            await chat.ask(pilot, "first")
        app = ChatApp(lambda progress: scripted, sessions=sessions, resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press("escape", "x")
            said = "Why it ranks there was not saved with this chat; ask again to see it"
            assert chat.confirmed(app) == said


class TestJumping:
    async def test_f_puts_a_letter_beside_everything_in_view(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape")
            turn = app.screen.query_one(".question").region.y
            passages = [view.region.y for view in app.screen.query("PassageView")]
            line = app.screen.query_one("QuestionInput").region.y
            source = app.screen.query_one(SourceView).region.y
            await pilot.press("f")
            assert letters(app) == dict(zip([turn, *passages, line, source], "asdfgh", strict=True))

    async def test_a_letter_goes_there(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "f", "d")
            assert selected(app) == (1, 2)
            await pilot.press("f", "a")
            assert selected(app) == (1, 1)
            await pilot.press("f", "h")
            assert app.screen.query_one(SourceView).has_focus
            await pilot.press("f", "g")
            assert app.screen.query_one("QuestionInput").has_focus

    async def test_what_is_out_of_view_gets_none(self, app, chat):
        async with app.run_test(size=SMALL) as pilot:
            await chat.ask(pilot, "first")
            await chat.ask(pilot, "second")
            await pilot.press("escape", "f")
            shown = letters(app)
            assert len(shown) < 5
            assert set(shown) <= set(range(SMALL[1]))

    async def test_escape_leaves_and_other_keys_do_nothing(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "2", "f", "z", "1", "enter")
            assert isinstance(app.screen, JumpScreen)
            await pilot.press("escape")
            assert not isinstance(app.screen, JumpScreen)
            assert selected(app) == (1, 2)

    async def test_another_size_of_the_terminal_leaves(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "f")
            assert isinstance(app.screen, JumpScreen)
            await pilot.resize_terminal(*NARROW)
            await pilot.pause()
            assert not isinstance(app.screen, JumpScreen)

    async def test_is_there_before_the_first_question(self, app, chat):
        async with app.run_test(size=(20, 5)) as pilot:
            await chat.settle(pilot)
            await pilot.press("escape", "f")
            assert list(letters(app).values()) == ["a"]
            await pilot.press("a")
            assert app.screen.query_one("QuestionInput").has_focus


class TestTheSource:
    @pytest.mark.parametrize("key", ["s", "enter"])
    async def test_is_gone_to_beside_the_conversation(self, pilot, key):
        await pilot.press(key)
        assert pilot.app.screen.query_one(SourceView).has_focus

    @pytest.mark.parametrize("key", ["s", "escape"])
    async def test_is_left_on_a_narrow_terminal(self, app, chat, key):
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "enter")
            assert isinstance(app.screen, SourceScreen)
            await pilot.press(key)
            assert not isinstance(app.screen, SourceScreen)


class TestOtherScreens:
    @pytest.mark.parametrize("key", ["escape", "f1", "question_mark", "q"])
    async def test_the_help_is_closed(self, app, key):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("f1")
            assert isinstance(app.screen, HelpScreen)
            await pilot.press(key)
            assert not isinstance(app.screen, HelpScreen)

    @pytest.fixture
    async def earlier(self, scripted, tmp_path, chat):
        """The list of two earlier chats, open."""
        sessions = Sessions(tmp_path / "sessions", ("/bread.txt",))
        for question in ("older", "newer"):
            async with ChatApp(lambda progress: scripted, sessions=sessions).run_test() as pilot:
                await chat.ask(pilot, question)
        app = ChatApp(lambda progress: scripted, sessions=sessions)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press("escape", "r")
            assert isinstance(app.screen, SessionScreen)
            yield pilot

    async def test_j_and_k_move_over_earlier_chats(self, earlier):
        chats = earlier.app.screen.query_one("OptionList")
        await earlier.press("j")
        assert chats.highlighted == 1
        await earlier.press("k")
        assert chats.highlighted == 0

    @pytest.mark.parametrize("key", ["escape", "q"])
    async def test_earlier_chats_are_left_as_they_are(self, earlier, key):
        await earlier.press(key)
        assert not isinstance(earlier.app.screen, SessionScreen)
        assert not earlier.app.screen.query("TurnView")

    async def test_enter_asks_the_example_that_the_cursor_is_on(self, scripted, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press("escape", "enter")
            await chat.settle(pilot)
            assert scripted.asked == [("What is this about?", 0, True)]

    async def test_the_question_line_is_gone_to(self, pilot):
        assert not pilot.app.screen.query_one("QuestionInput").has_focus
        await pilot.press("i")
        assert pilot.app.screen.query_one("QuestionInput").has_focus


class TestPasting:
    @pytest.mark.parametrize(
        ("pasted", "line"),
        [
            ("who paid\nfor the mill?", "who paid\nfor the mill?"),
            ("one\r\ntwo\rthree\n\n\tfour", "one\ntwo\nthree\n\n four"),
            ("\n", " "),
        ],
    )
    async def test_lines_stay_lines_and_none_is_asked(self, scripted, app, chat, pasted, line):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            app.screen.query_one("QuestionInput").post_message(Paste(pasted))
            await pilot.pause()
            assert app.screen.query_one("QuestionInput").value == line
            assert scripted.asked == []

    async def test_words_stay_apart_at_either_end(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            line = app.screen.query_one("QuestionInput")
            await pilot.press(*"so", "left")
            for pasted in (" who\n", "paid\n"):
                line.post_message(Paste(pasted))
                await pilot.pause()
            assert line.value == "s who paid o"

    async def test_what_was_copied_here_comes_back_with_its_lines_too(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "3", "y", "i", "ctrl+v")
            line = app.screen.query_one("QuestionInput").value
            assert line.startswith("The town paid half. The other half came from the baker,")
            assert line.endswith(
                "flour.\n— The Price of Bread, After the Fire, paragraph 3\nbread.txt:9"
            )

    async def test_too_long_a_text_is_left_out_and_said(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press(*"why")
            app.screen.query_one("QuestionInput").post_message(Paste("x\n" * 5000))
            await pilot.pause()
            assert app.screen.query_one("QuestionInput").value == "why"
            (notice,) = app._notifications
            assert notice.message.startswith("That is too long for a question")
