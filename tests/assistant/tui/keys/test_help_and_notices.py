from assistant.tui.app import ChatApp
from assistant.tui.conversation import status_line
from assistant.tui.keys.help_screen import HelpScreen
from assistant.tui.wording import fitted
from index.errors import InputError, SourceError

WIDE = (160, 45)


class TestErrors:
    async def test_an_engine_that_cannot_open_is_said_with_the_remedy(self, chat):
        def opening(progress):
            raise SourceError("no-such.txt: not there; name another with --source [/red]")

        app = ChatApp(opening)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            said = ["no-such.txt: not there; name another with --source [/red]"]
            assert chat.words(app, "Welcome .failure") == said
            await chat.ask(pilot, "why")
            assert chat.words(app, "TurnView .failure") == said
        assert isinstance(app.failure, SourceError)

    async def test_a_question_that_fails_leaves_no_trace(self, scripted, app, chat):
        def fail():
            raise InputError("the question is too long; ask in fewer words")

        scripted.scripts["long"] = fail
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "long")
            assert chat.words(app, ".failure") == ["the question is too long; ask in fewer words"]
            await chat.ask(pilot, "short")
            assert scripted.asked[-1] == ("short", 0, True)


class TestNotices:
    async def test_a_confirmation_covers_nothing_and_goes_by_itself(self, app, chat, monkeypatch):
        monkeypatch.setattr(status_line, "_CONFIRMED_FOR", 0.01)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "why")
            before = chat.confirmed(app)
            app.notify("Copied", markup=False)
            assert chat.confirmed(app) == "Copied"
            await pilot.pause(0.1)
            assert chat.confirmed(app) == before
            assert not app.screen.query("Toast")

    async def test_a_warning_stands_above_the_conversation_with_its_path_unbroken(self, app, chat):
        path = "/home/somebody/a folder with a long name/another/2026-11-29-who-paid.answers.jsonl"
        async with app.run_test(size=WIDE, notifications=True) as pilot:
            await chat.ask(pilot, "why")
            app.notify(path, severity="warning", markup=False)
            await pilot.pause()
            await pilot.pause()
            toast = app.screen.query_one("Toast")
            assert (toast.region.x, toast.region.y) == (0, 0)
            assert toast.size.width >= len(path)

    def test_a_path_without_room_is_shortened_in_the_middle(self):
        assert fitted("Exported to /a/b.md", 19) == "Exported to /a/b.md"
        assert fitted("Exported to /home/ann/chats/b.md", 20) == "Export…nn/chats/b.md"


class TestHelp:
    async def test_lists_every_binding(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("f1")
            assert isinstance(app.screen, HelpScreen)
            listed = chat.words(app, ".does")
            parts = app.screen._parts
            bindings = [binding for part in parts for binding in part.BINDINGS]
            assert bindings
            assert all((b.tooltip or b.description) in listed for b in bindings)
            assert all(b.id for b in bindings)
            assert "1 2 3 4 5 6 7 8 9" in chat.words(app, ".keys")

    async def test_no_two_commands_share_an_id_and_none_is_ctrl_c(self, app):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("f1")
            bindings = [binding for part in app.screen._parts for binding in part.BINDINGS]
            commands = {(binding.id, binding.action) for binding in bindings}
            assert len(commands) == len({binding.id for binding in bindings})
            assert not any("ctrl+c" in binding.key for binding in bindings)

    async def test_a_question_mark_opens_it_outside_the_line(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "why")
            await pilot.press("escape", "question_mark")
            assert isinstance(app.screen, HelpScreen)


class TestHistoryKeys:
    async def test_up_and_down_walk_through_what_was_asked(self, scripted, tmp_path, chat):
        file = tmp_path / "history"
        app = ChatApp(lambda progress: scripted, history_file=file)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await chat.ask(pilot, "second")
        again = ChatApp(lambda progress: scripted, history_file=file)
        async with again.run_test(size=WIDE) as pilot:
            line = again.screen.query_one("QuestionInput")
            await pilot.press(*"draft", "up", "up")
            assert line.value == "first"
            await pilot.press("down", "down")
            assert line.value == "draft"


class TestExamples:
    async def test_are_asked_by_a_click_which_leaves_the_cursor_in_the_line(
        self, scripted, app, chat
    ):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert chat.words(app, "Example") == ["What is this about?"]
            await pilot.click("Example")
            await chat.settle(pilot)
            assert scripted.asked == [("What is this about?", 0, True)]
            assert app.screen.query_one("QuestionInput").has_focus

    async def test_stand_below_what_is_read_and_the_first_keys(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert chat.words(app, "Welcome .read") == ["Reads /bread.txt"]
            assert "MiniLM" not in "".join(chat.words(app, "Static"))


class TestLeaving:
    async def test_ctrl_c_says_how(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press("ctrl+c")
            assert chat.confirmed(app) == "Ctrl+Q leaves the chat"
