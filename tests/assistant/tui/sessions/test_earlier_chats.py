import os
from pathlib import Path

import pytest

from assistant.sessions.names import name_of
from assistant.sessions.saved import Sessions
from assistant.tui.app import ChatApp
from assistant.tui.sessions.screen import SessionScreen
from index.errors import SourceError

WIDE, NARROW, TINY = (160, 45), (60, 20), (20, 5)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sessions"


@pytest.fixture
def new_app(folder, scripted):
    def make(**changes):
        given = {"sessions": Sessions(folder), **changes}
        return ChatApp(lambda progress: scripted, **given)

    return make


@pytest.fixture
async def chats(new_app, folder, chat):
    """Two chats, the one that was asked “newer” last."""
    for question in ("older", "newer"):
        app = new_app()
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, question)
    older, newer = sorted(folder.glob("*.jsonl"), key=lambda path: path.stem[18:], reverse=True)
    assert (older.stem[18:], newer.stem[18:]) == ("older", "newer")
    os.utime(older, (1_000, 1_000))
    os.utime(newer, (2_000, 2_000))
    return older, newer


@pytest.fixture
async def pilot(chats, new_app, chat):
    """The list of both chats, the newer one marked."""
    app = new_app()
    async with app.run_test(size=WIDE) as pilot:
        await chat.settle(pilot)
        await pilot.press("escape", "r")
        assert listed(app) == ["newer", "older"]
        yield pilot


def listed(app):
    options = app.screen.query_one("OptionList").options
    return [str(option.prompt).splitlines()[0] for option in options]


def notices(app):
    return [notification.message for notification in app._notifications]


class TestRenaming:
    async def test_keeps_the_name_with_the_chat_and_the_chat_as_it_is(
        self, pilot, chats, new_app, chat
    ):
        before = chats[1].read_bytes()
        await pilot.press("r", "home", *"My ", "enter")
        assert listed(pilot.app) == ["My newer", "older"]
        assert name_of(chats[1]) == "My newer"
        assert chats[1].read_bytes() == before
        app = new_app()
        async with app.run_test(size=NARROW) as again:
            await chat.settle(again)
            await again.press("escape", "r")
            assert listed(app) == ["My newer", "older"]

    async def test_with_a_blank_name_shows_the_first_question_again(self, pilot, chats):
        await pilot.press("r", "X", "enter", "r")
        pilot.app.screen.query_one("Input").value = "  "
        await pilot.press("enter")
        assert listed(pilot.app) == ["newer", "older"]
        assert name_of(chats[1]) is None

    async def test_is_left_by_escape_and_takes_letters_for_itself(self, pilot, chats):
        await pilot.press("r", "d", "q", "escape")
        assert listed(pilot.app) == ["newer", "older"]
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, SessionScreen)
        assert all(path.exists() for path in chats)

    async def test_takes_no_control_characters(self, pilot, chats):
        await pilot.press("r")
        pilot.app.screen.query_one("Input").value = "\x1b]0;owned\x07[red]"
        await pilot.press("enter")
        assert listed(pilot.app)[0] == r"\x1b]0;owned\x07[red]"

    async def test_says_why_it_cannot(self, pilot, chats):
        chats[1].with_suffix(".name").mkdir()
        await pilot.press("r", "enter")
        assert notices(pilot.app)[0].startswith("The chat cannot be renamed (")


class TestDeleting:
    async def test_takes_the_chat_from_the_list_and_u_brings_it_back(self, pilot, chats):
        await pilot.press("d")
        assert listed(pilot.app) == ["older"]
        assert not chats[1].exists()
        assert notices(pilot.app) == ["Deleted “newer”; u brings it back"]
        await pilot.press("d", "u", "u", "u")
        assert listed(pilot.app) == ["newer", "older"]
        assert all(path.exists() for path in chats)

    async def test_leaves_a_list_that_can_be_left(self, pilot):
        await pilot.press("d", "d", "d", "r", "enter")
        assert listed(pilot.app) == []
        await pilot.press("q")
        assert not isinstance(pilot.app.screen, SessionScreen)

    async def test_spares_the_chat_at_hand(self, pilot, chats, chat):
        await pilot.press("enter")
        await chat.settle(pilot)
        await pilot.press("escape", "r", "d")
        assert notices(pilot.app) == ["That is the chat at hand; it stays"]
        assert chats[1].exists()

    async def test_says_why_a_chat_cannot_be_brought_back(self, pilot, chats):
        await pilot.press("d")
        chats[1].write_text("another")
        await pilot.press("u")
        assert "The chat cannot be brought back (" in notices(pilot.app)[1]
        assert chats[1].read_text() == "another"

    async def test_says_why_a_chat_cannot_be_deleted(self, pilot, chats):
        (chats[1].parent / "trash").write_text("a file where the folder should be")
        await pilot.press("d")
        assert notices(pilot.app)[0].startswith("The chat cannot be deleted (")
        assert listed(pilot.app) == ["newer", "older"]


class TestChatsOverOtherDocuments:
    """Where no sources were named, every chat is offered and opened with its own."""

    @pytest.fixture
    def opened(self):
        return []

    @pytest.fixture
    def wine(self, make_scripted):
        return make_scripted(title="Wine", sources=("/wine.txt",))

    @pytest.fixture
    def start(self, chats, folder, scripted, wine, opened):
        """Begin over /wine.txt, while all chats are about /bread.txt."""

        def opening(progress, sources=()):
            opened.append(tuple(sources))
            return scripted if sources else wine

        def make(opening=opening, **changes):
            return ChatApp(opening, sessions=Sessions(folder, lists_all=True), **changes)

        return make

    async def test_are_opened_with_their_own(self, start, opened, chat, scripted):
        app = start(resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press("j", "enter")
            await chat.settle(pilot)
            assert opened == [(), (Path("/bread.txt"),)]
            assert chat.words(app, ".question") == ["older"]
            assert chat.words(app, "StatusLine .words") == ["The Price of Bread"]
            await chat.ask(pilot, "third")
            assert scripted.asked[-1] == ("third", 1, True)

    async def test_are_left_alone_where_theirs_cannot_be_opened(self, start, wine, chat):
        def opening(progress, sources=()):
            if sources:
                raise SourceError("/bread.txt: no such file or folder")
            return wine

        app = start(opening)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press("escape", "r", "enter")
            await chat.settle(pilot)
            assert notices(app) == ["/bread.txt: no such file or folder"]
            assert chat.words(app, "StatusLine .words") == ["Wine"]
            await chat.ask(pilot, "first")
            assert len(app.screen.query(".-answer")) == 1
            await pilot.press("ctrl+q")
        assert app.failure is None

    async def test_say_what_they_are_about_where_that_differs(self, start, chat):
        app = start()
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "red")
            await pilot.press("escape", "r")
            options = app.screen.query_one("OptionList").options
            about = [str(option.prompt).rpartition(" · ")[2] for option in options]
            assert about == ["wine.txt", "bread.txt", "bread.txt"]

    async def test_fit_a_tiny_terminal(self, start, chat):
        app = start(resume=True)
        async with app.run_test(size=TINY) as pilot:
            await chat.settle(pilot)
            await pilot.press("r", "a", "enter", "d", "u", "escape")
            assert not isinstance(app.screen, SessionScreen)
