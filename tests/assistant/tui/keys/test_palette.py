import pytest
from textual.command import CommandList, CommandPalette

from assistant.tui.app import ChatApp
from assistant.tui.conversation.screen import ChatScreen
from assistant.tui.keys.palette import MOST_OF_A_KIND
from assistant.tui.keys.preferences import Preferences
from assistant.tui.source.screen import SourceScreen
from assistant.tui.source.search_line import SearchInput
from assistant.tui.source.view import SourceView

WIDE, NARROW = (160, 45), (60, 20)


@pytest.fixture
def find(chat):
    """Open the palette, type words, and return the lines that are shown."""

    async def find(pilot, words=""):
        await pilot.press("ctrl+p")
        await chat.settle(pilot)
        pilot.app.screen.query_one("CommandInput").value = words
        await pilot.pause()
        await chat.settle(pilot)
        options = pilot.app.screen.query_one(CommandList).options
        return [str(option.prompt) for option in options]

    return find


@pytest.fixture
def choose(chat, find):
    """Open the palette, type words, and choose the first line that is shown."""

    async def choose(pilot, words):
        await find(pilot, words)
        await pilot.press("enter")
        await chat.settle(pilot)

    return choose


def marked(app):
    source = app.screen.query_one(SourceView).source
    return source.text[source.highlight.start : source.highlight.end]


class TestCommands:
    async def test_are_offered_with_what_they_do_and_their_keys(self, app, chat, find):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            lines = await find(pilot)
            assert {
                "Ask  ⏎",
                "Next passage  j",
                "Go to the passage in its source  s ⏎",
                "Show this help  ? f1",
                "Quit  ^q",
                "Choose other colours  Theme",
            } <= set(lines)

    async def test_are_those_that_can_be_done_now(self, app, chat, find):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            lines = await find(pilot)
            assert "Next passage  j" not in lines
            assert "Go to the question line  i" not in lines
            assert not [line for line in lines if line.startswith(("Open a citation", "Ask this"))]
            await pilot.press("escape")
            await chat.ask(pilot, "When did the mill burn?")
            await pilot.press("escape")
            lines = await find(pilot)
            assert "Next passage  j" in lines
            assert "Go to the question line  i" in lines
            citations = [line for line in lines if line.startswith("Open [")]
            assert [line[-1] for line in citations] == ["1", "2", "3"]

    async def test_have_the_keys_that_were_chosen(self, scripted, tmp_path, find):
        file = tmp_path / "chat.toml"
        file.write_text('[keys]\n"chat.new" = "f5"')
        app = ChatApp(lambda progress: scripted, preferences=Preferences(file))
        async with app.run_test(size=WIDE) as pilot:
            assert "Begin a new conversation  f5" in await find(pilot, "begin")

    async def test_are_found_by_all_of_some_words_in_any_order(self, app, chat, find):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert await find(pilot, "answer COPY") == ["Copy the answer and its citations  Y"]

    async def test_are_done_when_chosen_also_from_the_question_line(self, app, chat, choose):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await choose(pilot, "next passage")
            await choose(pilot, "copy passage")
            assert app.clipboard.startswith("The miller rebuilt")

    @pytest.mark.parametrize("size", [WIDE, NARROW])
    async def test_go_to_the_search_in_the_source_from_the_question_line(
        self, app, chat, choose, size
    ):
        async with app.run_test(size=size) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await choose(pilot, "search source")
            assert isinstance(app.focused, SearchInput)

    async def test_name_each_citation_that_can_be_opened(self, app, chat, find):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert await find(pilot, "open [") == [
                "Open [1] The Price of Bread · ¶1  1",
                "Open [2] The Price of Bread · After the Fire · ¶2  2",
                "Open [3] The Price of Bread · After the Fire · ¶3  3",
            ]

    async def test_of_another_screen_are_its_own(self, app, chat, find, choose):
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await pilot.press("escape", "s")
            lines = await find(pilot, "")
            assert lines[0] == "Back  esc s"
            assert "Next passage  j" not in lines
            await pilot.press("escape")
            await choose(pilot, "back")
            assert isinstance(app.screen, ChatScreen)


class TestQuestions:
    async def test_are_those_of_this_chat_and_of_those_before_the_latest_first(
        self, scripted, tmp_path, chat, find
    ):
        file = tmp_path / "questions"
        file.write_text('"Who is the miller?"\n"Who paid?"\n')
        app = ChatApp(lambda progress: scripted, history_file=file)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "Who asked?")
            await chat.ask(pilot, "Who paid?")
            assert await find(pilot, "who") == [
                "Who paid?  asked before",
                "Who asked?  asked before",
                "Who is the miller?  asked before",
            ]

    async def test_go_into_the_line_when_chosen(self, scripted, app, chat, choose):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "Who paid?")
            await pilot.press("escape")
            await choose(pilot, "who paid")
            line = app.screen.query_one("QuestionInput")
            assert (line.value, line.has_focus) == ("Who paid?", True)
            assert len(scripted.asked) == 1

    async def test_are_at_most_so_many_at_once(self, scripted, tmp_path, chat, find):
        file = tmp_path / "questions"
        file.write_text("".join(f'"Who is number {n}?"\n' for n in range(900)))
        app = ChatApp(lambda progress: scripted, history_file=file)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert len(await find(pilot, "number")) == MOST_OF_A_KIND
            await pilot.press("escape")
            assert await find(pilot, "number 123") == ["Who is number 123?  asked before"]


class TestPlaces:
    async def test_are_documents_and_their_sections(self, app, chat, find):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert await find(pilot, "bread") == [
                "The Price of Bread  bread.txt",
                "After the Fire  The Price of Bread",
            ]

    async def test_a_section_opens_at_its_heading_also_before_the_first_question(
        self, app, chat, choose
    ):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await choose(pilot, "fire")
            assert marked(app) == "After the Fire"
            assert chat.words(app, ".source-place") == ["After the Fire"]
            assert app.screen.query_one("SourcePanel").display
            assert app.screen.query_one(SourceView).has_focus
            assert app.screen.query_one("Welcome").display
            await pilot.press("ctrl+n")
            assert not app.screen.query_one("SourcePanel").display

    async def test_a_document_opens_at_its_beginning(self, app, chat, choose):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "Who paid?")
            await pilot.press("escape", "3")
            await choose(pilot, "bread.txt")
            assert app.screen.query_one(SourceView).source.citation.start == 0
            assert marked(app) == ""
            await pilot.press("s")
            assert marked(app) == "The town paid half."

    async def test_take_the_place_of_the_source_on_a_narrow_terminal(self, app, chat, choose):
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "Who paid?")
            await pilot.press("escape", "s")
            await choose(pilot, "fire")
            assert isinstance(app.screen, SourceScreen)
            assert marked(app) == "After the Fire"
            await pilot.press("escape")
            assert isinstance(app.screen, ChatScreen)

    async def test_are_none_while_the_documents_open(self, scripted, gate, find, chat):
        def opening(progress):
            gate.wait()
            return scripted

        app = ChatApp(opening)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("ctrl+p")
            assert isinstance(app.screen, CommandPalette)
            await pilot.press("escape")
            assert app.screen_stack[0].cursor.places() == ()
            gate.open()
            await chat.settle(pilot)
            assert await find(pilot, "fire") == ["After the Fire  The Price of Bread"]


class TestHostileText:
    HOSTILE = "[@click=app.quit]x[/] [/red] \x1b]52;c;aGk=\x07 \u202efire"

    async def test_is_shown_literally_and_runs_nothing(self, make_scripted, tmp_path, find, chat):
        file = tmp_path / "questions"
        file.write_text('"[/red] [bold]fire\\u001b[2J"\n')
        scripted = make_scripted(title=self.HOSTILE)
        app = ChatApp(lambda progress: scripted, history_file=file)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            safe = r"[@click=app.quit]x[/] [/red] \x1b]52;c;aGk=\x07 \u202efire"
            assert await find(pilot, "fire") == [
                r"[/red] [bold]fire\x1b[2J  asked before",
                f"{safe}  bread.txt",
                f"After the Fire  {safe}",
            ]
            await pilot.press("down", "enter")
            await chat.settle(pilot)
            assert app.is_running
            assert chat.words(app, ".source-title") == [safe]
